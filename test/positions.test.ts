import { findPositions, parse } from '@uegen/core';
import { load } from 'js-yaml';
import SourceMap from 'js-yaml-source-map';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, stringify } from 'yaml';
import { random } from './support/random.ts';
import { configText, scenarioNames } from './support/scenarios.ts';

const positions = suite('positions');

interface Place {
  path: string[];
  key: [number, number];
  value?: [number, number];
}

/** Every path of a text with the places that the `yaml` package gives for it. */
function places(text: string): Place[] {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    schema: 'failsafe',
    customTags: [tag('!env'), tag('!file')],
  });
  const at = (offset: number): [number, number] => [lines.linePos(offset).line, lines.linePos(offset).col];
  const walk = (node: Node | null, path: string[]): Place[] => {
    if (isSeq(node))
      return node.items.flatMap((item, index) => {
        const inner = [...path, String(index)];
        // A blank item stands where its dash is.
        const blank = isScalar(item) && item.source === '';
        const offset = (item as Node).range?.[0] ?? 0;
        const key = at(blank ? text.lastIndexOf('-', offset) : offset);
        return [{ path: inner, key }, ...walk(item as Node, inner)];
      });
    if (!isMap(node)) return [];
    return node.items.flatMap(({ key, value }) => {
      const inner = [...path, String((key as { value: unknown }).value)];
      const quoted = isScalar(key) && key.type !== 'PLAIN' ? 1 : 0;
      const place: Place = { path: inner, key: at(((key as Node).range?.[0] ?? 0) + quoted) };
      const scalar =
        isScalar(value) && value.type?.startsWith('BLOCK') === false && value.source !== ''
          ? value
          : undefined;
      if (scalar?.range && !scalar.tag && !scalar.anchor) place.value = at(scalar.range[0]);
      return [place, ...walk(value as Node, inner)];
    });
  };
  return walk(document.contents as Node, []);
}

const tag = (name: string) => ({ tag: name, resolve: (text: string) => text });

function check(text: string): number {
  const found = findPositions(text);
  const all = places(text);
  for (const { path, key, value } of all) {
    const actual = found.key(path);
    assert.equal([actual.line, actual.column], key, `key of ${path.join('.')}`);
    if (value === undefined) continue;
    const place = found.value(path);
    assert.equal([place.line, place.column], value, `value of ${path.join('.')}`);
  }
  return all.length;
}

for (const kind of ['valid', 'invalid'] as const)
  for (const name of scenarioNames(kind)) {
    const text = configText(kind, name);
    if (!('tree' in parse(text))) continue;
    positions(`every path of ${kind}/${name}`, () => assert.ok(check(text) > 20));
  }

positions("the guide's config has 75 paths", () => assert.is(check(configText('valid', 'guide')), 75));

positions("js-yaml-source-map knows every scalar of the guide's config at the same line", () => {
  const text = configText('valid', 'guide');
  const found = findPositions(text);
  const map = new SourceMap();
  const listen = map.listen();
  // It loses its place at a blank value unless that counts as an empty scalar.
  const steady = (event: 'open' | 'close', state: object & { kind?: string | null }) =>
    listener(event, event === 'close' && !state.kind ? { ...state, kind: 'scalar', result: '' } : state);
  const listener = listen as unknown as (event: string, state: object) => void;
  load(text, { listener: steady as never });
  const scalars = places(text).filter(({ value }) => value !== undefined);
  assert.is(scalars.length, 50);
  for (const { path } of scalars) assert.is(map.lookup(path)?.line, found.key(path).line, path.join('.'));
});

positions('keys like their values, quoted keys, comments, flow mappings, tags, anchors', () => {
  check(`# server: no
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
`);
});

positions('lists of mappings, also with blank, tagged and empty items', () => {
  check(`a: 1
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
      ab: {c: d}
      a[0]: b
flow: {a: [x, {b: c, d: [e]}], f: g}
flows: [{a: b}, [c, {d: e}]]
after: z
`);
});

positions('a list of names in braces, and dashes with nothing behind', () => {
  const found = findPositions('a: {b, c, d: e}\nf:\n-\n- # nothing\n- ~\n- g: h\n');
  const at = (...path: string[]) => `${found.key(path).line}:${found.key(path).column}`;
  assert.equal([at('a', 'b'), at('a', 'c'), at('a', 'd')], ['1:5', '1:8', '1:11']);
  assert.equal([at('f', '0'), at('f', '1'), at('f', '2'), at('f', '3', 'g')], ['3:1', '4:1', '5:3', '6:3']);
});

// Without a dash with nothing behind in a list of lists, which js-yaml takes for another list's.
positions('any mixture of mappings and lists, with keys that begin like others', () => {
  const next = random(1);
  const words = ['a', 'ab', 'abc', 'a.b', 'b', 'a-b', '0', '1', '10', 'a[0]', '유엔진'];
  const word = () => words[Math.floor(next() * words.length)] as string;
  const tree = (depth: number): unknown => {
    const kind = next();
    const size = Math.floor(next() * 4);
    if (depth === 0 || kind < 0.3) return kind < 0.1 ? null : word();
    if (kind < 0.6) return Array.from({ length: size }, () => tree(depth - 1) ?? 'a');
    return mapping(depth, size);
  };
  const mapping = (depth: number, size: number) =>
    new Map(Array.from({ length: size }, () => [word(), tree(depth - 1)]));
  for (let round = 0; round < 1000; round++) {
    const style = { indentSeq: next() < 0.5, nullStr: '', lineWidth: 0 };
    check(stringify(mapping(4, 4), { schema: 'failsafe', customTags: ['null'], ...style }));
  }
});

positions('CRLF and a byte order mark', () => {
  const found = findPositions('\uFEFFa: 1\r\nb:\r\n  c: 2\r\n');
  assert.equal(found.key(['a']), { line: 1, column: 1, length: 1 });
  assert.equal(found.value(['b', 'c']), { line: 3, column: 6, length: 1 });
});

positions('a path that does not exist falls back to its nearest parent', () => {
  assert.equal(findPositions('a:\n  b: 1\n').key(['a', 'x', 'y']), { line: 1, column: 1, length: 1 });
});

positions.run();
