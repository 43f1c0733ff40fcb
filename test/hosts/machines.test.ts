import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { bootOf as bootOn, reboot } from './boot.ts';
import { writeInstall } from './cluster.ts';
import { address } from './hosts.ts';
import { assertPlayed, play, runPhase } from './playbook.ts';
import { stepsOnHosts } from './steps.ts';

// What the guide does by hand on each machine before the cluster is installed.
const { step, end, hosts } = stepsOnHosts('playbooks on single machines', 4, {
  disks: [1, 2, 3, 4],
  shipped: true,
});

const [BOOTSTRAP, MASTER, PUBLIC, AGENT] = [1, 2, 3, 4].map(address) as [string, string, string, string];
const ALL = [BOOTSTRAP, MASTER, PUBLIC, AGENT];

const configure = (sections?: string) => writeInstall(hosts(), sections === undefined ? {} : { sections });
const on = (host: string, script: string) => hosts().shell(host, script);

step('hostname gives every machine its name, and all names to every machine', async () => {
  const install = configure();
  assertPlayed(await runPhase(hosts(), 'hostname'));
  assert.equal(await Promise.all(ALL.map((host) => on(host, 'hostname'))), [
    'bootstrap',
    'master1',
    'public',
    'agent1',
  ]);
  for (const host of ALL) {
    assert.is(await on(host, 'cat /etc/hosts'), readFileSync(join(install, 'hosts'), 'utf8').trim());
    assert.is(await on(host, 'cat /etc/cloud/cloud.cfg.d/99-uegen-hostname.cfg'), 'preserve_hostname: true');
  }
  assertPlayed(await play(hosts(), install, 'hostname'), 'unchanged');
});

const packages = (...args: string[]) => play(hosts(), configure(), 'install', '--limit', PUBLIC, ...args);

step('certificates that are too old for https are renewed before anything is asked by it', async () => {
  await on(
    PUBLIC,
    `cd /root; printf 'Name: ca-certificates\nVersion: 2015.2.6\nRelease: 1\nSummary: old\nLicense: none\n%%description\nold\n%%files\n' > old.spec
    rpmbuild -bb --quiet old.spec; rpm -i --justdb --nodeps rpmbuild/RPMS/*/ca-certificates-2015*.rpm; rm -r old.spec rpmbuild`,
  );
  assertPlayed(await packages('--tags', 'repositories', '--check'));
  const played = await packages('--tags', 'repositories');
  assertPlayed(played);
  assert.ok(
    played.changes(PUBLIC).includes("repositories : Renew the authorities' certificates"),
    played.output,
  );
  assert.match(await on(PUBLIC, 'rpm -q ca-certificates'), /^ca-certificates-2021\.2\.50-\S+$/);
  assertPlayed(await packages('--tags', 'repositories'), 'unchanged');
});

step('RHEL takes extras alone from CentOS, and Docker says when it lacks them', async () => {
  const release = await on(PUBLIC, 'cat /etc/redhat-release');
  await on(
    PUBLIC,
    `rm /etc/yum.repos.d/CentOS-Base.repo; echo 'Red Hat Enterprise Linux Server release 7.3 (Maipo)' > /etc/redhat-release`,
  );
  const refused = await packages('--tags', 'docker');
  assert.is.not(refused.status, 0);
  assert.match(
    refused.output.replace(/\s+/g, ' '),
    'no repository has container-selinux. Name repositories.centos',
  );
  assertPlayed(await packages('--tags', 'repositories,docker'));
  assert.is(
    await on(
      PUBLIC,
      "grep -h '^\\[' /etc/yum.repos.d/CentOS-Base.repo; rpm -q container-selinux | cut -d- -f1-2",
    ),
    '[extras]\ncontainer-selinux',
  );
  assertPlayed(await packages('--tags', 'repositories,docker'), 'unchanged');
  await on(PUBLIC, `echo '${release}' > /etc/redhat-release`);
});

const rootLogin = (host: string) => on(host, "sshd -T 2>/dev/null | grep '^permitrootlogin'");

