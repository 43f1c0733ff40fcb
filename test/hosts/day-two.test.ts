import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { putBundle, type Wishes, writeInstall } from './cluster.ts';
import { address } from './hosts.ts';
import { assertPlayed, play as playOn, runPhase } from './playbook.ts';
import { stepsOnHosts } from './steps.ts';

// What comes after the installation: backups that fire and come back, disks that fill, another ssh key. The data of ZooKeeper and DC/OS'
// version are stand-ins; cron, Docker and the registry are real.
const { step, end, hosts } = stepsOnHosts('day two on hosts', 4, { disks: [4] });

const ALL = [1, 2, 3, 4].map(address);
const [GITLAB, MASTER, PUBLIC, AGENT] = ALL as [string, string, string, string];

const on = (host: string, script: string) => hosts().shell(host, script);
const configure = (wishes?: Wishes) => writeInstall(hosts(), wishes);
const play = (install: string, name: string, ...args: string[]) => playOn(hosts(), install, name, ...args);

const BACKUPS = `registry: {port: 5000, image: 'registry:2.6.2', data-path: /mnt/registry}
backup: {path: /data/kept, zookeeper-schedule: '* * * * *', registry-schedule: '* * * * *', database-schedule: 'false'}
`;
const ZOOKEEPER = '/var/lib/dcos/exhibitor/zookeeper';

step('backup leaves programs, settings and a schedule, twice', async () => {
  const install = configure({ sections: BACKUPS });
  assertPlayed(await play(install, 'backup', '--check', '--diff'));
  assert.is(
    await on(MASTER, 'ls /etc/cron.d/uegen-backup /usr/local/sbin/uegen-backup 2>/dev/null || true'),
    '',
  );
  assertPlayed(await runPhase(hosts(), 'backup'));
  assertPlayed(await play(install, 'backup'), 'unchanged');
  const kinds = (host: string) =>
    on(host, "sed -n 's/.*sbin.uegen-backup \\([a-z]*\\).*/\\1/p' /etc/cron.d/uegen-backup");
  assert.equal([await kinds(MASTER), await kinds(GITLAB), await kinds(AGENT)], ['zookeeper', 'registry', '']);
  assert.is(
    await on(MASTER, 'stat -c "%a %U" /data/kept /usr/local/sbin/uegen-backup'),
    '700 root\n755 root',
  );
});

step('cron makes backups that only root reads', async () => {
  await on(
    MASTER,
    `mkdir -p ${ZOOKEEPER}/{snapshot,transactions}/version-2 /opt/mesosphere/etc
    echo '{"version": "1.10.4"}' > /opt/mesosphere/etc/dcos-version.json
    echo 1 > ${ZOOKEEPER}/snapshot/myid; echo state > ${ZOOKEEPER}/snapshot/version-2/snapshot.1
    head -c 3000000 /dev/urandom > ${ZOOKEEPER}/transactions/version-2/log.2`,
  );
  const only = ['--limit', GITLAB, '--tags', 'repositories,docker'];
  assertPlayed(await play(configure({ sections: BACKUPS }), 'install', ...only));
  await on(
    GITLAB,
    `docker run -d --name registry -p 5000:5000 -v /mnt/registry:/var/lib/registry registry:2.6.2
    docker pull -q busybox:1; docker tag busybox:1 localhost:5000/app:1
    for try in $(seq 50); do docker push localhost:5000/app:1 && break; sleep 0.2; done
    rm -f /data/kept/registry/*.gz*`,
  );
  for (const [host, kind] of [
    [MASTER, 'zookeeper'],
    [GITLAB, 'registry'],
  ] as const) {
    await on(host, `for try in $(seq 150); do ls /data/kept/${kind}/*.info && break; sleep 0.5; done`);
    assert.is(
      await on(host, `stat -c "%a %U" /data/kept/${kind}/*.gz /data/kept/${kind}/*.info | sort -u`),
      '600 root',
    );
    await on(host, 'rm /etc/cron.d/uegen-backup');
  }
});

const restore = (host: string, kind: string, answer = 'yes') =>
  on(host, `echo ${answer} | script -qec 'uegen-restore ${kind}' /dev/null 2>&1 || echo "ended with $?"`);

step("the registry's images come back, and so does ZooKeeper's data", async () => {
  await on(GITLAB, 'rm -r /mnt/registry/docker; docker rmi localhost:5000/app:1');
  assert.match(await on(GITLAB, 'docker pull localhost:5000/app:1 2>&1 || true'), 'not found');
  assert.match(await restore(GITLAB, 'registry', 'no'), 'nothing was changed');
  assert.match(await restore(GITLAB, 'registry'), 'uegen-restore: restored.');
  await on(
    GITLAB,
    'for try in $(seq 50); do docker pull -q localhost:5000/app:1 && exit; sleep 0.2; done; exit 1',
  );

  const sums = () =>
    on(MASTER, `cd ${ZOOKEEPER}; find snapshot transactions -type f -exec sha256sum {} + | sort`);
  const before = await sums();
  await on(
    MASTER,
    `echo broken > ${ZOOKEEPER}/snapshot/version-2/snapshot.1; rm ${ZOOKEEPER}/transactions/version-2/*`,
  );
  assert.match(await restore(MASTER, 'zookeeper'), 'uegen-restore: restored.');
  assert.is(await sums(), before);
});

