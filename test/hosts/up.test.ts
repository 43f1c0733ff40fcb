import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate } from '@uegen/core';
import * as assert from 'uvu/assert';
import { needsOf, phases } from '../../packages/core/src/phases/index.ts';
import { bundle } from '../cli/support.ts';
import { type Ended, put } from '../support/scratch.ts';
import { writeInstall } from './cluster.ts';
import { address } from './hosts.ts';
import { environment } from './playbook.ts';
import { stepsOnHosts } from './steps.ts';

// A cluster from nothing to nodes that come and go, by uegen up and the verbs alone.
const { step, end, hosts } = stepsOnHosts('uegen up on hosts', 5);

const STANDINS = fileURLToPath(new URL('dcos', import.meta.url));
const [MASTER, PUBLIC, AGENT1, AGENT2] = [2, 3, 4, 5].map(address) as [string, string, string, string];
const COMMENT = '# 운영자의 메모: 지우지 마세요';
const SECTIONS = `${COMMENT}
dcos: {token: a-token}  # from the DC/OS CLI
gitlab:
  root: {username: root, password: for-tests, token: another-token}
  config-repo: {projectId: 7}
`;

/** What DC/OS' installer does, from the packages to the nodes. */
function installer(key: string): string {
  const ssh = `ssh -i ${key} -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR`;
  return `set -eu
case $1 in
  --genconf) mkdir -p genconf/serve; cp ${STANDINS}/dcos ${STANDINS}/dcos_install.sh genconf/serve/; echo ${MASTER} > genconf/serve/masters ;;
  --deploy)
    for node in ${MASTER}:master ${PUBLIC}:slave_public ${AGENT1}:slave; do
      tar -C genconf/serve -cf - dcos dcos_install.sh masters | ${ssh} "centos@\${node%:*}" \\
        "sudo sh -c 'mkdir -p /opt/dcos_install_tmp && cd /opt/dcos_install_tmp && tar -xf - && bash dcos_install.sh \${node#*:}'"
    done ;;
esac
`;
}

// What needs GitLab's API, Docker's builds or Marathon isn't there; all else is real.
const BASH = `#!/bin/bash
case $1 in
  gitlab-projects.sh) echo 'gitlab-projects: gitlab.config-repo.projectId is 7, as config.yml has it' ;;
  download.sh | docker-build.sh | template-upload.sh | package-deploy.sh) ;;
  *) exec /bin/bash "$@" ;;
esac
`;
const GETENT = `#!/bin/bash
case $2 in
  dcos.test) echo "192.0.2.1 STREAM $2" ;;
  gitlab.test | registry.test) echo "192.0.2.3 STREAM $2" ;;
  *.test) echo "192.0.2.2 STREAM $2" ;;
  *) echo "$2 STREAM $2" ;;
esac
`;

async function uegen(...args: string[]): Promise<Ended> {
  const { folder } = hosts();
  const at = ['--config', join(folder, 'config.yml'), '--out', join(folder, 'cluster')];
  const env = await environment(hosts());
  env.PATH = `${join(folder, 'bin')}:${env.PATH ?? process.env.PATH}`;
  return hosts().run(process.execPath, [bundle, ...args, ...at], { env });
}

async function succeeds(...args: string[]): Promise<Ended> {
  const ended = await uegen(...args);
  assert.is(ended.status, 0, `uegen ${args.join(' ')}\n${ended.stdout}${ended.stderr}`);
  return ended;
}

interface Status {
  phases: { phase: string; state: string; named: boolean }[];
  nodes: { name: string; wanted?: string; known?: string }[];
  silent: string[];
}

const statusNow = async (...args: string[]): Promise<Status> =>
  JSON.parse((await succeeds('status', '--json', ...args)).stdout);
const dueIn = ({ phases: all }: Status) =>
  all.filter(({ state }) => state === 'due' || state === 'blocked').map(({ phase }) => phase);
const carriedOut = ({ stderr }: Ended) =>
  [...stderr.matchAll(/^\[\d+\/\d+\] (\S+): /gm)].map(([, phase]) => phase);
const configNow = () => readFileSync(join(hosts().folder, 'config.yml'), 'utf8');
const agentsOfMesos = async () => {
  const answer = JSON.parse(await hosts().shell(MASTER, 'curl -s localhost:5050/slaves'));
  return answer.slaves.map(({ hostname }: { hostname: string }) => hostname).sort();
};