step('root may log in by ssh with a key, until that is taken back', async () => {
  const install = configure();
  // A setting inside a Match block is not the machine's.
  await on(AGENT, 'printf "Match User nobody\\n  PermitRootLogin no\\n" >> /etc/ssh/sshd_config');
  const before = await on(AGENT, 'sha256sum /etc/ssh/sshd_config');
  assertPlayed(await runPhase(hosts(), 'ssh-root-login'));
  for (const host of ALL) assert.is(await rootLogin(host), 'permitrootlogin without-password');
  await on(
    AGENT,
    'install -d -m 700 /root/.ssh; cp /home/centos/.ssh/authorized_keys /root/.ssh/; chown 0:0 /root/.ssh/*',
  );
  const options = ['-oStrictHostKeyChecking=no', '-oUserKnownHostsFile=/dev/null', '-oBatchMode=yes'];
  const login = () => hosts().run('ssh', [...options, '-i', hosts().key, `root@${AGENT}`, 'id -un']);
  assert.is((await login()).stdout, 'root\n');
  assertPlayed(await play(hosts(), install, 'ssh-root-login'), 'unchanged');

  assertPlayed(await play(hosts(), install, 'ssh-root-login', '--tags', 'revert'));
  assert.is(await on(AGENT, 'sha256sum /etc/ssh/sshd_config'), before);
  assert.is((await login()).status, 255);
  assertPlayed(await play(hosts(), install, 'ssh-root-login', '--tags', 'revert'), 'unchanged');
});

const SCRIPTS = '/etc/sysconfig/network-scripts';
const NETWORK = 'network: {device: eth0, gateway: 10.77.0.1, netmask: 255.255.255.0}';
// Another one each time that the service is started.
const networkRun = (host: string) => on(host, 'systemctl show -p InvocationID network');
const bootOf = (host: string) => bootOn(hosts(), host);

step('static addresses take effect at the next boot, or at once when asked', async () => {
  const install = configure(NETWORK);
  const before = await Promise.all(ALL.map(networkRun));
  const own = 'IPV6INIT=yes\nMTU=1500\nIPADDR1=192.0.2.7';
  await on(AGENT, `printf '${own}\nPREFIX=16\n' >> ${SCRIPTS}/ifcfg-eth0`);
  const shown = await play(hosts(), install, 'static-ip', '--check', '--diff');
  assertPlayed(shown);
  for (const host of ALL) {
    for (const line of ['-BOOTPROTO=dhcp', '+BOOTPROTO=static', `+IPADDR=${host}`, '+GATEWAY=10.77.0.1'])
      assert.ok(shown.output.includes(`\n${line}\n`), shown.output);
    assert.match(
      await on(host, 'cat /etc/sysconfig/network-scripts/ifcfg-eth0*'),
      /dhcp\nDEVICE=eth0\nONBOOT=yes(\nIPV6INIT=yes\nMTU=1500\nIPADDR1=192.0.2.7\nPREFIX=16)?$/,
    );
  }
  assertPlayed(await runPhase(hosts(), 'static-ip'));
  for (const host of ALL) {
    assert.is(
      await on(host, `cat ${SCRIPTS}/ifcfg-eth0; stat -c %a ${SCRIPTS}/ifcfg-eth0`),
      `TYPE=Ethernet\nDEVICE=eth0\n${host === AGENT ? `${own}\n` : ''}BOOTPROTO=static\nONBOOT=yes\nIPADDR=${host}\nNETMASK=255.255.255.0\n` +
        'GATEWAY=10.77.0.1\nDNS1=10.77.0.1\nDNS2=10.77.0.54\n644',
    );
    assert.match(await on(host, `cat ${SCRIPTS}/ifcfg-eth0.*~`), 'BOOTPROTO=dhcp');
  }
  assertPlayed(await play(hosts(), install, 'static-ip'), 'unchanged');
  assert.equal(await Promise.all(ALL.map(networkRun)), before);

  await on(AGENT, `sed -i s/static/dhcp/ ${SCRIPTS}/ifcfg-eth0`);
  assertPlayed(await play(hosts(), install, 'static-ip', '-e', 'static_ip_restart=yes'));
  const after = await Promise.all(ALL.map(networkRun));
  assert.equal(
    after.map((run, index) => run === before[index]),
    [true, true, true, false],
  );
});

step('a netmask, a gateway or a kind of device that the machine has not is refused', async () => {
  const before = await on(AGENT, `sha256sum ${SCRIPTS}/ifcfg-eth0`);
  for (const [network, kinds, reason] of [
    [
      NETWORK.replace('255.255.255.0', '255.255.0.0'),
      'ether',
      'has the netmask 255.255.255.0 and leaves by eth0 to 10.77.0.1',
    ],
    [
      NETWORK.replace('10.77.0.1,', '10.77.0.254,'),
      'ether',
      'config.yml says 255.255.255.0 and 10.77.0.254 on eth0',
    ],
    [NETWORK, 'bonding', 'eth0 on agent1 (10.77.0.14) is no plain Ethernet (ether)'],
  ] as const) {
    const settings = JSON.stringify({ static_ip_kinds: [kinds] });
    const played = await play(hosts(), configure(network), 'static-ip', '--limit', AGENT, '-e', settings);
    assert.is.not(played.status, 0);
    assert.match(played.output, reason);
  }
  assert.is(await on(AGENT, `sha256sum ${SCRIPTS}/ifcfg-eth0`), before);
});

