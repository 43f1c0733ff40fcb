import { existsSync, lstatSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { answerOf } from '../support/answers-schema.ts';
import { ends, filesOf, guideConfig, uegen, untouched, withTree } from './support.ts';

const test = suite('review in a fresh clone');

const DISK = '\ndisks:\n  - device: /dev/xvdb\n    mount: /mysql\n    nodes: [agent1]\n';
const JOINING = ['    add-agent:\n', '    add-agent:\n      agent8: 172.31.10.202\n'] as const;

/** What git brings of a tree: neither what uegen remembers, nor secrets. */
function leaveWhatGitHas(out: string): void {
  rmSync(join(out, '.uegen'), { recursive: true });
  for (const path of filesOf(out))
    if ((lstatSync(join(out, path)).mode & 0o077) === 0) rmSync(join(out, path));
}

const withDisk = `${guideConfig()}${DISK}`;

test('a tree as its config gives it: nothing to run, no node that changes', () =>
  withTree(async ({ config, out }) => {
    leaveWhatGitHas(out);
    const { stdout } = ends(await uegen(['plan', config, '--out', out, '--json', '--summary']), 2);
    const { files, nodes, phases } = answerOf('plan', stdout) as unknown as Record<string, never[]>;
    assert.equal([nodes, phases], [[], []]);
    const changed = (files as { action: string; secret: boolean }[]).filter(
      ({ action }) => action !== 'unchanged',
    );
    assert.ok(changed.length > 3 && changed.every(({ action, secret }) => action === 'create' && secret));
  }, withDisk));

test('a file of an earlier config, a node that joins and the phases of it are found without a manifest', () =>
  withTree(async ({ root, config, out }) => {
    leaveWhatGitHas(out);
    writeFileSync(config, guideConfig(JOINING));
    const stale = 'install/ansible-data-disk.yml';
    await untouched(root, async () => {
      const checked = ends(await uegen(['build', '--check', config, '--out', out, '--json']), 2);
      const answer = answerOf('build', checked.stdout) as unknown as {
        differences: { path: string; kind: string }[];
        nodes: { message: string }[];
        phases: { phase: string }[];
      };
      assert.equal(
        answer.differences.filter(({ kind }) => kind !== 'content'),
        [{ path: stale, kind: 'stale' }],
      );
      assert.equal(
        answer.nodes.map(({ message }) => message),
        ['agent8 (172.31.10.202) joins: run add-agent'],
      );
      const phases = answer.phases.map(({ phase }) => phase);
      assert.ok(phases.includes('add-agent') && !phases.includes('gitlab'), phases.join());
      const text = ends(await uegen(['build', '--check', config, '--out', out]), 2).stdout;
      assert.match(text, `${stale} is not generated any more`);
      assert.match(text, 'agent8 (172.31.10.202) joins: run add-agent');
      const plan = ends(await uegen(['plan', config, '--out', out, '--summary']), 2).stdout;
      assert.match(plan, `delete   ${stale} (no longer generated)`);
      assert.match(plan, 'agent8 (172.31.10.202) joins: run add-agent');
      assert.not.match(plan, /^ {2}gitlab/m);
    });
    ends(await uegen(['build', config, '--out', out, '--quiet']), 0);
    assert.not.ok(existsSync(join(out, stale)));
    assert.ok(existsSync(join(out, '.uegen/backup/1', stale)));
    ends(await uegen(['build', '--check', config, '--out', out]), 0);
  }, withDisk));

test('a build tells the same as the plan before it: it is none of the first', () =>
  withTree(async ({ config, out }) => {
    leaveWhatGitHas(out);
    writeFileSync(config, guideConfig(JOINING));
    const planned = answerOf('plan', ends(await uegen(['plan', config, '--out', out, '--json']), 2).stdout);
    const built = answerOf('build', ends(await uegen(['build', config, '--out', out, '--json']), 0).stdout);
    const { first, nodes, phases } = built as unknown as Record<string, unknown[]>;
    assert.is(first, false as unknown);
    assert.equal({ nodes, phases }, { nodes: planned.nodes, phases: planned.phases });
    assert.is(nodes?.length, 1);
    assert.ok(phases?.length);
  }, withDisk));

test('a build of a clone asks nobody to install again, nor calls the tree another one', () =>
  withTree(async ({ config, out }) => {
    leaveWhatGitHas(out);
    writeFileSync(config, guideConfig(JOINING));
    const { stdout } = ends(await uegen(['build', config, '--out', out]), 0);
    assert.match(stdout, 'agent8 (172.31.10.202) joins: run add-agent');
    assert.match(stdout, /^ {2}add-agent/m);
    assert.not.match(stdout, /^ {2}gitlab/m);
    assert.not.match(stdout, 'was not made by uegen');
    assert.match(stdout, '.uegen/backup/1');
  }, withDisk));

test('the committed tree tells where the database lies', () =>
  withTree(async ({ config, out }) => {
    leaveWhatGitHas(out);
    writeFileSync(config, guideConfig(['  ip: 172.31.6.35', '  ip: 172.31.1.235']));
    const warning = 'db.ip was 172.31.6.35 (agent1) at the last build: the data stays there';
    for (const command of [['validate'], ['plan', '--summary'], ['build', '--check'], ['build']]) {
      const [name = '', ...options] = command;
      const place = name === 'validate' ? [config, '--out', out] : [config, '--out', out, ...options];
      const { stderr } = await uegen([name, ...place]);
      assert.match(stderr, warning, command.join(' '));
    }
    // What it was told is what the machines have: from now on, the manifest's word is taken.
    assert.not.match((await uegen(['plan', config, '--out', out, '--summary'])).stderr, warning);
  }));

test('status in a clone knows the nodes of the tree', () =>
  withTree(async ({ config, out }) => {
    leaveWhatGitHas(out);
    writeFileSync(config, guideConfig(JOINING));
    const { stdout } = await uegen(['status', config, '--out', out]);
    assert.match(stdout, 'agent8 (172.31.10.202) joins: run add-agent');
  }));

test.run();
