import { findPositions, generate, parseConfig } from '@uegen/core';
import { load } from 'js-yaml';
import SourceMap from 'js-yaml-source-map';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Lexer, stringify } from 'yaml';
import { entryCutter } from '../packages/core/src/parse/entries.ts';
import { configYaml } from '../packages/core/src/parse/yaml-schema.ts';
import { random } from './support/random.ts';
import { configText, scenarioNames } from './support/scenarios.ts';

const positions = suite('positions');

type Nodes = null | string | Nodes[] | Map<string, Nodes>;
type Listener = (event: 'open' | 'close', state: { kind?: string | null; result?: unknown }) => void;

/** The paths of all scalars below a node, or of everything. */
function paths(node: unknown, onlyScalars: boolean, path: string[] = []): string[][] {
  if (typeof node !== 'object' || node === null || 'argument' in node) return path.length > 0 ? [path] : [];
  const inner = node instanceof Map ? [...node] : Object.entries(node);
  const own = onlyScalars || path.length === 0 ? [] : [path];
  return [...own, ...inner.flatMap(([key, value]) => paths(value, onlyScalars, [...path, key as string]))];
}

/**
 * The sections of a config, each alone with its scalars in their places, and without what js-yaml-source-map loses its
 * place at: tags, empty lists, and lists of mappings (docs/decisions/0001-positions.md).
 */