step('a device without the address of the machine is left alone', async () => {
  const install = configure(NETWORK.replace('eth0', 'eth1'));
  const played = await play(hosts(), install, 'static-ip');
  assert.is.not(played.status, 0);
  assert.match(played.output, 'eth1 on master1 has no address and not 10.77.0.12');
  assert.is(await on(BOOTSTRAP, 'ls /etc/sysconfig/network-scripts | grep -c eth1 || true'), '0');
});

step('a blank disk is formatted and mounted, and what lay there moves onto it', async () => {
  const install = configure('disks:\n- nodes: [master, agent]\n  device: /dev/xvdf\n');
  assertPlayed(await play(hosts(), install, 'install', '--limit', AGENT, '--tags', 'repositories,docker'));
  await on(AGENT, 'docker pull -q busybox:1; echo kept > /var/lib/docker/layer');
  await on(MASTER, 'echo kept > /var/log/old.log; chmod 640 /var/log/old.log');

  const shown = await play(hosts(), install, 'data-disk', '--check', '--diff');
  assertPlayed(shown);
  for (const [name, host, mount] of [
    ['master1', MASTER, '/var/log'],
    ['agent1', AGENT, '/var/lib/docker'],
  ] as const) {
    assert.match(
      shown.output,
      `/dev/xvdf on ${name} (${host}) is blank: it would be formatted with ext4 and mounted at ${mount}`,
    );
    assert.match(shown.output, `\n+UUID=known-after-mkfs ${mount} ext4 defaults,nofail 0 2\n`);
  }
  assert.is(await on(AGENT, 'blkid -p /dev/xvdf || true; cat /etc/fstab'), '');

  const boots = [await bootOf(MASTER), await bootOf(AGENT)];
  assertPlayed(await runPhase(hosts(), 'data-disk'));
  for (const [host, mount, file, mode] of [
    [AGENT, '/var/lib/docker', 'layer', '710\n644'],
    [MASTER, '/var/log', 'old.log', '755\n640'],
  ] as const) {
    assert.is(
      await on(
        host,
        `findmnt -no FSTYPE ${mount}; cat ${mount}/${file}; stat -c %a ${mount} ${mount}/${file}`,
      ),
      `ext4\nkept\n${mode}`,
    );
    const uuid = await on(host, 'blkid -p -s UUID -o value /dev/xvdf');
    assert.is(await on(host, 'cat /etc/fstab'), `UUID=${uuid} ${mount} ext4 defaults,nofail 0 2`);
    assert.is(await on(host, `ls -d ${mount}.before-data-disk 2>/dev/null || true`), '');
  }
  assert.is(await on(AGENT, 'systemctl is-active docker'), 'active');
  // Only logs are held open by programs: their machine booted.
  assert.is.not(await bootOf(MASTER), boots[0]);
  assert.is(await bootOf(AGENT), boots[1]);
  assert.is(await on(AGENT, 'docker run --rm busybox:1 echo from an image'), 'from an image');
  assertPlayed(await play(hosts(), install, 'data-disk'), 'unchanged');
});

step('after a boot, Docker and the logs begin on their disks', async () => {
  await Promise.all([MASTER, AGENT].map((host) => reboot(hosts(), host)));
  assert.is(
    await on(AGENT, 'systemctl is-active docker; docker images --format "{{.Repository}}"'),
    'active\nbusybox',
  );
  // Every file below /var/log that a program of this boot holds open lies on the disk.
  assert.is(
    await on(
      MASTER,
      `test -n "$(find /proc/[0-9]*/fd -lname '/var/log/*' 2>/dev/null)"
      find /proc/[0-9]*/fd -lname '/var/log/*' -exec stat -Lc '%d' {} + 2>/dev/null | sort -u | grep -vx "$(stat -c %d /var/log)" || true`,
    ),
    '',
  );
  // The journal's limit is a tenth of that disk, and not of the system's.
  const [size, limit] = (
    await on(
      MASTER,
      "df --output=size -k /var/log | tail -1; journalctl -b -o cat -g '^System Journal' | sed -n 's/.* max \\([0-9.]*\\)M.*/\\1/p' | tail -1",
    )
  )
    .split('\n')
    .map(Number);
  assert.ok(Number(limit) > 0 && Number(limit) * 1024 <= Number(size) / 10, `${limit} MiB of ${size} KiB`);
});

