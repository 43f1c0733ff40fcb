import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type ConfigEdit, editConfig } from '../packages/core/src/edit/edit.ts';
import { parseConfig } from '../packages/core/src/parse/parse.ts';
import { type ConfigTree, isMapping, ReferenceNode } from '../packages/core/src/parse/tree.ts';
import { nastyStrings } from './support/nasty.ts';
import { random } from './support/random.ts';
import { configText, scenarioNames } from './support/scenarios.ts';

const edits = suite('edits of config.yml');

const KOREAN = configText('valid', 'guide')
  .replace('# DB part', '# 데이터베이스 (주의: 설치 후 변경 금지)')
  .replace('  ip: 172.31.6.35', '  ip: 172.31.6.35   # agent1 에 설치\t');

/** Spellings of the guide's config that an operator may have. */
const SPELLINGS: Readonly<Record<string, string>> = {
  'Korean comments': KOREAN,
  CRLF: KOREAN.replaceAll('\n', '\r\n'),
  'a byte order mark': `\uFEFF${KOREAN}`,
  'tabs behind values': KOREAN.replace(/(: \S+)$/gm, '$1\t ').replace(/:$/gm, ':\t'),
  'no last line break': KOREAN.trimEnd(),
  'flow mappings': KOREAN.replace(
    / {4}master:\n(?: {6}.*\n)+/,
    '    master: { m1: 10.0.0.1, m2: 10.0.0.2,m3: 10.0.0.3 } # 셋\n',
  )
    .replace(/ {4}add-agent:\n/, '    add-agent: {}\n')
    .replace(/dcos:\n {2}token:\n/, 'dcos: {token: }\n'),
  'flows over lines': KOREAN.replace(
    / {4}agent:\n(?: {6}.*\n)+/,
    '    agent: {\n      a1: 172.31.6.35, # 첫째\n      a2: 172.31.6.36,\n    }\n',
  ),
  anchors: KOREAN.replace('ip: 172.31.6.35', 'ip: *db').replace(
    'agent1: 172.31.6.35',
    'agent1: &db 172.31.6.35',
  ),
  'wide indentation': KOREAN.replace(/^( +)/gm, '$1$1'),
};

function treeOf(text: string): ConfigTree {
  const parsed = parseConfig(text);
  assert.ok('tree' in parsed, text);
  return (parsed as { tree: ConfigTree }).tree;
}

function edited(text: string, ...list: ConfigEdit[]): string {
  const result = editConfig(text, list);
  if ('problem' in result) throw new Error(result.problem);
  return result.text;
}

/** What differs: the lines that go and the lines that come, with everything around them the same. */
function changed(before: string, after: string): { gone: string; come: string } {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end))
    end += 1;
  return { gone: before.slice(start, before.length - end), come: after.slice(start, after.length - end) };
}

