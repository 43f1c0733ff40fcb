import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compareScenario, compareWithGoldens, goldensOfNoScenario } from './support/golden.ts';
import { applyLayer, type Files, layerOver } from './support/layer.ts';
import { put, withFolder } from './support/scratch.ts';

const files = (entries: Record<string, string | Buffer>): Files =>
  new Map(Object.entries(entries).map(([path, content]) => [path, Buffer.from(content as string)]));
const texts = (files: Files) =>
  Object.fromEntries([...files].map(([path, content]) => [path, content.toString()]));
const script = (...changed: string[]) =>
  Array.from({ length: 30 }, (_, line) => `${changed[line] ?? `line ${line}`}\n`).join('');

const layer = suite('layers of golden files');

layer('hold nothing of what is the same', () => {
  const base = files({ a: script(), b: 'b\n' });
  assert.is(layerOver(base, base).size, 0);
});

layer('give the very bytes back: changed, new, gone and binary files', () => {
  const bytes = Buffer.from([0xff, 0xfe, 0x0a, 0x00]);
  const base = files({
    same: 's\n',
    script: script(),
    gone: 'g\n',
    binary: Buffer.concat([bytes, bytes]),
    cr: 'a\nb\n',
  });
  const actual = files({ same: 's\n', script: script('first'), new: 'n', binary: bytes, cr: 'a\r\nb' });
  const stored = layerOver(base, actual);
  assert.equal([...stored.keys()].sort(), ['GONE', 'binary', 'cr', 'new', 'script.patch']);
  const { files: found, problems } = applyLayer(base, stored);
  assert.equal(problems, []);
  assert.equal([...found.keys()].sort(), [...actual.keys()].sort());
  for (const [path, content] of actual) assert.ok(found.get(path)?.equals(content), path);
});

layer('stay as they are when the base changes elsewhere in a file', () => {
  const patch = layerOver(files({ script: script() }), files({ script: script('first') }));
  const base = files({ script: script().replace('line 20', 'line 20\nanother') });
  const actual = files({ script: script('first').replace('line 20', 'line 20\nanother') });
  assert.equal(texts(applyLayer(base, patch).files), texts(actual));
  assert.equal(texts(layerOver(base, actual, patch)), texts(patch));
  const above = files({ script: `top\n${script()}` });
  const moved = files({ script: `top\n${script().replace('line 25', 'other')}` });
  const below = layerOver(
    files({ script: script() }),
    files({ script: script().replace('line 25', 'other') }),
  );
  assert.equal(texts(applyLayer(above, below).files), texts(moved));
});

for (const [what, stored, problem] of [
  ['a file equal to its base', { a: 'a\n' }, 'a says what the base says: delete it'],
  ['a patch that changes nothing', { 'a.patch': '' }, 'a.patch says what the base says: delete it'],
  ['a gone file that never was', { GONE: 'b\n' }, "GONE lists b, which the base doesn't have"],
  ['a patch of no file', { 'b.patch': '' }, "b.patch doesn't apply to the base's file"],
  [
    'a patch of other text',
    { 'a.patch': '@@ -1,1 +1,1 @@\n-x\n+y\n' },
    "a.patch doesn't apply to the base's file",
  ],
  ['no patch at all', { 'a.patch': '@@ a patch @@\n' }, "a.patch doesn't apply to the base's file"],
  [
    'a file and its patch',
    { a: 'b\n', 'a.patch': '@@ -1,1 +1,1 @@\n-a\n+b\n' },
    'a is stored whole and as a patch',
  ],
] satisfies [string, Record<string, string>, string][])
  layer(`find ${what}`, () =>
    assert.equal(applyLayer(files({ a: 'a\n' }), files(stored)).problems, [problem]),
  );

layer.run();

const goldens = suite('golden files');
const guide = { same: 's\n', script: script() };
const scenarios: Record<string, Record<string, string>> = {
  guide,
  other: { same: 's\n', script: script('first') },
  third: { same: 't\n', script: script('first') },
};
const given = { names: Object.keys(scenarios), filesOf: (name: string) => files(scenarios[name] ?? {}) };
const PATCH = '@@ -1,2 +1,2 @@\n-line 0\n+first\n line 1\n';