step('without its disk a machine boots, and Docker waits for it', async () => {
  const fstab = await on(AGENT, 'cat /etc/fstab');
  await on(
    AGENT,
    `sed -i 's/UUID=[0-9a-f]*/UUID=dead0000/; s/nofail/nofail,x-systemd.device-timeout=2s/' /etc/fstab`,
  );
  await reboot(hosts(), AGENT);
  assert.is(await on(AGENT, 'systemctl is-active docker || true; ls -A /var/lib/docker'), 'inactive');
  await on(AGENT, `echo '${fstab}' > /etc/fstab; systemctl daemon-reload; systemctl start docker`);
  assert.is(await on(AGENT, 'docker images --format "{{.Repository}}"'), 'busybox');
});

const INSTALL_BASE = ['--limit', AGENT, '--tags', 'base,services_again'];

step(
  'a service that dies right after its start is named, and Docker keeps its rules without firewalld',
  async () => {
    const install = configure();
    const folder = '/etc/systemd/system/ntpd.service.d';
    await on(
      AGENT,
      `mkdir ${folder}; printf '[Service]\\nType=simple\\nExecStart=\\nExecStart=/bin/sleep 1\\n' > ${folder}/dies.conf`,
    );
    assert.is(await on(AGENT, 'systemctl is-active docker firewalld'), 'active\nactive');
    const played = await play(hosts(), install, 'install', ...INSTALL_BASE);
    assert.is.not(played.status, 0);
    assert.match(played.output, 'agent1 (10.77.0.14): ntpd is inactive');
    assert.ok(played.changes(AGENT).includes('base : Restart a Docker that lost its rules'), played.output);
    await on(AGENT, 'docker run --rm --publish 5000:5000 busybox:1 echo published');

    await on(AGENT, `rm -r ${folder}; systemctl daemon-reload`);
    const again = await play(hosts(), install, 'install', ...INSTALL_BASE);
    assertPlayed(again);
    assert.equal(again.changes(AGENT), ['base : Start and enable services for time and entropy']);
  },
);

step('a Docker with images keeps its driver, what others set, and its version', async () => {
  const docker = (sections?: string) =>
    play(hosts(), configure(sections), 'install', '--limit', AGENT, '--tags', 'repositories,docker');
  await on(
    AGENT,
    `sed -i '1s/{/{"max-concurrent-downloads": 2, "insecure-registries-of-others": 1,/; s/ "insecure-registries-of-others": 1,//' /etc/docker/daemon.json`,
  );
  const before = await on(AGENT, 'cat /etc/docker/daemon.json; systemctl show -p InvocationID docker');
  const refused = await docker('docker: {storage-driver: overlay2}\n');
  assert.is.not(refused.status, 0);
  assert.match(refused.output, 'in /var/lib/docker with the storage driver overlay.');
  assertPlayed(await docker(), 'unchanged');
  assert.is(await on(AGENT, 'cat /etc/docker/daemon.json; systemctl show -p InvocationID docker'), before);

  assertPlayed(await docker('docker: {log-max-size: 50m}\n'));
  const settings = JSON.parse(await on(AGENT, 'cat /etc/docker/daemon.json'));
  assert.is(settings['max-concurrent-downloads'], 2);
  assert.equal(settings['log-opts'], { 'max-file': '3', 'max-size': '50m' });
  assert.is(await on(AGENT, 'dnf -q repoquery docker-ce'), '', '`yum update` finds no other version');
});

const DATA = 'disks:\n- nodes: public\n  device: /dev/xvdf\n  mount: /data\n';
const onDisk = (install: string, ...args: string[]) =>
  play(hosts(), install, 'data-disk', '--limit', PUBLIC, ...args);
const wipe = () => on(PUBLIC, 'wipefs --all /dev/xvdf >/dev/null; rm -rf /data; : > /etc/fstab; mkdir /data');

