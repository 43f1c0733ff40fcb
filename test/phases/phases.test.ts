import { generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { changeOrder, phases } from '../../packages/core/src/phases/index.ts';
import { asUser, spell } from '../../packages/core/src/phases/spell.ts';
import { nodeConcerns } from '../../packages/core/src/plan/nodes.ts';
import { fullConfig } from '../cli/standins.ts';
import { sampleCluster } from '../support/cluster.ts';

const data = suite('phases');

data('each has a name of its own, and plans know the same ones', () => {
  const names = phases.map(({ name }) => name);
  assert.is(new Set(names).size, names.length);
  assert.equal(changeOrder.map(({ name }) => name).sort(), [...names].sort());
});

data('what a plan names for a node can be run', () => {
  const states = ['standing', 'joining', 'removing', 'uninstalling'] as const;
  const after = states.map((state, index) => ({ name: `n${index}`, address: `10.0.0.${index}`, state }));
  const named = nodeConcerns([], after).flatMap(({ phase }) => (phase === undefined ? [] : [phase]));
  assert.equal(named, ['install', 'add-agent', 'gracefully-remove-agent', 'uninstall']);
  for (const name of named)
    assert.ok(
      phases.some((phase) => phase.name === name),
      name,
    );
});

data('a file that a playbook or script of a phase reads from uegen is one that uegen makes', () => {
  const { files } = generate(fullConfig());
  const exists = (path: string) =>
    files.some((file) => file.path === path || file.path.startsWith(`${path}/`));
  const missing = phases.flatMap(({ files: needed }) =>
    needed.filter(({ path, from }) => from === 'build' && !exists(path)).map(({ path }) => path),
  );
  assert.equal(missing, []);
});

data('a role that install plays, and that changes something, makes install due', () => {
  const { files } = generate(fullConfig());
  const plays: { roles: { role: string }[] }[] = parse(
    String(files.find(({ path }) => path === 'install/ansible-install.yml')?.content),
  );
  const played = plays.flatMap(({ roles }) => roles.map(({ role }) => role));
  const install = phases.find(({ name }) => name === 'install');
  for (const role of [...played.filter((name) => name !== 'preflight'), 'container'])
    assert.ok(install?.carries?.test(`install/roles/${role}/tasks/main.yml`), role);
  assert.not.ok(install?.carries?.test('install/roles/dcos_uninstall/tasks/main.yml'));
});

data('every command names the file that it runs among the needed ones', () => {
  for (const phase of phases)
    for (const { folder, argv, stdin } of phase.commands(sampleCluster()))
      for (const word of [...argv, stdin ?? ''])
        if (/^[\w-]+\.(yml|sh)$/.test(word))
          assert.ok(
            phase.files.some(({ path }) => path === `${folder}/${word}`),
            `${phase.name}: ${word}`,
          );
});

data('commands are spelled for a shell', () => {
  const command = { folder: 'install', argv: ['install', '-m', '0600', "/home/o'neil/my key", 'x'] } as const;
  assert.is(spell(command), "(cd install && install -m 0600 '/home/o'\\''neil/my key' x)");
  assert.is(spell({ ...command, argv: ['bash'], stdin: 'a.sh' }), '(cd install && bash < a.sh)');
});

data('sudo is for those who need it, and extra arguments go to the command that takes them', () => {
  const command = { folder: 'install', argv: ['bash', 'x'], root: true, extra: true } as const;
  assert.equal(asUser(command, false, ['-v']).argv, ['sudo', 'bash', 'x', '-v']);
  assert.equal(asUser(command, true, []).argv, ['bash', 'x']);
  assert.equal(asUser({ ...command, extra: false }, true, ['-v']).argv, ['bash', 'x']);
});

data.run();