for (const [name, text, list, expected] of [
  ['a blank key', 'a:\nb: 1\n', [{ set: ['a'], value: 'x' }], 'a: x\nb: 1\n'],
  [
    'a blank key before a tab and a comment',
    'a:\t# later\r\nb: 1\r\n',
    [{ set: ['a'], value: 'x' }],
    'a: x\t# later\r\nb: 1\r\n',
  ],
  [
    'a value in quotes',
    'a: "x"   # why\nb: 1\n',
    [{ set: ['a'], value: 'y # z' }],
    'a: "y # z"   # why\nb: 1\n',
  ],
  ['a value below its key', 'a:\n  x\nb: 1\n', [{ set: ['a'], value: 'v' }], 'a:\n  v\nb: 1\n'],
  ['a value of several lines', 'a: |\n  x\n  y\n\nb: 1\n', [{ set: ['a'], value: 'v' }], 'a: v\n\nb: 1\n'],
  [
    'a tag',
    'a: !env  X # c\nb: 1\n',
    [{ set: ['a'], value: { tag: 'file', argument: 'secrets/a' } }],
    'a: !file secrets/a # c\nb: 1\n',
  ],
  ['an empty text', 'a: x\nb: 1\n', [{ set: ['a'], value: '' }], 'a: ""\nb: 1\n'],
  [
    'a key that is new',
    'a:\n    b: 1 # c\n\n# d\ne: 2\n',
    [{ set: ['a', 'c'], value: 'x' }],
    'a:\n    b: 1 # c\n    c: x\n\n# d\ne: 2\n',
  ],
  [
    'keys on the way',
    'a:\n    b: 1\n',
    [{ set: ['c', 'd', 'e'], value: 'x' }],
    'a:\n    b: 1\nc:\n    d:\n        e: x\n',
  ],
  [
    'a mapping that is blank',
    'a:\n  b:   # none\n  c: 1\n',
    [{ set: ['a', 'b', 'x'], value: 'v' }],
    'a:\n  b:   # none\n    x: v\n  c: 1\n',
  ],
  [
    'a mapping that is ~',
    'a:\n  b: ~ # none\n  c: 1\n',
    [{ set: ['a', 'b', 'x'], value: 'v' }],
    'a:\n  b: # none\n    x: v\n  c: 1\n',
  ],
  ['behind a list', 'a:\n- x\n- y\n', [{ set: ['b'], value: 'z' }], 'a:\n- x\n- y\nb: z\n'],
  ['behind a blank item of a list', 'a:\n- x\n-\n', [{ set: ['b'], value: 'z' }], 'a:\n- x\n-\nb: z\n'],
  ['without a last line break', 'a: 1', [{ set: ['b'], value: 'z' }], 'a: 1\nb: z'],
  ['within a flow', 'a: { b: 1 }\n', [{ set: ['a', 'c'], value: 'x,y' }], 'a: { b: 1, c: "x,y" }\n'],
  ['within an empty flow', 'a: {}\n', [{ set: ['a', 'c', 'd'], value: 'x' }], 'a: {c: {d: x}}\n'],
  ['before a trailing comma', 'a: {b: 1, }\n', [{ set: ['a', 'c'], value: 'x' }], 'a: {b: 1, c: x, }\n'],
  [
    'a blank key in a flow',
    'a: {b: , c}\n',
    [
      { set: ['a', 'b'], value: 'x' },
      { set: ['a', 'c'], value: 'v' },
    ],
    'a: {b: x , c: v}\n',
  ],
  ['JSON', '{"a": {"b": 1}}\n', [{ set: ['a', 'b'], value: '2' }], '{"a": {"b": "2"}}\n'],
  ['removing', 'a:\n  b: 1 # c\n  # d\n  e: 2\n', [{ remove: ['a', 'b'] }], 'a:\n  # d\n  e: 2\n'],
  [
    'removing the last of several',
    'a:\n  b: 1\n  e: 2\n\n# f\ng: 1\n',
    [{ remove: ['a', 'e'] }],
    'a:\n  b: 1\n\n# f\ng: 1\n',
  ],
  ['removing the only one', 'a:\n  b: 1\nc: 2\n', [{ remove: ['a', 'b'] }], 'a:\nc: 2\n'],
  [
    'removing a mapping',
    'a:\n  b:\n    c: 1\n\n    d: 2\n  e: 1\n',
    [{ remove: ['a', 'b'] }],
    'a:\n  e: 1\n',
  ],
  ['removing a blank key', 'a:\n  b:\n  # c\n  e: 1\n', [{ remove: ['a', 'b'] }], 'a:\n  # c\n  e: 1\n'],
  ['removing from a flow', 'a: {b: 1, c: 2, d: 3}\n', [{ remove: ['a', 'c'] }], 'a: {b: 1, d: 3}\n'],
  ['removing the first of a flow', 'a: {b: 1, c: 2}\n', [{ remove: ['a', 'b'] }], 'a: {c: 2}\n'],
  ['removing the last of a flow', 'a: { b: 1, c: 2 }\n', [{ remove: ['a', 'c'] }], 'a: { b: 1 }\n'],
  ['removing the only one of a flow', 'a: { b: 1 } # c\n', [{ remove: ['a', 'b'] }], 'a: # c\n'],
  ['removing the only one of a flow over lines', 'a: {\n  b: 1,\n}\n', [{ remove: ['a', 'b'] }], 'a:\n'],
  [
    'removing the only one of a flow in a flow',
    'a: {b: {c: 1}, d: 2}\n',
    [{ remove: ['a', 'b', 'c'] }],
    'a: {b:, d: 2}\n',
  ],
  [
    'removing the only one beside a comment',
    'a: { # c\n  b: 1 }\n',
    [{ remove: ['a', 'b'] }],
    'a: { # c\n   }\n',
  ],
  ['moving', 'a:\n  b: "1"\t# c\nd:\n', [{ move: ['a', 'b'], to: ['d', 'b'] }], 'a:\nd:\n  b: "1"\t# c\n'],
  [
    'moving upwards',
    'd:\n  x: 1\na:\n  b: 1   # c\n  e: 2\n',
    [{ move: ['a', 'b'], to: ['d', 'b'] }],
    'd:\n  x: 1\n  b: 1   # c\na:\n  e: 2\n',
  ],
  [
    'moving into a flow',
    'd: {x: 1}\na:\n  b: 1   # c\n',
    [{ move: ['a', 'b'], to: ['d', 'b'] }],
    'd: {x: 1, b: 1}\na:\n',
  ],
] as const satisfies readonly (readonly [string, string, readonly ConfigEdit[], string])[])
  edits(name, () => assert.is(edited(text, ...list), expected));

