import { findPositions, parse } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
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
        return [{ path: inner, key: at((item as Node).range?.[0] ?? 0) }, ...walk(item as Node, inner)];
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

positions('CRLF and a byte order mark', () => {
  const found = findPositions('\uFEFFa: 1\r\nb:\r\n  c: 2\r\n');
  assert.equal(found.key(['a']), { line: 1, column: 1, length: 1 });
  assert.equal(found.value(['b', 'c']), { line: 3, column: 6, length: 1 });
});

positions('a path that does not exist falls back to its nearest parent', () => {
  assert.equal(findPositions('a:\n  b: 1\n').key(['a', 'x', 'y']), { line: 1, column: 1, length: 1 });
});

positions.run();
