import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { configText, generatedText } from '../support/scenarios.ts';
import { withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';
import { CTRL_C, onTerminal } from './pty.ts';
import { fullConfig, type Stage, stageIn } from './standins.ts';
import { bundle, ends, harmless, oneError } from './support.ts';

const destructive = suite('uegen run: what takes something away');

const UNINSTALL = ['ansible-playbook', 'ansible-uninstall.yml', '-e', 'uninstall_confirm=yes'];

/** `uegen run` on a terminal, where only the stand-ins are to be found. */
async function typed(stage: Stage, args: readonly string[], dialog: readonly (readonly [string, string])[]) {
  const argv = [process.execPath, bundle, 'run', '--config', stage.config, '--out', stage.root, ...args];
  const { PATH, ...env } = stage.env;
  const ended = await onTerminal(['/usr/bin/env', `PATH=${PATH}`, ...argv], dialog, { env });
  harmless(ended);
  return ended;
}

destructive('without a terminal and without --yes nothing starts', () =>
  withFolder(async (folder) => {
    const { run, calls } = await stageIn(folder);
    for (const phase of ['uninstall', 'gracefully-remove-agent'])
      oneError(await run([phase]), new RegExp(`${phase} asks for confirmation`));
    assert.is(calls().length, 0);
  }),
);

destructive('with --yes it shows the nodes and the quorum, and starts', () =>
  withFolder(async (folder) => {
    const { run, calls } = await stageIn(folder);
    const { stderr } = ends(await run(['uninstall', '--yes']), 0);
    assert.match(stderr, '  agent7 (172.31.0.164), agent\nAll 3 masters stay; a quorum needs 2.\n');
    assert.equal(
      calls().map(({ argv }) => argv),
      [UNINSTALL],
    );
  }),
);

destructive('a whole cluster that goes is called so', () =>
  withFolder(async (folder) => {
    const { run } = await stageIn(folder, configText('valid', 'uninstall'));
    const { stderr } = ends(await run(['uninstall', '--yes']), 0);
    assert.match(stderr, /Every master goes \(\d\): the cluster ends\./);
  }),
);

destructive('a master that goes is weighed against the quorum', () =>
  withFolder(async (folder) => {
    const { run } = await stageIn(folder, configText('valid', 'smaller-quorum'));
    const { stderr } = ends(await run(['uninstall', '--yes']), 0);
    assert.match(
      stderr,
      /Of 5 masters 3 would be left, and a quorum needs 3: the running cluster is interrupted\./,
    );
  }),
);

destructive(
  'a limit shows and takes fewer nodes; one that is not listed, or no node at all, is an error',
  () =>
    withFolder(async (folder) => {
      const text = fullConfig().replace('uninstall:\n', 'uninstall:\n      agent5: 172.31.7.160\n');
      const { run, calls } = await stageIn(folder, text);
      const { stderr } = ends(await run(['uninstall', '--yes', '--', '--limit', '172.31.0.164']), 0);
      assert.not.match(stderr, 'agent5');
      assert.equal(calls()[0]?.argv, [...UNINSTALL, '--limit', '172.31.0.164']);
      for (const extra of [
        ['--limit', '172.31.6.35'],
        ['--limit=agent7'],
        ['-lall'],
        ['--lim', '!172.31.0.164'],
        ['-l', ''],
        ['-l'],
        ['--limit', '172.31.0.164', '-l', '172.31.7.160'],
        ['-vCl', '172.31.6.35'],
        ['-i', 'other'],
        ['-vvi', 'other'],
        ['--inventory-file=other'],
      ]) {
        oneError(await run(['uninstall', '--yes', '--', ...extra]), /limit|inventory/);
        assert.is(calls().length, 1, extra.join(' '));
      }
      oneError(
        await (await stageIn(join(folder, 'none'), configText('valid', 'guide'))).run(['uninstall', '--yes']),
        /has nothing to do/,
      );
    }),
);

destructive('an agent that is gone is given up by its own variables, and by no others', () =>
  withFolder(async (folder) => {
    const { run, calls, root } = await stageIn(folder);
    const phase = ['gracefully-remove-agent', '--yes', '--'];
    for (const extra of [
      ['-e', 'ansible_host=172.31.6.35'],
      ['-e', 'dead_agents=agent6 ansible_host=172.31.6.35'],
      ['-edead_agents=agent6', '-e', '@file'],
      ['--extra-vars={"dead_agents": "agent6"}'],
      ['-e'],
    ])
      oneError(await run([...phase, ...extra]), /leave out --extra-vars/);
    assert.is(calls().length, 0);
    const given = ['-e', 'dead_agents=agent6', '--extra-vars=dead_agents_confirm=yes'];
    ends(await run([...phase, ...given]), 0);
    assert.equal(calls()[0]?.argv.slice(-given.length), given);
    const state = readFileSync(join(root, '.uegen/state.json'), 'utf8');
    const { members } = JSON.parse(state) as { members: { name: string; state: string }[] };
    assert.is(members.find(({ name }) => name === 'agent6')?.state, 'removed', state);
  }),
);

destructive('what RUNBOOK.md has people add to a phase is taken', () =>
  withFolder(async (folder) => {
    const { run } = await stageIn(folder);
    const runbook = generatedText('full', 'RUNBOOK.md');
    const commands = [
      ...new Set(
        [...runbook.matchAll(/uegen run (\S+) -- ([^`\n]+)/g)].map(([, ...one]) => one.join(' -- ')),
      ),
    ];
    assert.ok(commands.length > 1, runbook);
    for (const command of commands) {
      const [phase = '', extra = ''] = command.split(' -- ');
      ends(await run([phase, '--yes', '--', ...extra.replace(/<[^>]+>/g, 'agent6').split(' ')]), 0);
    }
  }),
);

toolTest(destructive, ['python3'], 'typed on a terminal: the name of the phase and nothing else', () =>
  withFolder(async (folder) => {
    const stage = await stageIn(folder);
    const refused = ends(await typed(stage, ['uninstall'], [['to go on: ', 'yes\r']]), 1);
    assert.match(refused.stdout, /agent7 \(172\.31\.0\.164\)/);
    assert.match(refused.stdout, 'not confirmed: nothing was run');
    assert.is(stage.calls().length, 0);
    ends(await typed(stage, ['uninstall'], [['to go on: ', 'uninstall\r']]), 0);
    assert.equal(
      stage.calls().map(({ argv }) => argv),
      [UNINSTALL],
    );
  }),
);

toolTest(destructive, ['python3'], 'a program may ask on the terminal', () =>
  withFolder(async (folder) => {
    const stage = await stageIn(folder);
    stage.script(
      'ansible-playbook',
      'read -rp "Perform task? " answer </dev/tty; [ "$answer" = y ] && exit 3',
    );
    ends(await typed(stage, ['install', '--', '--step'], [['Perform task? ', 'y\r']]), 3);
  }),
);

toolTest(destructive, ['python3'], 'Ctrl-C on a terminal ends the program, and uegen after it', () =>
  withFolder(async (folder) => {
    const stage = await stageIn(folder);
    const gone = join(folder, 'gone');
    stage.script(
      'bash',
      `trap '/bin/sleep 0.4; : >${gone}; exit 99' INT; echo started; while :; do /bin/sleep 0.1; done`,
    );
    const { status, stdout } = await typed(stage, ['package'], [['started', CTRL_C]]);
    assert.ok(existsSync(gone), stdout);
    assert.is(status, 99);
    assert.match(stdout, 'package: it was interrupted');
    assert.is(stage.calls().length, 1);
  }),
);

destructive.run();