step('clean removes what is old and not used, and keeps what runs or is young', async () => {
  const install = configure({ sections: BACKUPS });
  // The registry's images say of no day that they were made on it, and so are as old as can be.
  await on(
    GITLAB,
    `made=$(docker create busybox:1); docker commit "$made" young:1; docker rm "$made"
    touch -d "40 days ago" /mnt/registry/before-restore-*`,
  );
  const played = await play(install, 'clean', '--limit', GITLAB);
  assertPlayed(played);
  assert.is(played.changes(GITLAB).length, 2, played.output);
  assert.is(await on(GITLAB, "docker images --format '{{.Repository}}' | sort -u"), 'registry\nyoung');
  assert.is(await on(GITLAB, 'ls -d /mnt/registry/before-restore-* 2>/dev/null || true'), '');
  assertPlayed(await play(install, 'clean', '--limit', GITLAB), 'unchanged');
});

step('health names a backup that is late and a disk that fills', async () => {
  const install = configure({ sections: `${BACKUPS}health: {disk-percent: 100}\n` });
  // Cron knows the registry's, and will not make another; ZooKeeper's is nobody's any more.
  await on(MASTER, 'touch -d "3 days ago" /data/kept/zookeeper/*.info');
  await on(
    GITLAB,
    `touch -d "3 days ago" /data/kept/registry/*.info
    echo '0 0 1 1 * root /usr/local/sbin/uegen-backup registry' > /etc/cron.d/uegen-backup`,
  );
  await on(
    AGENT,
    'mkfs.ext4 -qF /dev/xvdf 40M; mkdir -p /small; mount /dev/xvdf /small; dd if=/dev/zero of=/small/all bs=1M status=none || true',
  );
  const { status, output } = await play(install, 'health');
  assert.is.not(status, 0);
  const said = output.replace(/\s+/g, ' ');
  assert.match(said, 'the newest backup of registry is 3 days old: /data/kept/registry/registry-bootstrap-');
  assert.not.match(said, 'backup of zookeeper');
  assert.match(said, '/small is 100 % full');
  await on(AGENT, 'umount /small');
});

const fresh = (key: string, host: string) => {
  const options = [
    'BatchMode=yes',
    'StrictHostKeyChecking=no',
    'UserKnownHostsFile=/dev/null',
    'LogLevel=ERROR',
  ];
  const flags = [...options, 'IdentitiesOnly=yes', 'ConnectTimeout=5'].flatMap((option) => ['-o', option]);
  return hosts().run('ssh', [...flags, '-i', key, `centos@${host}`, 'true']);
};
const lets = async (key: string) =>
  Promise.all(ALL.map(async (host) => ((await fresh(key, host)).status === 0 ? 'in' : 'out')));
const wire = (state: 'up' | 'down') => hosts().run('ip', ['link', 'set', 'v4', state]);
const EVERYWHERE = ['in', 'in', 'in', 'in'];

step('while a machine is down, no key is replaced and nobody is locked out', async () => {
  const { key } = hosts();
  const install = configure();
  const before = readFileSync(key, 'utf8');
  // Of a connection that is open ssh notices only after five minutes that nobody answers.
  rmSync(join(hosts().folder, 'ansible/cp'), { recursive: true, force: true });
  await wire('down');
  const { status, output } = await play(install, 'renew-ssh-key', '-e', 'renew_ssh_key_days=0', '-T', '5');
  await wire('up');
  assert.is.not(status, 0);
  assert.match(output.replace(/\s+/g, ' '), `${AGENT} did not take the next key. The present one stays`);
  assert.is(readFileSync(key, 'utf8'), before);
  assert.equal(await lets(key), EVERYWHERE);
  assert.equal(await lets(`${key}.next`), ['in', 'in', 'in', 'out']);
});

