import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseState, type State } from '../../packages/core/src/plan/state.ts';
import { withFolder } from '../support/scratch.ts';
import { fullConfig, stageIn } from './standins.ts';
import { ends, secrets } from './support.ts';

const state = suite('the state of a cluster');

const textIn = (root: string) => readFileSync(join(root, '.uegen/state.json'), 'utf8');

function stateIn(root: string): State {
  const answer = parseState(textIn(root));
  if ('problem' in answer) throw new Error(answer.problem);
  return answer.state;
}

state('a phase that succeeds is written down, with what it read and whom it reached', () =>
  withFolder(async (folder) => {
    const { run, root } = await stageIn(folder);
    assert.not.ok(existsSync(join(root, '.uegen/state.json')));
    ends(await run(['install']), 0);
    ends(await run(['deploy']), 0);
    const { phases, members } = stateIn(root);
    assert.equal(Object.keys(phases), ['install', 'deploy']);
    assert.ok(Math.abs(Date.parse(phases.install?.done ?? '') - Date.now()) < 60_000);
    assert.ok('install/group_vars/all/main.yml#docker_version' in (phases.install?.inputs ?? {}));
    assert.ok(members.some(({ name, state: what }) => name === 'master1' && what === 'joined'));
    for (const file of ['state.json', 'state.key'])
      assert.is(statSync(join(root, '.uegen', file)).mode & 0o777, 0o600);
  }),
);

state('the same value has another digest under another key, and no secret is in it', () =>
  withFolder(async (folder) => {
    const { run, root } = await stageIn(folder);
    ends(await run(['apps']), 0);
    const before = stateIn(root).phases.apps?.inputs ?? {};
    for (const secret of [...secrets, 'my-secret-pw']) assert.not.match(textIn(root), secret);
    ends(await run(['apps']), 0);
    assert.equal(stateIn(root).phases.apps?.inputs, before);
    rmSync(join(root, '.uegen/state.key'));
    ends(await run(['apps']), 0);
    const after = stateIn(root).phases.apps?.inputs ?? {};
    assert.equal(Object.keys(after), Object.keys(before));
    for (const [name, digest] of Object.entries(after)) assert.is.not(digest, before[name]);
  }),
);

state('what fails, or leaves something out, is not done', () =>
  withFolder(async (folder) => {
    const { run, root, script } = await stageIn(folder);
    for (const extra of [['--check'], ['-l', '10.0.0.1'], ['--tags', 'docker'], ['-vC']])
      ends(await run(['install', '--', ...extra]), 0);
    assert.not.ok(existsSync(join(root, '.uegen/state.json')));
    ends(await run(['install', '--', '-vv', '--diff', '-f', '3']), 0);
    const done = stateIn(root).phases.install;
    script('ansible-playbook', 'exit 4');
    ends(await run(['install']), 4);
    assert.is(stateIn(root).phases.install?.done, done?.done);
    assert.ok(stateIn(root).phases.install?.started);
    ends(await run(['hostname']), 4);
    assert.is(stateIn(root).phases.hostname?.done, undefined);
  }),
);

state('a removal limited to one node is known for that node', () =>
  withFolder(async (folder) => {
    const text = fullConfig().replace('uninstall:\n', 'uninstall:\n      agent5: 172.31.7.160\n');
    const { run, root } = await stageIn(folder, text);
    ends(await run(['uninstall', '--yes', '--', '--limit', '172.31.7.160']), 0);
    const left = stateIn(root).members.filter((member) => member.state === 'uninstalled');
    assert.equal(
      left.map(({ name }) => name),
      ['agent5'],
    );
    assert.not.ok('uninstall' in stateIn(root).phases);
    ends(await run(['uninstall', '--yes']), 0);
    assert.ok(stateIn(root).phases.uninstall?.done);
  }),
);

state('one that is damaged, newer or no file is set aside, and stands in no way', () =>
  withFolder(async (folder) => {
    const { run, root } = await stageIn(folder);
    const path = join(root, '.uegen/state.json');
    const damages: readonly (() => void)[] = [
      () => writeFileSync(path, 'x'),
      () => writeFileSync(path, textIn(root).replace('"format":1', '"format":9')),
      () => {
        rmSync(path);
        mkdirSync(path);
      },
    ];
    for (const [index, damage] of damages.entries()) {
      ends(await run(['hostname']), 0);
      damage();
      const aside = join(root, `.uegen/state.aside.${index + 1}.json`);
      const { stderr } = ends(await run(['install']), 0);
      assert.match(stderr, new RegExp(`state.json was set aside as .uegen/state.aside.${index + 1}.json`));
      assert.ok(existsSync(aside));
      assert.equal([Object.keys(stateIn(root).phases), stateIn(root).gaps], [['install'], true]);
    }
  }),
);

state.run();
