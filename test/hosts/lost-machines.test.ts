import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { bundle } from '../cli/support.ts';
import { writeInstall } from './cluster.ts';
import { deployDcos, packDcos } from './dcos.ts';
import { address } from './hosts.ts';
import { assertPlayed, play as playOn, runPhase } from './playbook.ts';
import { stepsOnHosts } from './steps.ts';

// Machines that are lost for good, and those that take their places. DC/OS is a stand-in.
const { step, end, hosts } = stepsOnHosts('lost machines on hosts', 6);

const [MASTER, PUBLIC, AGENT, LOST, NEW] = [2, 3, 4, 5, 6].map(address) as [
  string,
  string,
  string,
  string,
  string,
];

const on = (host: string, script: string) => hosts().shell(host, script);
const install = () => join(hosts().folder, 'cluster/install');
const play = (name: string, ...args: string[]) => playOn(hosts(), install(), name, ...args);
const agentsOfMesos = async () =>
  JSON.parse(await on(MASTER, 'curl -sf localhost:5050/slaves')).slaves.map(
    ({ hostname }: { hostname: string }) => hostname,
  );

async function uegen(...words: string[]): Promise<string> {
  const { folder } = hosts();
  const at = ['--config', join(folder, 'config.yml'), '--out', join(folder, 'cluster')];
  const { status, stdout, stderr } = await hosts().run(process.execPath, [bundle, ...words, ...at]);
  assert.is(status, 0, stdout + stderr);
  return stdout + stderr;
}

step('an agent joins a cluster, and stands', async () => {
  packDcos(writeInstall(hosts(), { lists: { 'add-agent': { agent2: 5 } } }));
  await deployDcos(hosts(), install(), MASTER, 'master');
  assertPlayed(await runPhase(hosts(), 'add-agent'));
  assert.equal(await agentsOfMesos(), [LOST]);
  await uegen('node', 'settle');
  await uegen('node', 'remove', 'agent2');
  await uegen('build', '--quiet');
});

const DEAD = ['-e', 'dead_agents=agent2'];
const CONFIRMED = [...DEAD, '-e', 'dead_agents_confirm=yes'];
const leave = (...args: string[]) => play('gracefully-remove-agent', ...args);

step('an agent that answers is not given up, and a dead one only by a word', async () => {
  const answers = await leave(...CONFIRMED);
  assert.is.not(answers.status, 0);
  assert.match(
    answers.output,
    `Not removed: agent2 (${LOST}): agent2 (${LOST}) answers: remove it without -e dead_agents`,
  );
  assert.equal(await agentsOfMesos(), [LOST]);

  await on(LOST, 'systemd-run --quiet --on-active=1 systemctl poweroff --force --force');
  await hosts().run('ip', ['link', 'set', 'v5', 'down']);
  for (const [args, reason] of [
    [
      [...CONFIRMED, '-e', 'dcos_decommission_dead_timeout=5'],
      `The leading master ${MASTER} still lists it after 5 seconds. Run it again`,
    ],
    [[], `agent2 (${LOST}) does not answer. If it is gone for good, remove it with -e dead_agents=agent2`],
    [DEAD, 'it must never boot again as it is. To go on, add -e dead_agents_confirm=yes'],
  ] as const) {
    const refused = await leave(...args);
    assert.is.not(refused.status, 0);
    assert.ok(refused.output.replace(/\s+/g, ' ').includes(reason), refused.output);
  }
});

step('a dead agent is given up, twice', async () => {
  const played = await runPhase(hosts(), 'gracefully-remove-agent', ...CONFIRMED);
  assertPlayed(played, 'unchanged');
  assert.match(played.output, 'Removed: agent2');
  assert.equal(await agentsOfMesos(), []);
  assertPlayed(await leave(...CONFIRMED), 'unchanged');
  await uegen('node', 'settle');
  assert.not.match(readFileSync(join(hosts().folder, 'config.yml'), 'utf8'), 'agent2');
});

step('a new machine joins under the same name, twice', async () => {
  await uegen('node', 'add', 'agent2', NEW);
  await uegen('build', '--quiet');
  packDcos(install());
  assertPlayed(await runPhase(hosts(), 'add-agent'));
  assert.equal(await agentsOfMesos(), [NEW]);
  for (const host of [MASTER, PUBLIC, AGENT, NEW])
    assert.is(await on(host, "getent hosts agent2 | tr -s ' '"), `${NEW} agent2`);
  assert.is(
    await on(NEW, 'hostname; ls /etc/mesosphere/roles; systemctl is-active dcos-mesos-slave'),
    'agent2\nslave\nactive',
  );
  assertPlayed(await play('add-agent'), 'unchanged');
  await uegen('node', 'settle');
  await uegen('build', '--quiet');
  assert.match(await uegen('node', 'list'), new RegExp(`^agent2 +${NEW} +agent +standing +joined$`, 'm'));
});

step('a lost master is replaced only while the others hold the quorum, twice', async () => {
  // Its third master is the private agent's machine, which has no Docker yet, nor DC/OS.
  packDcos(writeInstall(hosts(), { masters: { master1: 2, master2: 3, master3: 4 } }));
  await deployDcos(hosts(), install(), PUBLIC, 'master');
  await on(AGENT, 'systemctl disable -q --now firewalld');
  const lacks = () => on(AGENT, 'ls -d /opt/mesosphere 2>/dev/null || echo none');
  assert.match(
    (await play('replace-master')).output,
    'There is no Docker on master3 (10.77.0.14): run ansible-install.yml first',
  );
  assertPlayed(await play('install', '--limit', AGENT, '--tags', 'repositories,docker'));

  await on(PUBLIC, 'touch /run/stand-in-recovering');
  const refused = await play('replace-master');
  assert.is.not(refused.status, 0);
  assert.match(
    refused.output.replace(/\s+/g, ' '),
    'Of 3 masters 1 have recovered (10.77.0.12), and a quorum needs 2.',
  );
  assert.is(await lacks(), 'none');
  await on(PUBLIC, 'rm /run/stand-in-recovering');

  assertPlayed(await play('replace-master', '--check'));
  assert.is(await lacks(), 'none');
  const played = await play('replace-master');
  assertPlayed(played);
  assert.equal([played.changes(MASTER), played.changes(PUBLIC)], [[], []]);
  assert.is(
    await on(AGENT, 'ls /etc/mesosphere/roles; systemctl is-active dcos-mesos-master'),
    'master\nactive',
  );
  assertPlayed(await play('replace-master'), 'unchanged');
});

end();