for (const [name, text, edit, why] of [
  ['a list', 'a: [x]\nb: 1\n', { set: ['a'], value: 'x' }, 'a holds a list'],
  ['a mapping', 'a: {x: 1}\n', { set: ['a'], value: 'x' }, 'a holds keys of its own'],
  ['below a value', 'a: x\n', { set: ['a', 'b'], value: 'x' }, "a.b can't be edited here"],
  ['what others refer to', 'a: &x 1\nb: *x\n', { set: ['a'], value: '2' }, "a can't be edited here"],
  [
    'what others repeat',
    'a: &x\n  c: 1\nb: *x\n',
    { set: ['b', 'c'], value: '2' },
    "b.c can't be edited here",
  ],
  ['removing what others refer to', 'a: &x 1\nb: *x\n', { remove: ['a'] }, "a can't be edited here"],
  ['removing what is not there', 'a: 1\n', { remove: ['a', 'b'] }, 'a.b is not in config.yml'],
  ['removing all', 'a: 1\n', { remove: ['a'] }, "a can't be edited here"],
  ['an explicit key', '? a\n: 1\n', { remove: ['a'] }, "a can't be edited here"],
  ['a text that is no config', 'a: *x\n', { set: ['a'], value: '1' }, 'an alias'],
] as const satisfies readonly (readonly [string, string, ConfigEdit, string])[])
  edits(`${name} is refused`, () => {
    const result = editConfig(text, [edit]);
    assert.ok('problem' in result, JSON.stringify(result));
    assert.match((result as { problem: string }).problem, why);
  });

edits('an alias makes way for a value, and what it referred to stays', () => {
  assert.is(
    edited('a: &x 1\nb: *x # c\nd: *x\n', { set: ['b'], value: '2' }),
    'a: &x 1\nb: "2" # c\nd: *x\n',
  );
});

edits('any value comes back as it was, in a block and in a flow', () => {
  for (const text of ['a:\n  b: x # c\n', 'a: {b: x, c: y}\n', 'a: { b: x }\n'])
    for (const value of nastyStrings) {
      const after = edited(text, { set: ['a', 'b'], value });
      const { a } = treeOf(after) as { a: { b: ConfigTree } };
      assert.is(a.b, value, after);
      const [before, behind] = text.split('x');
      assert.ok(
        after.startsWith(before as string) && after.endsWith((behind as string).split('x').at(-1) as string),
      );
      const key = edited(text, { set: ['a', `k${value}`], value: '1' });
      assert.is((treeOf(key) as { a: Record<string, ConfigTree> }).a[`k${value}`], '1');
    }
});

type Leaf = readonly [path: readonly string[], value: ConfigTree];

