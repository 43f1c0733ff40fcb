import { configSchema, generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { dcosPorts, isDcosPort, MESOS_PORT, nameInside, quorumOf } from '../packages/core/src/facts/dcos.ts';
import { isMarathonLbPort, STATISTICS_PORT } from '../packages/core/src/facts/marathon-lb.ts';
import { openedPorts } from '../packages/core/src/facts/proxy.ts';
import { isRunnerSince } from '../packages/core/src/facts/runner.ts';
import { SHARED_FOLDERS, SYSTEM_TREES, systemPathOf } from '../packages/core/src/facts/system-paths.ts';
import { parseRole, roleFiles, tasksOfRoles } from './support/roles.ts';
import { configText } from './support/scenarios.ts';

const facts = suite("other people's numbers");

const files = roleFiles();

function variables(role: string): Record<string, unknown> {
  return parseRole(files.get(`${role}/vars/main.yml`) ?? '') as Record<string, unknown>;
}

facts('roles say the same ports of DC/OS as the rules', () => {
  const { preflight_master_ports, preflight_agent_ports } = variables('preflight');
  assert.equal(preflight_master_ports, dcosPorts.master.needed);
  assert.equal(preflight_agent_ports, dcosPorts.agent.needed);
  const { health_ports_master, health_ports_agent } = variables('health');
  assert.equal(health_ports_master, dcosPorts.master.listening);
  assert.equal(health_ports_agent, dcosPorts.agent.listening);
});

facts('roles ask marathon-lb and Mesos at the ports that they have', () => {
  const urls = tasksOfRoles().flatMap(({ file, keys }) => {
    const { url } = (keys['ansible.builtin.uri'] ?? {}) as { url?: string };
    const port = /^http:\/\/[^/]*:(\d+)\//.exec(url ?? '')?.[1];
    return port === undefined ? [] : [[file, Number(port)]];
  });
  assert.equal(urls, [
    ['dcos_decommission/tasks/back.yml', MESOS_PORT],
    ['dcos_decommission/tasks/leader.yml', MESOS_PORT],
    ['dcos_decommission/tasks/wait.yml', MESOS_PORT],
    ['dcos_master/tasks/main.yml', MESOS_PORT],
    ['dcos_master/tasks/main.yml', MESOS_PORT],
    ['docker_upgrade/tasks/quorum.yml', MESOS_PORT],
    ['docker_upgrade/tasks/return.yml', MESOS_PORT],
    ['health/tasks/collect.yml', STATISTICS_PORT],
    ['master_gap/tasks/main.yml', MESOS_PORT],
    ['reboot/tasks/main.yml', MESOS_PORT],
  ]);
  for (const [path, text] of files)
    if (path.startsWith('health/'))
      for (const [, port] of text.matchAll(/'(\d{4,5})' (?:not )?in\b/g))
        assert.is(Number(port), STATISTICS_PORT, path);
});

facts('a system folder is one however its path is spelt, and what lies in it as well', () => {
  for (const path of [
    '/',
    '/var',
    '//var/',
    '/home',
    '/opt/',
    '/usr',
    '/usr/local/data',
    '/opt/mesosphere/x',
    '/etc/gitlab',
  ])
    assert.ok(systemPathOf(path), path);
  for (const path of [
    '/data',
    '/var/log',
    '/var/lib/docker',
    '/opt/data',
    '/home/data',
    '/usrdata',
    '/mnt',
    '/var/opt/gitlab',
  ])
    assert.is(systemPathOf(path), undefined, path);
  assert.is(systemPathOf('/usr/local/data'), '/usr');
  for (const path of [...SHARED_FOLDERS, ...SYSTEM_TREES]) assert.is(systemPathOf(path), path);
});

facts('roles refuse the same folders of the system as the rules', () => {
  const { data_disk_shared_folders, data_disk_system_trees } = variables('data_disk');
  assert.equal(data_disk_shared_folders, SHARED_FOLDERS);
  assert.equal(data_disk_system_trees, SYSTEM_TREES);
});

facts("the schema's ports of the proxy are those that the public agents open", () => {
  const port = (configSchema as { $defs?: Record<string, { minimum?: number; maximum?: number }> }).$defs
    ?.proxyPort;
  assert.equal({ first: port?.minimum, last: port?.maximum }, openedPorts);
});

facts('a quorum is more than half', () => {
  assert.equal([1, 2, 3, 4, 5, 7, 9].map(quorumOf), [1, 2, 2, 3, 3, 4, 5]);
});

facts('a version of the runner is weighed by number', () => {
  const since = (version: string) => isRunnerSince(version, '11.3');
  assert.equal(['11.3.0', '11.10.1', '12.0.0', '13.2.4'].map(since), [true, true, true, true]);
  assert.equal(['11.2.9', '10.8.0', '10.30.0', '9.5.1'].map(since), [false, false, false, false]);
});

facts("the cluster's own DNS names an app by its id, the last part first", () => {
  assert.is(nameInside('/marathon-lb-internal'), 'marathon-lb-internal.marathon.mesos');
  assert.is(nameInside('/group/app'), 'app.group.marathon.mesos');
});

/** What is said of the port of sshd. */
function verdict(port: number): string[] {
  const text = configText('valid', 'guide').replace('ssh_port: 22', `ssh_port: ${port}`);
  return generate(text)
    .diagnostics.filter(({ path }) => path.join() === 'ssh_port')
    .map(({ code }) => code);
}

facts("sshd has no port of DC/OS on any kind of node, nor marathon-lb's", () => {
  const numbers = Array.from({ length: 32000 }, (_, index) => index + 1);
  const taken = numbers.filter(
    (port) => isDcosPort(port, 'master') || isDcosPort(port, 'agent') || isMarathonLbPort(port),
  );
  assert.ok([80, 443, 2181, 5050, 5051, 8080, 9090, 10000, 10399].every((port) => taken.includes(port)));
  for (const port of taken.filter((_, index) => index < 30 || index > taken.length - 3))
    assert.ok(verdict(port).includes('port-conflict'), `${port}`);
  for (const port of [22, 2222, 81, 10400, 31999]) assert.equal(verdict(port), [], `${port}`);
});

facts.run();
