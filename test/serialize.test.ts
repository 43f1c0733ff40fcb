import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { variable, variables } from '../packages/core/src/serialize/ansible.ts';
import { type Data, toJson } from '../packages/core/src/serialize/json.ts';
import { toProperties } from '../packages/core/src/serialize/properties.ts';
import { toToml } from '../packages/core/src/serialize/toml.ts';
import { toAnsibleYaml, toYaml } from '../packages/core/src/serialize/yaml.ts';
import { nastyStrings } from './support/nasty.ts';

const test = suite('serialize');

const nested: Data = {
  list: nastyStrings,
  mapping: Object.fromEntries(nastyStrings.map((string, index) => [`key${index}`, string])),
  keys: nastyStrings.map((string) => ({ [string]: string })),
  deep: [[[], {}], { a: { b: [{ c: [true, false, 0, -1, 10000, 9007199254740991] }] } }],
};

function readers(text: string): unknown[] {
  return [parse(text, { version: '1.1' }), parse(text, { version: '1.2' })];
}

test('YAML says the same to readers of YAML 1.1 and 1.2', () => {
  for (const read of readers(toYaml(nested))) assert.equal(read, nested);
});

test('any mixture of nasty strings is read back', () => {
  const random = generator(1);
  for (let round = 0; round < 2000; round++) {
    const data = { value: [pick(random) + pick(random) + pick(random)], [pick(random)]: pick(random) };
    for (const read of readers(toYaml(data))) assert.equal(read, data, JSON.stringify(data));
  }
});

test('words, addresses and URLs stay unquoted, and every string stands on one line', () => {
  const plain = [
    'uEngine',
    '172.31.0.2',
    'file:///opt/dcos_install_tmp',
    'Install docker (CE)',
    '/deployment',
  ];
  assert.is(toYaml(plain), plain.map((word) => `- ${word}\n`).join(''));
  assert.is(toYaml(nastyStrings).split('\n').length, nastyStrings.length + 1);
});

test('only printable characters of the basic plane are written raw', () => {
  const text = toYaml(nested);
  assert.not.match(text, /[^\n\u0020-\u007e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u);
  assert.match(text, '유엔진');
  assert.match(text, '"\\U0001f600"');
});

test('a value that occurs twice is written twice', () => {
  const twice = { node: 'a' };
  assert.is(toYaml({ one: twice, two: twice }), 'one:\n  node: a\ntwo:\n  node: a\n');
});

test('ansible gets what looks like a template as !unsafe, and nothing else', () => {
  assert.is(
    toAnsibleYaml({ a: '{{ x }}', b: ['{% x %}', 'x {# y'], '{{ c }}': 'd', e: '{x}', f: '}}' }),
    [
      '---',
      'a: !unsafe "{{ x }}"',
      'b:',
      '  - !unsafe "{% x %}"',
      '  - !unsafe "x {# y"',
      '"{{ c }}": d',
      'e: "{x}"',
      'f: "}}"',
      '',
    ].join('\n'),
  );
  assert.is(toYaml({ a: '{{ x }}' }), 'a: "{{ x }}"\n');
});

test('a comment stands above the data', () => {
  assert.is(toYaml({ a: 'b' }, 'one\ntwo'), '# one\n# two\n\na: b\n');
});

test('an empty mapping and an empty list are valid documents', () => {
  assert.is(toYaml({}), '{}\n');
  assert.is(toYaml([]), '[]\n');
});

test('what DC/OS cannot read is a bug of the output', () => {
  assert.throws(() => toYaml({ a: null as unknown as Data }));
  assert.throws(() => toYaml({ a: 1.5 }));
  assert.throws(() => toYaml({ a: Number.NaN }));
  assert.throws(() => toYaml({ a: undefined as unknown as Data }));
  assert.throws(() => toYaml([undefined as unknown as Data]));
});

test('JSON is read back, indented by two, and ends with one newline', () => {
  assert.equal(JSON.parse(toJson(nested)), nested);
  assert.is(toJson({ a: [1.5] }), '{\n  "a": [\n    1.5\n  ]\n}\n');
});

test("a section's keys become ansible's names, and its values stay what they are", () => {
  const section = { 'a-b-c': 'x-y', d: { 'e-f': 1 } };
  assert.equal(variable(section), { a_b_c: 'x-y', d: { 'e-f': 1 } });
  assert.equal(variables('of', section), { of_a_b_c: 'x-y', of_d: { 'e-f': 1 } });
});

function pick(random: () => number): string {
  return nastyStrings[Math.floor(random() * nastyStrings.length)] ?? '';
}

// Park and Miller's: the same numbers in every run.
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

test('properties are ASCII, one line each, and keep every character', () => {
  const values = new Map([
    ['a', 'plain: = # ! text'],
    ['b', ' x '],
    ['c', '\\ \t\n\r\f'],
    ['d', '한\u007f\u0000é'],
    ['e', ''],
    ['f', ' '],
    ['g', '  y'],
  ]);
  assert.is(
    toProperties(values, 'one\ntwo'),
    [
      '# one',
      '# two',
      '',
      'a: plain: = # ! text',
      'b: \\u0020x\\u0020',
      'c: \\\\ \\t\\n\\r\\f',
      'd: \\ud55c\\u007f\\u0000\\u00e9',
      'e:',
      'f: \\u0020',
      'g: \\u0020 y',
      '',
    ].join('\n'),
  );
});

test('TOML holds text, whole numbers and booleans, and refuses what the library would write all the same', () => {
  assert.is(
    toToml({ b: 'x"y', a: 1, c: { d: true, e: ['f'] } }),
    'b = "x\\"y"\na = 1\n\n[c]\nd = true\ne = [ "f" ]\n',
  );
  const refused: readonly (readonly [unknown, RegExp])[] = [
    ['\ud800', /half a surrogate pair/],
    [1.5, /neither text, a whole number nor a boolean/],
    [Number.NaN, /neither text, a whole number nor a boolean/],
    [null, /neither text, a whole number nor a boolean/],
    [undefined, /neither text, a whole number nor a boolean/],
  ];
  for (const [value, why] of refused) {
    assert.throws(() => toToml({ a: value as Data }), why);
    assert.throws(() => toToml({ a: { b: [value as Data] } }), why);
  }
  assert.throws(() => toToml({ '\ud800': 1 }), /half a surrogate pair/);
});

test.run();