function leavesOf(tree: ConfigTree, path: readonly string[] = []): Leaf[] {
  if (isMapping(tree)) return Object.entries(tree).flatMap(([key, value]) => leavesOf(value, [...path, key]));
  return Array.isArray(tree) ? [] : [[path, tree]];
}

/** The leaves as texts, to be compared. */
function told(tree: ConfigTree): Map<string, string> {
  const all: [string, string][] = leavesOf(tree).map(([path, value]) => [
    path.join('\0'),
    value instanceof ReferenceNode ? `!${value.tag} ${value.argument}` : `${typeof value} ${value}`,
  ]);
  return new Map(all);
}

const TEXTS = [
  ...Object.entries(SPELLINGS),
  ...scenarioNames('valid').map((name) => [name, configText('valid', name)] as const),
];

edits('1000 random edits do what they say, and keep every other byte', () => {
  const next = random(14);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const counts = { done: 0, refused: 0 };
  for (let round = 0; round < 1000; round += 1) {
    const [name, text] = pick(TEXTS);
    const before = told(treeOf(text));
    const leaves = leavesOf(treeOf(text));
    const [path] = pick(leaves);
    const value = pick(['10.9.8.7', 'a b', 'x: y # z', '한글', '0123', `it's "1"`]);
    const parent = pick([path.slice(0, -1), ['server', 'private', 'add-agent'], ['runner', 'cache']]);
    const edit = pick<ConfigEdit>([
      { set: path, value },
      { set: [...parent, `new${round}`], value },
      { remove: path },
      { move: path, to: [...parent, `new${round}`] },
    ]);
    const result = editConfig(text, [edit]);
    const what = `${name} ${JSON.stringify(edit)}`;
    if ('problem' in result) {
      counts.refused += 1;
      continue;
    }
    counts.done += 1;
    const after = told(treeOf(result.text));
    const { gone, come } = changed(text, result.text);
    // In the tree exactly that leaf differs; a mapping that is emptied is a blank leaf, one that is filled was one.
    const target = ('set' in edit ? edit.set : 'move' in edit ? edit.to : []).join('\0');
    const source = ('remove' in edit ? edit.remove : 'move' in edit ? edit.move : []).join('\0');
    for (const [key, held] of after)
      if (key !== target && before.get(key) !== held)
        assert.ok(source.startsWith(`${key}\0`) && held === 'object null', `${what}: ${key}`);
    for (const [key, held] of before)
      if (key !== source && key !== target && after.get(key) !== held)
        assert.ok(target.startsWith(`${key}\0`), `${what}: ${key}`);
    if (target !== '')
      assert.is(after.get(target), 'set' in edit ? `string ${value}` : before.get(source), what);
    if (source !== '') assert.not.ok(after.has(source), what);
    // In the text, one place differs: a set takes away at most the former value, a removal brings nothing.
    if ('set' in edit) {
      assert.not.match(gone, /[\n#]/, what);
      if (!before.has(target)) assert.match(gone, /^(?:\s*(?:~|null))?$/, what);
    } else if ('remove' in edit) assert.is(come, '', what);
    else {
      // Moving is removing, and bringing in elsewhere.
      const rest = edited(text, { remove: edit.move });
      assert.is(changed(rest, result.text).gone, '', what);
    }
    for (const comment of text.match(/# .*[가-힣].*/g) ?? [])
      if ('set' in edit) assert.ok(result.text.includes(comment), what);
  }
  assert.ok(counts.done > 900, JSON.stringify(counts));
});

edits('a node that moves from list to list moves its line, and nothing else', () => {
  for (const [name, text] of Object.entries(SPELLINGS)) {
    const agents = ['server', 'private', 'add-agent'];
    const more = edited(text, { set: [...agents, 'agent8'], value: '172.31.10.202' });
    assert.is(changed(text, more).gone, '', name);
    const settled = edited(more, {
      move: [...agents, 'agent8'],
      to: ['server', 'private', 'agent', 'agent8'],
    });
    const gone = edited(settled, { remove: ['server', 'private', 'agent', 'agent8'] });
    // A flow that lost its last key is blank.
    assert.is(gone, text.replace('add-agent: {}', 'add-agent:'), name);
  }
});

edits.run();
