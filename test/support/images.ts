import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type CheckoutFile, type Diagnostic, generate, type Schema } from '@uegen/core';
import * as assert from 'uvu/assert';
import { parseDocument } from 'yaml';
import { imageValues } from '../../packages/core/src/outputs/config-properties.ts';
import { sampleCluster } from './cluster.ts';
import { putAt, textPlaces } from './keys.ts';
import { leaves } from './leaves.ts';
import { nastyStrings } from './nasty.ts';
import { configText, root } from './scenarios.ts';

const keys = Object.keys(imageValues(sampleCluster()));

/** Texts that Maven, Java, Spring or YAML take for something else. */
export const nasty = [
  ...nastyStrings,
  ...['@a@', '@java.version@', '@db.password@', 'a@b@c', '@@', '@', 'a@', 'x @iam.port@ y', '"@host.iam@"'],
  ...[
    'C:\\a "b"',
    'x::\\y',
    'a:\\@b@',
    'é:\\',
    '=a',
    ':a',
    '!a',
    '#',
    'a=b:c',
    '\\',
    '\\\\',
    '\\u00e9',
    ' \\ ',
  ],
  ...[
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what Maven would resolve
    '${java.version}',
    '${x',
    'a${',
    '$',
    '{cipher}',
    'a{cipher}',
    '#{1+1}',
    '%{x}',
    '😀@😀@',
    '한글 "@" \'@\'',
  ],
].filter((text) => text !== '' && !/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(text));

/** The keys that take any text, with what the schema says about each. */
export const free = textPlaces().filter(
  ({ path, schema }) => keys.includes(path.join('.')) && takes(schema, 'a "b" # c 12345678'),
);

function takes(schema: Schema, text: string): boolean {
  const {
    pattern = '',
    minLength = 0,
    format,
  } = schema as { pattern?: string; minLength?: number; format?: string };
  return format === undefined && text.length >= minLength && new RegExp(pattern, 'u').test(text);
}

/** One build with values for as many of the free keys as it takes, and what it said of the others. */
export interface Round {
  values: ReadonlyMap<string, string>;
  properties: string;
  refusals: readonly Diagnostic[];
}

/** Builds the guide's config with these values in the place of its own. */
export function build(values: ReadonlyMap<string, string>, resources: readonly CheckoutFile[]): Round {
  const document = parseDocument(configText('valid', 'guide'), { schema: 'failsafe' });
  // GitLab's own mail takes fewer values.
  putAt(document, ['gitlab', 'smtp'], document.createNode('false'));
  for (const [key, value] of values)
    putAt(document, key.split('.'), Object.assign(document.createNode(value), { type: 'QUOTE_DOUBLE' }));
  const { files, diagnostics } = generate(document.toString({ lineWidth: 0 }), { outputs: [], resources });
  const refusals = diagnostics.filter(({ severity }) => severity === 'error');
  if (refusals.length === 0) return { values, properties: String(files[0]?.content), refusals };
  const refused = new Set(refusals.map(({ path }) => path.join('.')));
  const rest = build(new Map([...values].filter(([key]) => !refused.has(key))), resources);
  assert.ok(rest.values.size < values.size, refusals.map(({ message }) => message).join('\n'));
  return { ...rest, refusals: [...refusals, ...rest.refusals] };
}

/** Gives every free key the text, made longer where the schema wants it; a key that takes neither keeps its own. */
export function valuesOf(text: string): Map<string, string> {
  return new Map(
    free.flatMap(({ path, schema }): [string, string][] => {
      const value = [text, `${text}12345678`].find((shaped) => takes(schema, shaped));
      return value === undefined ? [] : [[path.join('.'), value]];
    }),
  );
}

/** What PyYAML finds in the resources once each of the properties has filled them, without any Java. */
export function fill(properties: readonly string[], resources: readonly CheckoutFile[]): unknown[] {
  const texts = Object.fromEntries(resources.map(({ source, content }) => [source, String(content)]));
  return ask(properties.map((text) => ({ properties: text, resources: texts })));
}

/** What PyYAML finds in resources that are filled already. */
export function parsed(filled: readonly Readonly<Record<string, string>>[]): unknown[] {
  return ask(filled.map((resources) => ({ properties: '', resources })));
}

function ask(requests: readonly object[]): unknown[] {
  const input = requests.map((request) => JSON.stringify(request)).join('\n');
  const script = join(root, 'test/support/fill_resources.py');
  const answers = execFileSync('python3', [script], { input, encoding: 'utf8', maxBuffer: 1e9 });
  return answers
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Where the value of a key arrives, and what stands on both sides of it there. */
interface Mark {
  leaf: string;
  around: readonly [before: string, after: string];
}

function marksOf(resources: readonly CheckoutFile[]): Map<string, Mark[]> {
  const names = free.map(({ path }) => path.join('.'));
  const token = (key: string) => `token${names.indexOf(key)}x`;
  const { properties } = build(new Map(names.map((key) => [key, token(key)])), resources);
  const found = leaves(fill([properties], resources)[0]);
  const marksFor = (key: string): Mark[] =>
    [...found].flatMap(([leaf, text]) => {
      const [before = '', after] = String(text).split(token(key));
      return after === undefined ? [] : [{ leaf, around: [before, after] }];
    });
  return new Map(
    names.map((key) => {
      const marks = marksFor(key);
      assert.ok(marks.length > 0, `${key} has no place`);
      return [key, marks];
    }),
  );
}

/** Fails unless each value arrives in all places of its key, and all else is as it was. Says how many places it saw. */
export function compare(
  rounds: readonly Round[],
  found: readonly unknown[],
  resources: readonly CheckoutFile[],
): number {
  const marks = marksOf(resources);
  const [plain] = fill([build(new Map(), resources).properties], resources);
  const before = leaves(plain);
  let compared = 0;
  for (const [index, { values }] of rounds.entries()) {
    const data = leaves(found[index]);
    const expected = new Map(before);
    for (const [key, value] of values)
      for (const { leaf, around } of marks.get(key) ?? []) {
        expected.set(leaf, around[0] + value + around[1]);
        compared++;
      }
    assert.equal(Object.fromEntries(data), Object.fromEntries(expected));
  }
  return compared;
}