for (const [what, before, after, reason] of [
  [
    'holds something else',
    'mkswap /dev/xvdf',
    '',
    '/dev/xvdf on public (10.77.0.13) holds something else (TYPE=swap)',
  ],
  [
    'has a table of partitions',
    `python3 -c "d = open('/dev/xvdf', 'r+b'); d.write(bytes(446) + bytes([0, 0, 2, 0, 131, 0, 0, 0, 0, 8, 0, 0, 0, 80, 0, 0]) + bytes(48) + bytes([85, 170]))"`,
    '',
    'holds something else (PTTYPE=dos)',
  ],
  [
    'is mounted elsewhere',
    'mkfs.ext4 -qF /dev/xvdf; mkdir -p /mnt/x; mount /dev/xvdf /mnt/x',
    'umount /mnt/x',
    '/dev/xvdf is mounted at /mnt/x',
  ],
  [
    "has another's mount point",
    'mount -t tmpfs none /data',
    'umount /data',
    'another device is mounted there',
  ],
  [
    "has another's line in fstab",
    "echo 'LABEL=old /data ext4 defaults 0 0' > /etc/fstab",
    '',
    'mounts LABEL=old at /data',
  ],
  [
    'is to go where a program works',
    'mkdir -p /data; echo 1 > /data/file; cd /data; setsid sleep 1000 </dev/null >/dev/null 2>&1 &',
    'pkill -x sleep',
    'since it is in use: sleep (process',
  ],
  [
    'has files, as its mount point has',
    'mkfs.ext4 -qF /dev/xvdf; mount /dev/xvdf /mnt; echo theirs > /mnt/file; umount /mnt; echo ours > /data/file',
    '',
    'there are files on it and in /data as well',
  ],
] as const)
  step(`a disk that ${what} is left alone`, async () => {
    const install = configure(DATA);
    await wipe();
    await on(PUBLIC, before);
    const state = 'blkid -p /dev/xvdf || echo blank; cat /etc/fstab; find /data -type f -exec cat {} +';
    const was = await on(PUBLIC, state);
    const played = await onDisk(install);
    assert.is.not(played.status, 0, played.output);
    assert.match(played.output.replace(/\s+/g, ' '), reason);
    assert.is(await on(PUBLIC, state), was);
    if (after !== '') await on(PUBLIC, after);
    await wipe();
  });

step('no inventory makes the role mount over the system', async () => {
  const install = configure(DATA);
  for (const mount of ['/home', '/', '/usr/local', '/opt/mesosphere']) {
    const disk = { device: '/dev/xvdf', mount, fstype: 'ext4', options: 'defaults,nofail' };
    const played = await onDisk(install, '-e', JSON.stringify({ data_disks: [disk] }));
    assert.is.not(played.status, 0);
    assert.match(played.output, `${mount} on public (10.77.0.13) is a system folder`);
  }
});

step('a disk whose filling broke off is filled by the next run', async () => {
  const install = configure(DATA);
  await wipe();
  await on(
    PUBLIC,
    `mkdir -p /data/a; head -c 3000000 /dev/urandom > /data/a/b; chmod 640 /data/a/b; ln -s a/b /data/c
    mkfs.ext4 -qF /dev/xvdf; mount /dev/xvdf /mnt; touch /mnt/.uegen-copying; mkdir /mnt/a; head -c 1000000 /data/a/b > /mnt/a/b; umount /mnt`,
  );
  const state = 'cd /data; sha256sum a/b; stat -c %a a/b; readlink c; ls -A | grep -v lost+found';
  const was = await on(PUBLIC, state);
  assertPlayed(await onDisk(install));
  assert.is(await on(PUBLIC, state), was);
  assert.is(
    // The kernel knows the disk by another name.
    await on(
      PUBLIC,
      `[ "$(stat -c %t:%T "$(findmnt -no SOURCE /data)")" = "$(stat -c %t:%T /dev/xvdf)" ]
      mount --bind / /mnt; ls -A /mnt/data; umount /mnt`,
    ),
    '',
  );
  assertPlayed(await onDisk(install), 'unchanged');
});

step('the machine that runs the playbook is not rebooted by it', async () => {
  const install = configure('disks:\n- nodes: bootstrap\n  device: /dev/xvdf\n  mount: /var/log\n');
  const boot = await bootOf(BOOTSTRAP);
  const played = await play(hosts(), install, 'data-disk');
  assertPlayed(played);
  assert.match(played.output, "bootstrap (10.77.0.11) runs this playbook and can't reboot now");
  assert.is(await on(BOOTSTRAP, 'findmnt -no FSTYPE /var/log'), 'ext4');
  assert.is(await bootOf(BOOTSTRAP), boot);
});

end();