/** Compares a scenario with goldens of which `changes` differ from right ones; says what was found, if anything. */
async function compared(name: string, changes: Record<string, string | undefined>): Promise<string> {
  let said = '';
  const right = {
    'guide/same': 's\n',
    'guide/script': script(),
    'other/BASE': 'guide\n',
    'other/script.patch': PATCH,
    'third/BASE': 'other\n',
    'third/same': 't\n',
  };
  await withFolder(async (folder) => {
    for (const [path, content] of Object.entries({ ...right, ...changes }))
      if (content !== undefined) put(folder, join('valid', path), content);
    try {
      compareScenario(name, given, folder);
    } catch (error) {
      said = String(error);
    }
  });
  return said;
}

goldens('are compared over what the base gives', async () => {
  for (const name of given.names) assert.is(await compared(name, {}), '');
  // The base's own golden is stale: that is said once, by the base.
  assert.match(await compared('guide', { 'guide/script': script('old') }), '-old');
  assert.is(await compared('other', { 'guide/script': script('old') }), '');
});

for (const [what, name, changes, problem] of [
  ['a changed file', 'other', { 'other/script.patch': PATCH.replace('first', 'second') }, '+first'],
  ['a missing golden', 'other', { 'other/script.patch': undefined }, '+first'],
  ['a new file', 'guide', { 'guide/same': undefined }, 'same is new'],
  ['a file no longer made', 'other', { 'other/old': 'o\n' }, 'old is no longer made'],
  ['one that is gone', 'other', { 'other/GONE': 'same\n' }, 'same is new'],
  ['a redundant file', 'third', { 'third/script': script('first') }, 'script says what the base says'],
  ['no base', 'other', { 'other/BASE': undefined }, 'there is no BASE'],
  ['a base that is no scenario', 'other', { 'other/BASE': 'gide\n' }, 'gide, which is no scenario'],
  ['a scenario over itself', 'other', { 'other/BASE': 'other\n' }, 'which lies over other itself'],
  ['bases in a circle', 'other', { 'other/BASE': 'third\n' }, 'which lies over other itself'],
  ['a base under the whole one', 'guide', { 'guide/BASE': 'other\n' }, 'BASE is no longer made'],
] satisfies [string, string, Record<string, string | undefined>, string][])
  goldens(`find ${what}`, async () => assert.match(await compared(name, changes), problem));

/** Runs with other environment variables. */
function withEnvironment(variables: Record<string, string | undefined>, body: () => void): void {
  const before = { ...process.env };
  for (const [name, value] of Object.entries(variables))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  try {
    body();
  } finally {
    process.env = before;
  }
}

goldens('are written anew when asked, and fail all the same', () =>
  withFolder(async (folder) => {
    const compare = (name: string) => () => compareScenario(name, given, folder);
    withEnvironment({ UEGEN_UPDATE_GOLDENS: 'all', CI: undefined }, () => {
      for (const name of given.names) assert.throws(compare(name), /new golden/);
    });
    for (const name of given.names) assert.not.throws(compare(name));
    assert.is(readFileSync(join(folder, 'valid/third/BASE'), 'utf8'), 'other\n');
    assert.equal(readdirSync(join(folder, 'valid/other')), ['BASE', 'script.patch']);
  }),
);

goldens('are written for those that were asked only, and never in CI', () =>
  withFolder(async (folder) => {
    const compare = () => compareWithGoldens('invalid', files({ a: 'a\n' }), folder);
    withEnvironment({ UEGEN_UPDATE_GOLDENS: 'invalid', CI: 'true' }, () => assert.throws(compare, /in CI/));
    withEnvironment({ UEGEN_UPDATE_GOLDENS: 'valid/guide,valid/other', CI: undefined }, () =>
      assert.throws(compare, /a is new/),
    );
    assert.not.ok(existsSync(join(folder, 'invalid')));
    withEnvironment({ UEGEN_UPDATE_GOLDENS: 'valid/guide,invalid', CI: undefined }, () =>
      assert.throws(compare, /a is new/),
    );
    assert.not.throws(compare);
  }),
);

goldens('of no scenario are found', () =>
  withFolder(async (folder) => {
    for (const name of ['guide', 'gone']) put(folder, `valid/${name}/a`, 'a\n');
    assert.equal(goldensOfNoScenario(['guide', 'other'], folder), ['gone']);
  }),
);

goldens.run();
