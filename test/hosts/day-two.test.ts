import { chmodSync, copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { type Wishes, writeInstall } from './cluster.ts';
import { deployDcos, packDcos } from './dcos.ts';
import { address } from './hosts.ts';
import { assertPlayed, play as playOn } from './playbook.ts';
import { stepsOnHosts } from './steps.ts';

// What comes after the installation: another ssh key, other settings, another Docker. DC/OS and the runner are stand-ins.
const { step, end, hosts } = stepsOnHosts('day two on hosts', 4);

const ALL = [1, 2, 3, 4].map(address);
const [GITLAB, MASTER, PUBLIC, AGENT] = ALL as [string, string, string, string];

const on = (host: string, script: string) => hosts().shell(host, script);
const configure = (wishes?: Wishes) => writeInstall(hosts(), wishes);
const play = (install: string, name: string, ...args: string[]) => playOn(hosts(), install, name, ...args);

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

const only = (...machines: string[]) => ['--limit', machines.join(',')];

step('DC/OS is on the nodes', async () => {
  const install = configure();
  packDcos(install);
  await deployDcos(hosts(), install, MASTER, 'master');
  await deployDcos(hosts(), install, PUBLIC, 'slave_public');
  await deployDcos(hosts(), install, AGENT, 'slave');
  assertPlayed(
    await play(install, 'install', ...only(GITLAB, MASTER, AGENT), '--tags', 'repositories,docker'),
  );
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
  const install = configure({ ci: 1, sections: `docker: {version: ${version}}\n` });
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

step('another version of Docker that does not start leaves the earlier one running', async () => {
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

// Stands in for GitLab's runner: with SIGQUIT it takes no more jobs, and ends with the one that runs.
const RUNNER = `[Service]
Restart=always
RestartSec=120
ExecStart=/bin/bash -c 'trap "touch /run/quits; while [ -e /run/job ]; do sleep 0.1; done; exit" QUIT; while :; do sleep 0.1; done'
`;

step('the runner ends its jobs before Docker is touched', async () => {
  await on(
    GITLAB,
    `touch /run/job; printf '%s' '${RUNNER.replaceAll("'", "'\\''")}' > /etc/systemd/system/gitlab-runner.service
    systemctl daemon-reload; systemctl start gitlab-runner`,
  );
  const before = await docker(GITLAB);
  const install = withDocker('18.06.3.ce-3.el7');
  const refused = await play(install, 'upgrade-docker', ...only(GITLAB), '-e', 'docker_upgrade_timeout=2');
  assert.is.not(refused.status, 0);
  assert.match(refused.output, 'have not ended after 2 seconds');
  assert.is(await docker(GITLAB), before);
  assert.is(await on(GITLAB, 'systemctl is-active gitlab-runner; rm /run/quits'), 'active');

  const playing = play(install, 'upgrade-docker', ...only(GITLAB));
  await on(GITLAB, 'for try in $(seq 300); do ls /run/quits && break; sleep 0.2; done; sleep 3');
  assert.is(await docker(GITLAB), before);
  await on(GITLAB, 'rm /run/job');
  assertPlayed(await playing);
  assert.match(await docker(GITLAB), /^docker-ce-18\.06\.3\.ce-3\.el7\.x86_64\nkept\n/);
  assert.is(await on(GITLAB, 'systemctl is-active gitlab-runner'), 'active');
});

step('upgrade-docker takes one machine at a time, and what ran comes back, twice', async () => {
  const install = withDocker('18.06.3.ce-3.el7');
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
