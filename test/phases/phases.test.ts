import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { commandsOf, needsOf, phases } from '../../packages/core/src/phases/index.ts';
import { nodeConcerns } from '../../packages/core/src/plan/nodes.ts';
import { asUser, spell } from '../../packages/core/src/steps/command.ts';
import { fullConfig } from '../cli/standins.ts';
import { sampleCluster } from '../support/cluster.ts';
import { generateScenario, root } from '../support/scenarios.ts';

const data = suite('phases');

const sources = join(root, 'packages/core/src/phases');

data('each is a file of its own, whose name it bears, and stands in the list', () => {
  const files = readdirSync(sources).filter((file) => !['index.ts', 'phase.ts'].includes(file));
  const names = phases.map(({ name }) => `${name}.ts`);
  assert.equal([...names].sort(), files.sort());
  for (const { name } of phases)
    assert.match(readFileSync(join(sources, `${name}.ts`), 'utf8'), `\n  name: '${name}',\n`);
});

data('nodes come and go before the platform is told of them', () => {
  const names: string[] = phases.map(({ name }) => name);
  for (const name of ['add-agent', 'gracefully-remove-agent', 'uninstall'])
    for (const later of ['apps', 'cadvisor']) assert.ok(names.indexOf(name) < names.indexOf(later), name);
});

data('every playbook is that of a phase, and ansible runs it', () => {
  const { files } = generate(fullConfig());
  const written = files.map(({ path }) => path).filter((path) => /^install\/ansible-[\w-]+\.yml$/.test(path));
  const played = phases.flatMap(({ steps }) =>
    steps.flatMap((step) =>
      step.commands(sampleCluster()).flatMap(({ folder, argv: [program, file] }) => {
        return program === 'ansible-playbook' ? [`${folder}/${file}`] : [];
      }),
    ),
  );
  assert.equal(
    [...new Set(played)],
    written.filter((path) => path !== 'install/ansible-hosts.yml'),
  );
});

data('what has nothing to do says why in its playbook, or has none where the guide calls it optional', () => {
  const { files, cluster } = generateScenario('valid', 'smallest');
  if (cluster === undefined) throw new Error('smallest has mistakes');
  const idle = phases.filter((phase) => phase.idle?.(cluster) !== undefined);
  assert.ok(idle.length > 4);
  for (const { name, optional, idle: why } of idle) {
    const file = files.find(({ path }) => path === `install/ansible-${name}.yml`);
    if (optional) assert.is(file, undefined, name);
    else assert.match(String(file?.content), `notice_text: ${why?.(cluster)?.en}\n`);
  }
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

data('every command names the file that it runs among the needed ones', () => {
  for (const phase of phases)
    for (const { folder, argv, stdin } of commandsOf(phase, sampleCluster()))
      for (const word of [...argv, stdin ?? ''])
        if (/^[\w-]+\.(yml|sh)$/.test(word))
          assert.ok(
            needsOf(phase, sampleCluster()).some(({ path }) => path === `${folder}/${word}`),
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