step('a fresh cluster is installed by one command', async () => {
  const { folder, key } = hosts();
  const { mirror } = hosts();
  const sum = await hosts().shell(
    address(1),
    `curl -fsS ${mirror}/downloads/maven-3.tar.gz | sha256sum | cut -d' ' -f1`,
  );
  const tools = `rinetd: {package: rinetd}
registry: {image: 'registry:2.6.2'}
tools:
  maven: ${mirror}/downloads/maven-3.tar.gz
  maven-checksum: sha256:${sum}
  node: ${mirror}/downloads/node-7.tar.gz
  node-checksum: sha256:${mirror}/downloads/SHASUMS256.txt
  dcos-cli: ${mirror}/downloads/cli
`;
  writeInstall(hosts(), { sections: SECTIONS + tools });
  for (const [name, text] of Object.entries({ bash: BASH, getent: GETENT, docker: '', dcos: '', git: '' }))
    put(folder, `bin/${name}`, text || '#!/bin/sh\n', 0o755);
  const { cluster } = generate(configNow());
  if (cluster === undefined) throw new Error('the config has mistakes');
  put(folder, 'cluster/install/dcos_generate_config.sh', installer(key));
  for (const { path, from } of phases.flatMap((phase) => needsOf(phase, cluster))) {
    const file = from === 'checkout' ? `${path}/stand-in` : path;
    if (from !== 'genconf' && !existsSync(join(folder, 'cluster', file)))
      put(folder, `cluster/${file}`, 'stand-in\n');
  }
  chmodSync(join(folder, 'cluster'), 0o755);
  const ended = await succeeds('up', '--yes');
  const done = carriedOut(ended);
  for (const phase of [
    'install',
    'genconf',
    'deploy',
    'health',
    'gitlab',
    'apps',
    'cadvisor',
    'gitlab-backup',
  ])
    assert.ok(done.includes(phase), `${phase}: ${done}`);
  assert.equal(dueIn(await statusNow()), []);
  assert.equal(await agentsOfMesos(), [PUBLIC, AGENT1]);
});

step('a second one asks the machines and runs nothing', async () => {
  const { stderr } = await succeeds('up', '--yes');
  assert.match(stderr, /^Nothing is due\.$/m);
  assert.not.match(stderr, 'did not answer');
});

step('an agent joins and settles by verbs and up only', async () => {
  await succeeds('node', 'add', 'agent2', AGENT2);
  assert.ok(carriedOut(await succeeds('up', '--yes')).includes('add-agent'));
  assert.equal(await agentsOfMesos(), [PUBLIC, AGENT1, AGENT2]);
  await succeeds('node', 'settle');
  assert.match(configNow(), /agent: .*agent2: /);
  await succeeds('up', '--yes');
  assert.equal(dueIn(await statusNow('--live')), []);
});

step('an agent leaves by verbs and up only, and config.yml keeps its comments', async () => {
  await succeeds('node', 'remove', 'agent2');
  assert.equal(carriedOut(await succeeds('up', 'gracefully-remove-agent', '--yes')), [
    'gracefully-remove-agent',
  ]);
  assert.equal(await agentsOfMesos(), [PUBLIC, AGENT1]);
  assert.is(await hosts().shell(AGENT2, 'ls /var/log/task-was-signalled 2>/dev/null || true'), '');
  await succeeds('node', 'settle');
  assert.not.match(configNow(), 'agent2');
  assert.ok(configNow().includes(SECTIONS), configNow());
  await succeeds('up', '--yes');
  assert.equal(dueIn(await statusNow('--live')), []);
});

step('a record that is lost comes back from the machines', async () => {
  const named = ({ nodes }: Status) => nodes.filter(({ wanted }) => wanted !== undefined);
  const before = await statusNow();
  rmSync(join(hosts().folder, 'cluster/.uegen'), { recursive: true });
  await succeeds('build', '--quiet');
  const after = await statusNow('--live');
  assert.equal([after.silent, named(after)], [[], named(before)]);
  assert.equal(dueIn(after), []);
  const states = new Map(after.phases.map(({ phase, state }) => [phase, state]));
  for (const phase of [
    'bootstrap-tools',
    'hostname',
    'install',
    'deploy',
    'gitlab',
    'cadvisor',
    'gitlab-backup',
  ])
    assert.is(states.get(phase), 'done', phase);
  assert.match((await succeeds('up', '--yes')).stderr, /^Nothing is due\.$/m);
});

end();
