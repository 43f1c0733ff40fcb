import { type Diagnostic, findPositions, generate, parseConfig } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseDocument } from 'yaml';
import { putAt, type SchemaKey, schemaKeys } from '../support/keys.ts';
import { configText } from '../support/scenarios.ts';

const keys = suite('every key of the schema');
const base = configText('valid', 'full');

/** The config that uses every key, with a value at this one where it is blank. */
function configWith(key: SchemaKey): string {
  const document = parseDocument(base);
  const found = document.getIn(key.path);
  if (found === undefined || found === null)
    putAt(document, key.path, document.createNode(key.schema.type === 'object' ? {} : 'x'));
  return document.toString();
}

/** The text with the key at `path` spelt otherwise. */
function rename(text: string, path: readonly string[], name: string): string {
  const { line, column, length } = findPositions(text).key(path);
  const lines = text.split('\n');
  const old = lines[line - 1] as string;
  lines[line - 1] = old.slice(0, column - 1) + name + old.slice(column - 1 + length);
  return lines.join('\n');
}

const misspellings = (name: string): string[] => [
  name.slice(0, -1),
  `${name}s`,
  name.slice(0, 1) + name.slice(2),
  name.length > 3 ? `${name.slice(0, -2)}${name.at(-1)}${name.at(-2)}` : `${name}x`,
];

/** True for the same name, and for one that a single letter more or less makes the same. */
function isNear(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return a === b || [...long].some((_, index) => long.slice(0, index) + long.slice(index + 1) === short);
}

function find(
  diagnostics: readonly Diagnostic[],
  code: string,
  path: readonly string[],
): Diagnostic | undefined {
  return diagnostics.find((one) => one.code === code && one.path.join('.') === path.join('.'));
}

const siblings = (key: SchemaKey): string[] =>
  schemaKeys()
    .filter(({ path }) => path.slice(0, -1).join('.') === key.path.slice(0, -1).join('.'))
    .map(({ path }) => path.at(-1) as string);

for (const key of schemaKeys()) {
  const name = key.path.at(-1) as string;
  const dotted = key.path.join('.');
  keys(`${dotted}: a misspelling is found at its place, with the right suggestion`, () => {
    const text = configWith(key);
    assert.ok('tree' in parseConfig(text), text);
    for (const wrong of misspellings(name)) {
      // A misspelling that is as near to a neighbour has two right suggestions.
      if (
        wrong === '' ||
        wrong === name ||
        siblings(key).some((other) => other !== name && isNear(wrong, other))
      )
        continue;
      const misspelt = rename(text, key.path, wrong);
      const path = [...key.path.slice(0, -1), wrong];
      const { diagnostics, files } = generate(misspelt);
      assert.is(files.length, 0);
      const found = find(diagnostics, 'unknown-key', path);
      assert.ok(found, `${wrong} in ${dotted}`);
      assert.equal(found.position, findPositions(misspelt).key(path));
      assert.is(found.hint, `did you mean \`${name}\`?`, `${wrong} in ${dotted}`);
    }
  });

  if (key.schema.type === undefined) continue;
  keys(`${dotted}: a value of the wrong type is found`, () => {
    const document = parseDocument(configWith(key));
    document.setIn(key.path, document.createNode(key.schema.type === 'object' ? 'text' : { a: 'b' }));
    const { diagnostics, files } = generate(document.toString());
    assert.is(files.length, 0);
    assert.ok(find(diagnostics, 'wrong-type', key.path), `${JSON.stringify(diagnostics)}`);
  });
  if (key.schema.type !== 'integer' && key.schema.type !== 'boolean') continue;
  keys(`${dotted}: text is no ${key.schema.type}`, () => {
    for (const wrong of ['0x16', '1e3', '1.0', '01', '+1', 'yes', 'True', 'no', '1_000', 'twelve']) {
      const document = parseDocument(configWith(key));
      document.setIn(key.path, document.createNode(wrong));
      const found = find(generate(document.toString()).diagnostics, 'wrong-type', key.path);
      assert.ok(found?.position, `${wrong}`);
    }
  });
}

keys.run();
