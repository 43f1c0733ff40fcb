import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Document, Lexer, parseDocument, visit } from 'yaml';
import { unusedAnchors } from '../packages/core/src/parse/anchors.ts';
import { MARKS } from '../packages/core/src/parse/lexer-marks.ts';
import { positionFinder } from '../packages/core/src/parse/line-column.ts';
import {
  MAX_CONFIG_LENGTH,
  type ParsedConfig,
  parseConfig,
  withoutBom,
} from '../packages/core/src/parse/parse.ts';
import { isMapping, lookUp, ReferenceNode } from '../packages/core/src/parse/tree.ts';
import { random } from './support/random.ts';

const text = suite('the text of config.yml');

/** The code and place of the first that is wrong with a text, with its sentence; '' for nothing. */
function said(parsed: ParsedConfig): string {
  if ('tree' in parsed) return '';
  const [first] = parsed.diagnostics;
  assert.ok(first);
  const { code, position, message, hint } = first;
  const place = position === undefined ? '' : ` ${position.line}:${position.column}`;
  return `${code}${place}: ${message}${hint === undefined ? '' : ` (${hint})`}`;
}

text('stays text, whatever it looks like', () => {
  const parsed = parseConfig('a: 0123\nb: yes\nc: 1.10\nd: ~\ne:\nf: "null"\ng: 2001-01-01\nh: [1, Null]\n');
  assert.equal(parsed, {
    tree: { a: '0123', b: 'yes', c: '1.10', d: null, e: null, f: 'null', g: '2001-01-01', h: ['1', null] },
  });
});

text('holds references as such', () => {
  const parsed = parseConfig('a: !env NAME\nb: !file some/path\nc: {tag: env, argument: NAME}');
  assert.ok('tree' in parsed);
  const { a, b, c } = parsed.tree;
  assert.ok(a instanceof ReferenceNode && b instanceof ReferenceNode);
  assert.equal([a.tag, a.argument, b.tag, b.argument], ['env', 'NAME', 'file', 'some/path']);
  assert.ok(isMapping(c));
});

text('is one mapping of a size that can be read', () => {
  assert.is(said(parseConfig('a: b'.padEnd(MAX_CONFIG_LENGTH, ' '))), '');
  assert.is(
    said(parseConfig('a: b'.padEnd(MAX_CONFIG_LENGTH + 1, ' '))),
    'too-large: the config is larger than 16 MiB',
  );
  assert.match(said(parseConfig('a: b\n---\nc: d')), /^multiple-documents/);
  for (const empty of ['', '# only\n', '~', '""', '\uFEFF'])
    assert.is(said(parseConfig(empty)), 'empty-config: the config is empty', empty);
  assert.match(said(parseConfig('- a')), /^not-a-mapping: the config is a list/);
  assert.match(said(parseConfig('a')), /^not-a-mapping: the config is a single value/);
  assert.is(withoutBom('\uFEFFa'), 'a');
  assert.is(withoutBom('a\uFEFF'), 'a\uFEFF');
  assert.equal(parseConfig('\uFEFFa: b'), { tree: { a: 'b' } });
});

for (const [config, expected] of [
  [
    'a: *b',
    'yaml-syntax 1:4: a value that starts with * is an alias in YAML (put the value in single quotes',
  ],
  ['a: x\nb: !c d', 'yaml-syntax 2:4: a value that starts with ! is a tag in YAML'],
  ['a: !env', 'yaml-syntax 1:4: a value that starts with ! is a tag in YAML'],
  [
    'a: b\na: c',
    'yaml-syntax 2:1: the key is given twice in this mapping, first in line 1 (remove one of them)',
  ],
  ['a:\n\tb: c', 'yaml-syntax 2:1: YAML must be indented by spaces, not tabs'],
  ["a: 'b", 'yaml-syntax 1:4: a quote that is opened here is never closed'],
  ['a: "\\q"', 'yaml-syntax 1:5: a backslash in double quotes starts an escape'],
  ['a: b\u0007', 'yaml-syntax 1:5: the config holds a control character (remove it)'],
  ['a: @b', 'yaml-syntax 1:4: a value cannot start with @ or ` in YAML'],
  ['a: %b', 'yaml-syntax 1:4: a value cannot start with % in YAML'],
  ['a: - b', 'yaml-syntax 1:4: a value cannot start with "- " or "? " in YAML'],
  ['a: b: c', 'yaml-syntax 1:5: a value that holds ": " looks like a mapping in YAML'],
  ["a: 'b'c", 'yaml-syntax 1:7: something follows the closing quote'],
  [
    'a: &b c',
    'yaml-syntax 1:4: a value that starts with & is an anchor in YAML, and nothing refers to this one',
  ],
] as const)
  text(`${JSON.stringify(config)} is explained at its place`, () => {
    const found = said(parseConfig(config));
    assert.ok(found.startsWith(expected), found);
  });