step('a second run finishes, with a connection open, and a third changes nothing', async () => {
  const { key } = hosts();
  const install = configure();
  copyFileSync(key, `${key}.copy`);
  chmodSync(`${key}.copy`, 0o600);
  const open = hosts().run('ssh', [
    '-o',
    'StrictHostKeyChecking=no',
    '-o',
    'UserKnownHostsFile=/dev/null',
    '-i',
    `${key}.copy`,
    `centos@${AGENT}`,
    'while [ ! -e /tmp/end ]; do sleep 0.2; done; echo still here',
  ]);
  assertPlayed(await play(install, 'renew-ssh-key'));
  await on(AGENT, 'touch /tmp/end');
  assert.is((await open).stdout, 'still here\n');
  assert.equal(await lets(key), EVERYWHERE);
  assert.equal(await lets(`${key}.copy`), ['out', 'out', 'out', 'out']);
  assert.is(readFileSync(`${key}.retired`, 'utf8'), readFileSync(`${key}.copy`, 'utf8'));
  assert.is(
    await on(
      AGENT,
      'stat -c "%a %U" /home/centos/.ssh/authorized_keys; wc -l < /home/centos/.ssh/authorized_keys',
    ),
    '600 centos\n1',
  );
  assertPlayed(await play(install, 'renew-ssh-key'), 'unchanged');
});

step('a run that broke off between both is finished by the next', async () => {
  const { key } = hosts();
  const install = configure();
  // The former key is still taken here.
  await hosts().run('cp', [`${key}.retired`, `${key}.former`]);
  const { stdout } = await hosts().run('ssh-keygen', ['-y', '-f', `${key}.former`]);
  await on(AGENT, `echo '${stdout.trim()}' >> /home/centos/.ssh/authorized_keys`);
  assertPlayed(await play(install, 'renew-ssh-key'));
  assert.is((await fresh(`${key}.retired`, AGENT)).status, 255);
  assert.equal(await lets(key), EVERYWHERE);
});

const pack = (install: string) =>
  putBundle(install, (serve) => {
    for (const name of ['dcos', 'dcos_install.sh'])
      copyFileSync(new URL(`dcos/${name}`, import.meta.url).pathname, join(serve, name));
    const archive = join(serve, 'dcos-install.tar');
    assert.is(
      spawnSync('tar', ['-cf', archive, '-C', serve, 'dcos', 'dcos_install.sh', 'masters']).status,
      0,
    );
  });

step('a lost master is replaced only while the others hold the quorum, twice', async () => {
  const install = configure({ masters: { master1: 2, master2: 3, master3: 4 } });
  pack(install);
  const bundle = readFileSync(join(install, 'genconf/serve/dcos-install.tar')).toString('base64');
  for (const host of [MASTER, PUBLIC])
    await on(
      host,
      `rm -rf /opt/mesosphere; mkdir /opt/dcos_install_tmp; echo '${bundle}' | base64 -d | tar -xf - -C /opt/dcos_install_tmp
      bash /opt/dcos_install_tmp/dcos_install.sh master`,
    );
  // As install leaves them: with firewalld no machine reaches a master of another.
  for (const host of [MASTER, PUBLIC, AGENT]) await on(host, 'systemctl disable -q --now firewalld');
  const lacks = () => on(AGENT, 'ls -d /opt/mesosphere 2>/dev/null || echo none');
  assert.match(
    (await play(install, 'replace-master')).output,
    'There is no Docker on master3 (10.77.0.14): run ansible-install.yml first',
  );
  assertPlayed(await play(install, 'install', '--limit', AGENT, '--tags', 'repositories,docker'));

  await on(PUBLIC, 'touch /run/stand-in-recovering');
  const refused = await play(install, 'replace-master');
  assert.is.not(refused.status, 0);
  assert.match(
    refused.output.replace(/\s+/g, ' '),
    'Of 3 masters 1 have recovered (10.77.0.12), and a quorum needs 2.',
  );
  assert.is(await lacks(), 'none');
  await on(PUBLIC, 'rm /run/stand-in-recovering');

  assertPlayed(await play(install, 'replace-master', '--check'));
  assert.is(await lacks(), 'none');
  const played = await play(install, 'replace-master');
  assertPlayed(played);
  assert.equal([played.changes(MASTER), played.changes(PUBLIC)], [[], []]);
  assert.is(
    await on(AGENT, 'ls /etc/mesosphere/roles; systemctl is-active dcos-mesos-master'),
    'master\nactive',
  );
  assertPlayed(await play(install, 'replace-master'), 'unchanged');
});

step('reconfigure says what to run on which node, and changes nothing', async () => {
  const install = configure();
  const same = await play(install, 'reconfigure');
  assertPlayed(same, 'unchanged');
  assert.match(
    same.output,
    'Every node has the resolvers, dns_search and proxy of config.yml: nothing to do',
  );

  const path = join(install, 'group_vars/all/main.yml');
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace('dns_search: tests.invalid', 'dns_search: other.invalid'),
  );
  const told = await play(install, 'reconfigure');
  assertPlayed(told, 'unchanged');
  const lines = told.output.split('\n').map((line) => line.trim());
  const at = (text: string) => lines.findIndex((line) => line.includes(text));
  assert.ok(at('--generate-node-upgrade-script 1.10.4') >= 0, told.output);
  assert.ok(
    at('master1 (10.77.0.12):') < at('agent1 (10.77.0.14):') && at('master1 (10.77.0.12):') > 0,
    told.output,
  );
  assert.ok(at('registrar/log/recovered') > 0 && at('slave/registered') > 0, told.output);
});