function sectionsOf(text: string): string[] {
  const calm = text
    .replace(/!(?:env|file) |\[\]|\{\}/g, (found) => ' '.repeat(found.length))
    .replace(/^disks:\n(?:[ -].*\n)+/m, hidden);
  const starts = [...calm.matchAll(/^[\w"']/gm)].map(({ index }) => index);
  return starts.map((start, index) => hidden(calm.slice(0, start)) + calm.slice(start, starts[index + 1]));
}

function hidden(text: string): string {
  return text.replace(/^.+$/gm, '#');
}

/** Holds every scalar's key against js-yaml-source-map, which tells where a key or an item ends; answers how many. */
function checkByWitness(text: string): number {
  const lines = text.split('\n');
  const found = findPositions(text);
  let count = 0;
  for (const section of sectionsOf(text)) {
    const map = new SourceMap();
    const listen = map.listen() as unknown as Listener;
    // It loses its place at a blank value unless that counts as an empty scalar.
    const steady: Listener = (event, state) =>
      listen(event, event === 'close' && !state.kind ? { ...state, kind: 'scalar', result: '' } : state);
    for (const path of paths(load(section, { listener: steady as never }), true)) {
      const { line, column, length } = found.key(path);
      const quote = /["']/.test(lines[line - 1]?.[column - 2] ?? '') ? 1 : 0;
      const told = map.lookup(path);
      assert.equal([told?.line, told?.column], [line, column + length + quote], path.join('.'));
      count++;
    }
  }
  return count;
}

for (const kind of ['valid', 'invalid'] as const)
  for (const name of scenarioNames(kind)) {
    const text = configText(kind, name);
    if ('tree' in parseConfig(text))
      positions(`${kind}/${name}, as js-yaml-source-map`, () => assert.ok(checkByWitness(text) > 15));
  }

positions("all scalars of the guide's config, as js-yaml-source-map", () => {
  assert.is(checkByWitness(configText('valid', 'guide')), 59);
});

/** A list as it is written below. */
function inText(list: string): string[] {
  return list.trim().split(/(?:,|\n) +/);
}

/** Where everything stands, as `path key`, and `path key value` where the value has a place of its own. */
function placesOf(text: string): string[] {
  const parsed = parseConfig(text);
  if (!('tree' in parsed)) throw new Error(parsed.diagnostics[0]?.message);
  const { key, value } = findPositions(text);
  return paths(parsed.tree, false).map((path) => {
    const [ofKey, ofValue] = [key(path), value(path)].map(({ line, column }) => `${line}:${column}`);
    return [path.join(' / '), ofKey, ofValue === ofKey ? '' : ofValue].join(' ').trimEnd();
  });
}

positions('keys like their values, quoted keys, comments, flow mappings, tags, anchors', () => {
  const text = `# server: no
a: a
ab: # a: 1
  # ab: 2
  a: ab
  "b c": 'a' # b c
  'd': "x: y"
flow: {a: 1, b: "2", 'c': [x, y], d: {e: f}}
env: !env a
file: !file b
after: c
anchor: &anchor d
alias: *anchor
blank:
last: ~
empty: {}
none: []
nested:
  empty: {}
  after: 1
items:
- one
- one
- items
`;
  assert.equal(
    placesOf(text),
    inText(`
    a 2:1 2:4, ab 3:1, ab / a 5:3 5:6, ab / b c 6:4 6:10, ab / d 7:4 7:8, flow 8:1, flow / a 8:8 8:11
    flow / b 8:14 8:17, flow / c 8:23, flow / c / 0 8:28, flow / c / 1 8:31, flow / d 8:35
    flow / d / e 8:39 8:42, env 9:1 9:6, file 10:1 10:7, after 11:1 11:8, anchor 12:1 12:9
    alias 13:1 13:8, blank 14:1, last 15:1 15:7, empty 16:1, none 17:1, nested 18:1, nested / empty 19:3
    nested / after 20:3 20:10, items 21:1, items / 0 22:3, items / 1 23:3, items / 2 24:3`),
  );
});

positions('lists of mappings, also with blank, tagged and empty items', () => {
  const text = `a: 1
disks:
- nodes: master
  device: /dev/a2
-
  device: /dev/a
  nodes:
- {device: /dev/c, nodes: [x, y]}
- device: !env X
  mount: /z
- {}
- device: ""
  nodes:
    - device
    - nodes
  0: device
  more:
    - a.b: c
      a: {b: c}
    - a: b
      a[0]: b
flow: {a: [x, {b: c, d: [e]}], f: g}
flows: [{a: b}, [c, {d: e}]]
names: {a, b, c: d}
dashes:
-
- # nothing
- ~
- g: h
- - a
  -
  - - b
-
0x10: 0x20
lines: a
  b
block: |
  text
end: |`;
  assert.equal(
    placesOf(text),
    inText(`
    a 1:1 1:4, disks 2:1, disks / 0 3:3, disks / 0 / nodes 3:3 3:10, disks / 0 / device 4:3 4:11
    disks / 1 6:3, disks / 1 / device 6:3 6:11, disks / 1 / nodes 7:3, disks / 2 8:3
    disks / 2 / device 8:4 8:12, disks / 2 / nodes 8:20, disks / 2 / nodes / 0 8:28
    disks / 2 / nodes / 1 8:31, disks / 3 9:3, disks / 3 / device 9:3 9:11, disks / 3 / mount 10:3 10:10
    disks / 4 11:3, disks / 5 12:3, disks / 5 / 0 16:3 16:6, disks / 5 / device 12:3 12:11
    disks / 5 / nodes 13:3, disks / 5 / nodes / 0 14:7, disks / 5 / nodes / 1 15:7
    disks / 5 / more 17:3, disks / 5 / more / 0 18:7, disks / 5 / more / 0 / a.b 18:7 18:12
    disks / 5 / more / 0 / a 19:7, disks / 5 / more / 0 / a / b 19:11 19:14, disks / 5 / more / 1 20:7
    disks / 5 / more / 1 / a 20:7 20:10, disks / 5 / more / 1 / a[0] 21:7 21:13, flow 22:1
    flow / a 22:8, flow / a / 0 22:12, flow / a / 1 22:15, flow / a / 1 / b 22:16 22:19
    flow / a / 1 / d 22:22, flow / a / 1 / d / 0 22:26, flow / f 22:32 22:35, flows 23:1, flows / 0 23:9
    flows / 0 / a 23:10 23:13, flows / 1 23:17, flows / 1 / 0 23:18, flows / 1 / 1 23:21
    flows / 1 / 1 / d 23:22 23:25, names 24:1, names / a 24:9, names / b 24:12, names / c 24:15 24:18
    dashes 25:1, dashes / 0 26:1, dashes / 1 27:1, dashes / 2 28:3, dashes / 3 29:3
    dashes / 3 / g 29:3 29:6, dashes / 4 30:3, dashes / 4 / 0 30:5, dashes / 4 / 1 31:3
    dashes / 4 / 2 32:5, dashes / 4 / 2 / 0 32:7, dashes / 5 33:1, 0x10 34:1 34:7
    lines 35:1, block 37:1, end 39:1`),
  );
});

// Every word stands once in the text, so that looking for it is a witness of its own.
positions('any mixture of mappings and lists, with keys that begin like others', () => {
  const next = random(1);
  const stems = ['a', 'ab', 'abc', 'a.b', 'b', 'a-b', '0', '1', '10', 'a[0]', '유엔진'];
  let count = 0;
  const word = () => `${stems[Math.floor(next() * stems.length)]}${count++}x`;
  const some = <T>(make: () => T) => Array.from({ length: 1 + Math.floor(next() * 4) }, make);
  const tree = (depth: number): Nodes => {
    const kind = next();
    if (depth === 0 || kind < 0.3) return word();
    return kind < 0.6 ? some(() => tree(depth - 1)) : mapping(depth);
  };
  const mapping = (depth: number): Nodes =>
    new Map(some((): [string, Nodes] => [word(), next() < 0.1 ? null : tree(depth - 1)]));
  for (let round = 0; round < 1000; round++) {
    count = 0;
    const style = { indentSeq: next() < 0.5, nullStr: '', lineWidth: 0 };
    const root = mapping(4);
    checkWords(root, stringify(root, { schema: 'failsafe', customTags: ['null'], ...style }));
  }
});

function checkWords(root: Nodes, text: string): void {
  const places = new Map<string, string>();
  for (const [index, line] of text.split('\n').entries())
    for (const found of line.matchAll(/[^\s:"-][^\s:"]*x/g))
      places.set(found[0], `${index + 1}:${found.index + 1}`);
  const { key, value } = findPositions(text);
  const check = (node: Nodes, path: string[]): void => {
    const at = [key(path), value(path)].map(({ line, column }) => `${line}:${column}`);
    const name = path.at(-1) ?? '';
    const own = places.get(name) ?? itemPlace(node, places);
    assert.equal(
      at,
      [own, typeof node === 'string' ? places.get(node) : own],
      `${path.join(' / ')} of\n${text}`,
    );
    const inner = node instanceof Map ? [...node] : Array.isArray(node) ? [...node.entries()] : [];
    for (const [part, child] of inner) check(child, [...path, String(part)]);
  };
  for (const [name, node] of root as Map<string, Nodes>) check(node, [name]);
}

// An item stands where its first word does, a list in a list where its own dash does.
function itemPlace(item: Nodes, places: ReadonlyMap<string, string>, dashes = 0): string {
  if (Array.isArray(item)) return itemPlace(item[0] ?? null, places, dashes + 1);
  const word = item instanceof Map ? [...item.keys()][0] : item;
  const [line, column] = (places.get(word ?? '') ?? '').split(':').map(Number) as [number, number];
  return `${line}:${column - 2 * dashes}`;
}

/** Of each path, the places by entries cut out of the text, which differ from those by the whole text. */
function differences(text: string): string[] {
  const parsed = parseConfig(text);
  if (!('tree' in parsed)) throw new Error(`${parsed.diagnostics[0]?.message} in\n${text}`);
  // A tree that isn't one is no proof of any cut.
  const [cut, whole] = [findPositions(text, parsed.tree), findPositions(text, '')];
  const all = [...paths(parsed.tree, false), ['nothing'], ['server', 'nothing', 'below']];
  return all
    .map((path) => [path, cut, whole].map((of) => (of === path ? path : places(of as typeof cut, path))))
    .filter(([, left, right]) => left !== right)
    .map((found) => found.join('   '));
}

function places({ key, value }: ReturnType<typeof findPositions>, path: readonly string[]): string {
  return JSON.stringify([key(path), value(path)]);
}

positions('the same of an entry alone and of the whole text, in every fixture, also with CRLF', () => {
  for (const kind of ['valid', 'invalid'] as const)
    for (const name of scenarioNames(kind)) {
      const text = configText(kind, name);
      if (!('tree' in parseConfig(text))) continue;
      assert.equal(differences(text), [], name);
      if (kind === 'valid') assert.equal(differences(text.replaceAll('\n', '\r\n')), [], `${name} with CRLF`);
    }
});

const DECOYS: Readonly<Record<string, string>> = {
  'a key in a quote': 'a: "x\nb: 1\nc: 2"\nb: 3\nc: "x\nd"\nd: 4\n',
  'a key in a text of several lines': 'a:\n  b: |\n    a: 1\n    b: 2\n  c: >\n   b: 1\nb: 3\n',
  'a dash in a quote': 'a:\n- "x\n- y"\n- z\nb: 1\n',
  'a dash in a text': 'a:\n  - |\n    - x\n  - z\n',
  'lists as far left as keys': 'a:\n- b:\n  - c\n  - d: e\n    f: g\n- - h\n  - i: j\n    k: l\n# m\nn: o\n',
  'lists of lists of mappings': 'a:\n  - - - b: c\n        d: e\n      - f\n    - g\n  -\n    - h: i\n',
  'numbers, which an object puts in their order': 'b: 1\n10: 2\n2: 3\n',
  'numbers in their order': '2: a\n10:\n  3: b\n  4: c\n',
  'anchors, tags, aliases':
    'a: &a#b # c\n  b: 1\n  c: &d\n    - e\nf: *a#b\ng: &h\n- i\nj: !!map\n  k: 1\nl: [*d, *h]\n',
  'an anchor that a comment seems to follow': 'a: &b#c\n  d: 1\ne: *b#c\n',
  'keys in quotes, and beside their colons': '"a": 1\nb : 2\n\'c\':\n  "d": 3\n? e\n: f\n',
  'the start and the end of a document': '# a\n--- # b\na: 1\nb:\n  c: 2\n...\n',
  'a document that begins behind its mark': '--- {a: 1, b: [c, d]}\n',
  'flows over several lines': 'a: {b: [c,\n  d], e:\n  f}\ng:\n  [h,\n   i: j]\n',
  'a return alone': 'a: 1\rb: 2\rc:\r  d: 3\n',
  'tabs and blanks': 'a:\t1\n\t\n   \nb:  \t\n  \t\n  c:\t# d\n    - e\t\n\n  f: g\n',
  'values that read as the mark before them':
    "a: |-\n  |-\nb: &c '&c'\nn: *c\nd: '#'\ne: # '#'\n  '#'\nf: &g g\nh: *g\ni: '''j'\nk: \"l\"\nm: >\n  m\n",
  'plain values in all their places':
    'a: b # c\naa: "b b"\nac: \'d\'\'\'\nae: ""\naf: "g\\"" # h\nai: \'j\' # k\nal:\n- "m"\n- \'n\'\nd:\n  e\nf: g\n  h\ni:\n- j\n-\n  k\n- -l # m\n- n: o\np:  \nq: r#s\nt: 유\nu: ~\nv:\n  # w\n  x\ny: z',
  'keys like others': 'a: 1\na.b: 2\na-b:\n  a: 3\n  a.b: 4\n유엔진:\n  이름: 값\n',
};

positions('the same of an entry alone and of the whole text, where lines are not what they seem', () => {
  for (const [name, text] of Object.entries(DECOYS)) assert.equal(differences(text), [], name);
  // Of this one yaml reads the first key only, where it is given the whole.
  assert.equal(findPositions(' a: "\na: x"\n b: 1\n').value(['b']), { line: 3, column: 5, length: 1 });
});

/** Each begins more lines like keys or items than there are. */
const NEVER_CUT = [
  'a: "x\nb: 1\nc: 2"\nb: 3\n',
  'a: 1\rb: "x\nb: y"\nc: 3\n',
  '- "x\n- y"\n- z\n',
  'b: 1\n10: 2\n',
];

positions('a text that lines do not tell apart is not cut', () => {
  for (const text of NEVER_CUT) {
    const tree = load(text, { schema: configYaml }) as never;
    assert.is(entryCutter(text)(tree), undefined, text);
    assert.type(entryCutter('a:\n  b: 1\n')({ a: { b: '1' } }), 'function');
  }
});

/** The length of what yaml's lexer reads meanwhile. */
function lexed(work: () => unknown): number {
  const { lex } = Lexer.prototype;
  let length = 0;
  Lexer.prototype.lex = function (source, ...rest) {
    length += source.length;
    return lex.call(this, source, ...rest);
  };
  try {
    work();
  } finally {
    Lexer.prototype.lex = lex;
  }
  return length;
}

positions('for a few mistakes only their own lines are read again, however large the rest is', () => {
  const guide = configText('valid', 'guide');
  const withAgents = (count: number) =>
    guide.replace(/ {4}agent:\n(?: {6}agent\d+: .*\n)+/, () => {
      const agents = Array.from(
        { length: count },
        (_, i) => `      agent${i + 1}: 10.9.${i >> 8}.${i & 255}\n`,
      );
      return `    agent:\n${agents.join('')}`;
    });
  const read = (text: string, port: string) =>
    lexed(() => generate(text.replace('ssh_port: 22', `ssh_port: ${port}`)));
  const few = read(withAgents(10), String.raw`"\x78"`);
  assert.ok(few > 5 && few < guide.length / 2, `${few} of ${guide.length}`);
  assert.is(read(withAgents(3000), String.raw`"\x78"`), few);
  // What is spelt as it reads needs no reading.
  for (const port of ['x', "'x'", '"x"']) assert.is(read(guide, port), 0, port);
});

positions('behind the first 128 KiB of an entry, the place of what it lies in', () => {
  const text = `before: 1\nlist: [${'abc, '.repeat(40_000)}d]\nafter: {b: 2}\n`;
  const { key, value } = findPositions(text);
  assert.equal(value(['list', '0']), { line: 2, column: 8, length: 3 });
  assert.equal(value(['list', '20000']), { line: 2, column: 100_008, length: 3 });
  assert.equal(value(['list', '30000']), { line: 2, column: 1, length: 4 });
  assert.equal(key(['list', '39999']), { line: 2, column: 1, length: 4 });
  assert.equal(value(['after', 'b']), { line: 3, column: 12, length: 1 });
  // Of what is cut in two, nothing is told: the end of the part lies within a word, or right behind it.
  for (let shift = 0; shift < 6; shift++) {
    const shifted = findPositions(`list: [${'x'.repeat(shift + 1)}, ${'abc, '.repeat(40_000)}d]\n`);
    for (let index = 26_200; index < 26_230; index++) {
      const { column, length } = shifted.value(['list', String(index)]);
      assert.ok(
        (column === 1 && length === 4) || (column === shift + 6 + index * 5 && length === 3),
        `${shift} ${index} ${column}`,
      );
    }
  }
});

positions('in the first 128 KiB of an entry, exact wherever the part that is read first ends', () => {
  for (let shift = 0; shift < 10; shift++) {
    const before = 'x'.repeat(shift + 1);
    const list = findPositions(`list: [${before}, ${'abc, '.repeat(8_000)}d]\n`);
    const mapping = findPositions(
      `map: {${before}: 1, ${Array.from({ length: 4_000 }, (_, i) => `k${1000 + i}: v, `).join('')}d: e}\n`,
    );
    for (let index = 6_540; index < 6_560; index++)
      assert.equal(list.value(['list', String(index)]), {
        line: 1,
        column: shift + 6 + index * 5,
        length: 3,
      });
    for (let index = 3_260; index < 3_290; index++)
      assert.is(mapping.value(['map', `k${1000 + index}`]).column, shift + 20 + index * 10, `k${index}`);
  }
});

positions('CRLF and a byte order mark', () => {
  const found = findPositions('\uFEFFa: 1\r\nb:\r\n  c: 2\r\n');
  assert.equal(found.key(['a']), { line: 1, column: 1, length: 1 });
  assert.equal(found.value(['b', 'c']), { line: 3, column: 6, length: 1 });
});

positions('a path that does not exist falls back to its nearest parent', () => {
  const { key, value } = findPositions('a:\n  b: 1\n');
  assert.equal(key(['a', 'x', 'y']), { line: 1, column: 1, length: 1 });
  assert.equal(value(['a', 'b', 'c']), { line: 2, column: 3, length: 1 });
  assert.equal([key([]), value([])], Array(2).fill({ line: 1, column: 1, length: 1 }));
});

positions.run();
