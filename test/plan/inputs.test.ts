import { generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type PhaseName, phases } from '../../packages/core/src/phases/index.ts';
import { inputsOf } from '../../packages/core/src/plan/inputs.ts';
import { fullConfig } from '../cli/standins.ts';

const inputs = suite('plan: what a phase reads');

function inputsIn(text: string, name: PhaseName) {
  const { files, cluster } = generate(text);
  const phase = phases.find((one) => one.name === name);
  if (cluster === undefined || phase === undefined) throw new Error('the config has mistakes');
  return inputsOf(phase, cluster, files);
}

/** The inputs of a phase that differ after an edit of the full config. */
function changed(name: PhaseName, [old, text]: readonly [string, string]): string[] {
  assert.ok(fullConfig().includes(old), old);
  const [before, after] = [inputsIn(fullConfig(), name), inputsIn(fullConfig().replace(old, text), name)];
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (key) => String(before.get(key)) !== String(after.get(key)),
  );
}

inputs('are files by their path, and single variables, also those of one machine', () => {
  const install = inputsIn(fullConfig(), 'install');
  assert.ok(install.has('install/hosts'));
  assert.ok(install.has('install/roles/container/tasks/main.yml'));
  assert.is(install.get('install/group_vars/all/main.yml#docker_version'), '"17.05.0.ce-1.el7.centos"');
  assert.is(install.get('install/ansible-hosts.yml#172.31.6.35/node_name'), '"agent1"');
  for (const path of [
    'install/group_vars/all/main.yml',
    'install/group_vars/all/main.yml#role_packages.gitlab',
    'RUNBOOK.md',
  ])
    assert.not.ok(install.has(path), path);
  assert.ok(inputsIn(fullConfig(), 'data-disk').has('install/ansible-hosts.yml#172.31.12.143/data_disks'));
  assert.ok(inputsIn(fullConfig(), 'ci-runner').has('install/group_vars/all/secrets.yml#minio_secret_key'));
});

inputs('change with what the phase reads, and with nothing else', () => {
  const docker = ['17.05.0.ce-1.el7.centos', '17.06.0.ce-1.el7.centos'] as const;
  assert.equal(
    changed('install', docker),
    ['role_packages.docker', 'docker_version'].map((name) => `install/group_vars/all/main.yml#${name}`),
  );
  assert.equal(changed('gitlab', docker), []);
  assert.equal(changed('apps', ['my-secret-pw', 'another-pw']), ['deploys/db.json']);
});

inputs('are the same for the machines that stay, whoever settles', () => {
  const settled = ['    add-agent:\n      agent8: 172.31.10.202\n', ''] as const;
  const joined = fullConfig()
    .replace(...settled)
    .replace('agent7: 172.31.0.164\n\n', 'agent7: 172.31.0.164\n      agent8: 172.31.10.202\n\n');
  assert.ok(joined.includes('agent8'));
  for (const name of ['gitlab', 'ci-runner', 'bootstrap-tools', 'apps'] as const)
    assert.equal(inputsIn(joined, name), inputsIn(fullConfig(), name), name);
});

inputs('of a phase that has nothing to do are none', () => {
  const text = fullConfig().replace(/network:\n( .*\n)+/, '');
  assert.is(inputsIn(text, 'static-ip').size, 0);
});

inputs.run();