const LATER = readFileSync(new URL('later-docker.sh', import.meta.url), 'utf8');

/** The tree of a cluster that wants a version of Docker from the repository of later ones. */
function withDocker(version: string): string {
  const install = configure({ sections: `docker: {version: ${version}}\n` });
  const path = join(install, 'group_vars/all/main.yml');
  const text = readFileSync(path, 'utf8')
    .replace(`${hosts().mirror}/packages/docker/`, `http://${MASTER}:8083/`)
    .replace(`${hosts().mirror}/keys/docker`, `http://${MASTER}:8083/key`);
  writeFileSync(path, text);
  return install;
}

const docker = (host: string) =>
  on(
    host,
    "rpm -q docker-ce; rpm -q docker-ce-cli > /dev/null && echo cli; docker ps --filter name=kept --format '{{.Names}}'; cat /etc/docker/daemon.json",
  );
const only = (...machines: string[]) => ['--limit', machines.join(',')];

step('another version of Docker that does not start leaves the earlier one running', async () => {
  const install = configure();
  assertPlayed(await play(install, 'install', ...only(MASTER), '--tags', 'repositories,docker'));
  await on(MASTER, `bash -s ${hosts().mirror} <<'SCRIPT'\n${LATER}SCRIPT`);
  for (const host of [GITLAB, AGENT])
    await on(host, 'docker run -d --restart=always --name kept busybox:1 sleep 9999');
  const before = await docker(GITLAB);
  assert.match(before, /^docker-ce-17\.12\.1\.ce-1\.el7\.centos\.x86_64\nkept\n/);
  const refused = await play(withDocker('18.09.9-3.el7'), 'upgrade-docker', ...only(GITLAB, AGENT));
  assert.is.not(refused.status, 0);
  assert.match(
    refused.output.replace(/\s+/g, ' '),
    'docker-ce-17.12.1.ce-1.el7.centos runs again, with its containers; the machines behind it were not touched',
  );
  assert.is(await docker(GITLAB), before);
  assert.equal(
    refused.changes(AGENT).filter((task) => task.startsWith('docker_upgrade')),
    [],
  );
});

step('upgrade-docker takes one machine at a time, and what ran comes back, twice', async () => {
  await on(
    AGENT,
    `systemctl stop 'dcos-*'; rm -rf /opt/mesosphere /etc/mesosphere /var/lib/mesos /etc/systemd/system/dcos* /opt/dcos_install_tmp
    systemctl daemon-reload; mkdir /opt/dcos_install_tmp`,
  );
  const install = withDocker('18.06.3.ce-3.el7');
  pack(install);
  const bundle = readFileSync(join(install, 'genconf/serve/dcos-install.tar')).toString('base64');
  await on(
    AGENT,
    `echo '${bundle}' | base64 -d | tar -xf - -C /opt/dcos_install_tmp; bash /opt/dcos_install_tmp/dcos_install.sh slave`,
  );
  const agents = () => on(MASTER, 'curl -sf localhost:5050/slaves');
  assert.match(await agents(), AGENT);
  const machines = [GITLAB, MASTER, AGENT];
  const before = await docker(AGENT);
  assertPlayed(await play(install, 'upgrade-docker', ...only(...machines), '--check'));
  assert.is(await docker(AGENT), before);

  const played = await play(install, 'upgrade-docker', ...only(...machines));
  assertPlayed(played);
  for (const host of machines) assert.match(await docker(host), /^docker-ce-18\.06\.3\.ce-3\.el7\.x86_64\n/);
  assert.is(await docker(AGENT), before.replace('17.12.1.ce-1.el7.centos', '18.06.3.ce-3.el7'));
  assert.match(await agents(), AGENT);
  assert.ok(
    played.changes(AGENT).some((task) => task.includes('Ask the agent to unregister')),
    played.output,
  );
  // `yum update` goes on to leave it alone.
  assert.match(await on(AGENT, 'cat /etc/yum.repos.d/docker-ce.repo'), /^exclude = docker-ce /m);
  assertPlayed(await play(install, 'upgrade-docker', ...only(...machines)), 'unchanged');

  // A master alone without the quorum of the others is left as it is.
  const several = configure({ masters: { master1: 2, master2: 3, master3: 5 } });
  const refused = await play(several, 'upgrade-docker', ...only(MASTER));
  assert.match(
    refused.output.replace(/\s+/g, ' '),
    'of 3 masters have recovered, and that is no quorum: nothing was changed there',
  );
});

end();
