import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { bootOf as bootOn, reboot } from './boot.ts';
import { writeInstall } from './cluster.ts';
import { address } from './hosts.ts';
import { assertPlayed, play } from './playbook.ts';
import { stepsOnHosts } from './steps.ts';

// What the guide does by hand on each machine before the cluster is installed.
const { step, end, hosts } = stepsOnHosts('playbooks on single machines', 4, { disks: [1, 2, 3, 4] });

const [BOOTSTRAP, MASTER, PUBLIC, AGENT] = [1, 2, 3, 4].map(address) as [string, string, string, string];
const ALL = [BOOTSTRAP, MASTER, PUBLIC, AGENT];

const configure = (sections?: string) => writeInstall(hosts(), sections === undefined ? {} : { sections });
const on = (host: string, script: string) => hosts().shell(host, script);

step('hostname gives every machine its name, and all names to every machine', async () => {
  const install = configure();
  assertPlayed(await play(hosts(), install, 'hostname'));
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

const rootLogin = (host: string) => on(host, "sshd -T 2>/dev/null | grep '^permitrootlogin'");

step('root may log in by ssh with a key, until that is taken back', async () => {
  const install = configure();
  // A setting inside a Match block is not the machine's.
  await on(AGENT, 'printf "Match User nobody\\n  PermitRootLogin no\\n" >> /etc/ssh/sshd_config');
  const before = await on(AGENT, 'sha256sum /etc/ssh/sshd_config');
  assertPlayed(await play(hosts(), install, 'ssh-root-login'));
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

const NETWORK = 'network: {device: eth0, gateway: 10.77.0.1, netmask: 255.255.255.0}';
// Another one each time that the service is started.
const networkRun = (host: string) => on(host, 'systemctl show -p InvocationID network');
const bootOf = (host: string) => bootOn(hosts(), host);

step('static addresses take effect at the next boot, or at once when asked', async () => {
  const install = configure(NETWORK);
  const before = await Promise.all(ALL.map(networkRun));
  const shown = await play(hosts(), install, 'static-ip', '--check', '--diff');
  assertPlayed(shown);
  for (const host of ALL) {
    const diff = `-BOOTPROTO=dhcp\n+BOOTPROTO=static\n DEVICE=eth0\n ONBOOT=yes\n+IPADDR=${host}\n+NETMASK=255.255.255.0\n+GATEWAY=10.77.0.1\n`;
    assert.ok(shown.output.includes(diff), shown.output);
    assert.match(
      await on(host, 'cat /etc/sysconfig/network-scripts/ifcfg-eth0*'),
      /dhcp\nDEVICE=eth0\nONBOOT=yes$/,
    );
  }
  assertPlayed(await play(hosts(), install, 'static-ip'));
  const folder = '/etc/sysconfig/network-scripts';
  for (const host of ALL) {
    assert.is(
      await on(host, `cat ${folder}/ifcfg-eth0; stat -c %a ${folder}/ifcfg-eth0`),
      `TYPE=Ethernet\nBOOTPROTO=static\nDEVICE=eth0\nONBOOT=yes\nIPADDR=${host}\nNETMASK=255.255.255.0\n` +
        'GATEWAY=10.77.0.1\nDNS1=10.77.0.1\nDNS2=10.77.0.54\n644',
    );
    assert.match(await on(host, `cat ${folder}/ifcfg-eth0.*~`), 'BOOTPROTO=dhcp');
  }
  assertPlayed(await play(hosts(), install, 'static-ip'), 'unchanged');
  assert.equal(await Promise.all(ALL.map(networkRun)), before);

  await on(AGENT, `sed -i s/static/dhcp/ ${folder}/ifcfg-eth0`);
  assertPlayed(await play(hosts(), install, 'static-ip', '-e', 'static_ip_restart=yes'));
  const after = await Promise.all(ALL.map(networkRun));
  assert.equal(
    after.map((run, index) => run === before[index]),
    [true, true, true, false],
  );
});

step('a device without the address of the machine is left alone', async () => {
  const install = configure(NETWORK.replace('eth0', 'eth1'));
  const played = await play(hosts(), install, 'static-ip');
  assert.is.not(played.status, 0);
  assert.match(played.output, 'eth1 on bootstrap has no address and not 10.77.0.11');
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
  assertPlayed(await play(hosts(), install, 'data-disk'));
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

step('a disk that holds something else is left alone', async () => {
  const install = configure('disks:\n- nodes: public\n  device: /dev/xvdf\n');
  await on(PUBLIC, 'mkswap /dev/xvdf');
  const before = await on(PUBLIC, 'sha256sum /dev/xvdf');
  const played = await play(hosts(), install, 'data-disk');
  assert.is.not(played.status, 0);
  assert.match(played.output, '/dev/xvdf on public (10.77.0.13) holds something else (TYPE=swap)');
  assert.is(await on(PUBLIC, 'sha256sum /dev/xvdf; cat /etc/fstab'), before);
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
