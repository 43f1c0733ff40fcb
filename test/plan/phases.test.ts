import { generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { phases } from '../../packages/core/src/phases/index.ts';
import { nodeConcerns } from '../../packages/core/src/plan/nodes.ts';
import { type Changes, phaseConcerns } from '../../packages/core/src/plan/phases.ts';
import type { PlannedFile } from '../../packages/core/src/plan/types.ts';
import { changedVariables } from '../../packages/core/src/plan/variables.ts';
import { fullConfig } from '../cli/standins.ts';
import { sampleCluster } from '../support/cluster.ts';

const plan = suite('plan: phases');

function file(path: string, action: PlannedFile['action'] = 'change'): PlannedFile {
  return { path, action, secret: false, backup: false };
}

/** The phases that a change of these files concerns, in a cluster where none is idle unless told otherwise. */
function concerned(files: readonly PlannedFile[], more: Partial<Changes> = {}, cluster = fullCluster()) {
  const changes = { nodes: [], variables: new Map(), first: false, ...more, files };
  return phaseConcerns(cluster, changes).map(({ phase, files: count }) => `${phase} ${count}`);
}

function fullCluster() {
  const { cluster } = generate(fullConfig());
  if (cluster === undefined) throw new Error('the full config has mistakes');
  return cluster;
}

plan('come in the order in which they are carried out, with the number of their files', () => {
  const files = ['deploys/db.json', 'cloud-config-repository/application.yml', 'install/hosts', 'x'].map(
    (path) => file(path),
  );
  const node = { name: 'agent8', address: '10.0.0.8', role: 'agent', state: 'joining' } as const;
  assert.equal(concerned(files, { nodes: nodeConcerns([], [node]) }), [
    'install 1',
    'add-agent 1',
    'package 1',
    'apps 1',
  ]);
});

plan('playbooks and roles concern the phases that play them, included roles too', () => {
  assert.equal(concerned([file('install/ansible-install.yml'), file('install/ansible-data-disk.yml')]), [
    'data-disk 1',
    'install 1',
  ]);
  assert.equal(concerned([file('install/roles/docker/tasks/main.yml', 'create')]), [
    'install 1',
    'add-agent 1',
  ]);
  assert.equal(concerned([file('install/roles/container/tasks/main.yml')]), [
    'install 1',
    'add-agent 1',
    'gitlab 1',
    'ci-runner 1',
  ]);
});

plan(
  'what only looks is due after no change, and what was done for good neither, but for the first time',
  () => {
    const files = [file('install/roles/health/tasks/main.yml'), file('install/genconf/config.yaml')];
    assert.equal(concerned(files), ['genconf 1', 'add-agent 1']);
    assert.equal(concerned(files, { first: true }), [
      'genconf 1',
      'preflight 1',
      'deploy 1',
      'postflight 1',
      'health 1',
      'add-agent 1',
    ]);
  },
);

plan('what opens or takes away something is due for its nodes only', () => {
  const files = ['ssh_root_login', 'dcos_uninstall', 'dcos_decommission'].map((role) =>
    file(`install/roles/${role}/tasks/main.yml`),
  );
  assert.equal(concerned(files, { first: true }), []);
  const node = { name: 'agent9', address: '10.0.0.9', role: 'agent', state: 'uninstalling' } as const;
  assert.equal(concerned(files, { nodes: nodeConcerns([], [node]) }), ['uninstall 2']);
});

plan('what has nothing to do is not due', () => {
  const files = ['ansible-data-disk.yml', 'ansible-add-agent.yml', 'ansible-static-ip.yml'].map((path) =>
    file(`install/${path}`, 'delete'),
  );
  assert.equal(concerned(files, {}, sampleCluster()), []);
});

plan(
  'a first build names every phase that has something to do and needs no name, as the runbook does',
  () => {
    const { files, cluster } = generate(fullConfig());
    const planned = files.map(({ path }) => file(path, 'create'));
    const variables = new Map(
      files.map(({ path, content }) => [path, changedVariables(path, '', String(content))]),
    );
    assert.equal(
      concerned(planned, { variables, first: true }, cluster).map((text) => text.replace(/ \d+$/, '')),
      phases.filter(({ named, afterwards }) => !named && afterwards === undefined).map(({ name }) => name),
    );
  },
);

plan('of the files of variables, those count whose changed variables a role of the phase uses', () => {
  const path = 'install/group_vars/all/main.yml';
  const of = (...names: string[]) => concerned([file(path)], { variables: new Map([[path, names]]) });
  assert.equal(of('role_packages.gitlab'), ['gitlab 1']);
  assert.equal(of('tools.maven.url'), ['bootstrap-tools 1']);
  assert.equal(of('repositories.epel'), ['install 1', 'add-agent 1']);
  assert.equal(of('repositories.gitlab'), ['gitlab 1']);
  assert.equal(of('dns_records'), []);
  assert.equal(of(), []);
});

plan(
  'what changes something that runs is due for a change of what it is for, and not for a first build',
  () => {
    const of = (path: string, name: string, first = false) =>
      concerned([file(path)], { variables: new Map([[path, [name]]]), first });
    const secrets = 'install/group_vars/all/secrets.yml';
    const settings = 'cloud-config-repository/uengine-cloud-server.yml';
    assert.equal(of(secrets, 'database_password'), ['db-password 1']);
    assert.equal(of(settings, 'uengine-cloud-server.dcos.token'), ['restart-cloud-server 1', 'cadvisor 1']);
    assert.equal(of(settings, 'uengine-cloud-server.cadvisor'), ['cadvisor 1']);
    assert.equal(of(secrets, 'database_password', true), []);
    assert.not.ok(of(settings, 'uengine-cloud-server.dcos.token', true).includes('restart-cloud-server 1'));
    assert.equal(concerned([file('deploys/db.json'), file('install/package-deploy.sh')]), ['apps 2']);
  },
);

plan('files that stay concern none', () => {
  for (const action of ['unchanged', 'kept', 'edited', 'blocked'] as const)
    assert.equal(concerned([file('install/hosts', action)]), []);
});

plan.run();

const variables = suite('plan: variables');

variables('are told by their names, dotted', () => {
  const names = (before: string, after: string) =>
    changedVariables('install/group_vars/all/main.yml', before, after).sort();
  assert.equal(names('a: 1\nb: {c: x, d: [1]}\n', 'a: 1\nb: {c: y, d: [1, 2]}\ne: ""\n'), [
    'b.c',
    'b.d',
    'e',
  ]);
  assert.equal(names('a: {b: 1}\n', '{}\n'), ['a.b']);
  assert.equal(names('a: [', 'a: 1\n'), ['a']);
  assert.equal(names('', ''), []);
});

/** An inventory with machines of three groups. */
function inventory(agents: string, joining = '{}', port = 22): string {
  const groups = `agent: {hosts: ${agents}}, add_agent: {hosts: ${joining}}, public: {hosts: {}}`;
  return `all: {vars: {ansible_port: ${port}}, children: {${groups}}}\n`;
}

variables('of the inventory are those of machines that are still there, or new', () => {
  const names = (before: string, after: string) =>
    changedVariables('install/ansible-hosts.yml', before, after).sort();
  const one = inventory('{10.0.0.1: {node_name: a}}');
  assert.equal(names(one, one), []);
  assert.equal(names(one, inventory('{10.0.0.1: {node_name: a}}', '{}', 23)), ['ansible_port']);
  assert.equal(names(one, inventory('{10.0.0.1: {node_name: b}}')), ['node_name']);
  assert.equal(names(inventory('{10.0.0.1: {node_name: a}, 10.0.0.2: {node_name: b}}'), one), []);
  assert.equal(names(inventory('{}'), one), ['groups.agent', 'node_name']);
  assert.equal(names(inventory('{10.0.0.1: {node_name: a, data_disks: [{device: x}]}}'), one), [
    'data_disks',
  ]);
});

variables("of the inventory don't change where a joined machine settles", () => {
  const joining = inventory('{}', '{10.0.0.1: {node_name: a}}');
  const settled = inventory('{10.0.0.1: {node_name: a}}');
  const names = (before: string, after: string) =>
    changedVariables('install/ansible-hosts.yml', before, after);
  assert.equal(names(joining, settled), []);
  assert.equal(names(inventory('{}'), joining).sort(), ['groups.add_agent', 'node_name']);
});

variables.run();