text('is never quoted in what is said about it', () => {
  for (const config of [
    'a: *geheim',
    'a: !geheim b',
    'a: "geheim',
    "a: 'x'geheim",
    'geheim: a\ngeheim: b',
    'a: &geheim b',
  ])
    assert.not.match(said(parseConfig(config)), 'geheim');
});

text('may use an anchor that is referred to, and hold one inside of a value', () => {
  for (const config of ['a: &x b\nc: *x', 'a: b &c', "a: '&b'", 'a: |\n  &b\n'])
    assert.equal(unusedAnchors(config), [], config);
  assert.equal(unusedAnchors('a: &x b\nc: *x\nd: &y e')[0]?.position, { line: 3, column: 4, length: 1 });
  assert.equal(unusedAnchors('[&a b]')[0]?.position?.column, 2);
  assert.equal(unusedAnchors('# a &b\na: c # d &e'), []);
  for (const config of [
    'a: ["x\n # y", &b c]',
    "a: ['x #', &b c]",
    '# "\na: &b c',
    '[b, # c\n &d e]',
    'a: b#\n&c d: e',
  ])
    assert.ok(unusedAnchors(config).length > 0, config);
});

function holdsAnchor(document: Document): boolean {
  const anchors: unknown[] = [];
  visit(document, { Node: (_, node) => void ('anchor' in node && anchors.push(node.anchor)) });
  return anchors.some((anchor) => anchor !== undefined);
}

text('has its anchors found wherever quotes, comments and blocks stand', () => {
  const draw = random(7);
  const pieces = [
    '&',
    '&a',
    ' ',
    ' #',
    '#',
    '"',
    "'",
    '\n',
    '\n  ',
    'a',
    'b: ',
    ', ',
    '- ',
    '[',
    ']',
    '|\n',
    '\r\n',
    '\u2028',
  ];
  let found = 0;
  for (let round = 0; round < 10_000; round++) {
    const length = 3 + Math.floor(draw() * 9);
    const config = `k: ${Array.from({ length }, () => pieces[Math.floor(draw() * pieces.length)]).join('')}`;
    const document = parseDocument(config, { uniqueKeys: false });
    if (document.errors.length > 0) continue;
    if (!holdsAnchor(document)) continue;
    found += 1;
    assert.ok(unusedAnchors(config).length > 0, JSON.stringify(config));
  }
  assert.ok(found > 150, String(found));
});

text('is cut into tokens of which only the marks are no part of it', () => {
  const config = 'a: "b"\nc: [d, {e: f}]\n# g\nh: |\n  i\n';
  const tokens = [...new Lexer().lex(config)];
  assert.is(tokens.filter((token) => !MARKS.includes(token)).join(''), config);
  assert.ok(tokens.some((token) => MARKS.includes(token)));
});

text('has lines and columns from 1', () => {
  const at = positionFinder('ab\n\ncd\n');
  for (const [offset, line, column] of [
    [0, 1, 1],
    [2, 1, 3],
    [3, 2, 1],
    [4, 3, 1],
    [5, 3, 2],
    [7, 4, 1],
  ] as const)
    assert.equal(at(offset, 2), { line, column, length: 2 }, String(offset));
});

text('is looked into along a path', () => {
  const tree = { a: [{ b: 'c' }], d: null };
  assert.is(lookUp(tree, ['a', '0', 'b']), 'c');
  assert.is(lookUp(tree, []), tree);
  assert.is(lookUp(tree, ['d']), null);
  for (const path of [['a', '1'], ['a', 'x'], ['d', 'e'], ['toString'], ['a', '0', 'b', 'c']])
    assert.is(lookUp(tree, path), undefined, path.join('.'));
  assert.equal([isMapping({}), isMapping([]), isMapping(null), isMapping('a')], [true, false, false, false]);
});

text.run();
