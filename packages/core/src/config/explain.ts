import type { ErrorObject } from 'ajv';
import { type Diagnostic, diagnose, type KeyPath } from '../diagnostic.ts';
import { type ConfigTree, lookUp } from '../parse/tree.ts';
import { type Schema, schemaAt } from './schema.ts';
import { suggest } from './suggest.ts';
import { isBlank } from './type.ts';

/** The validator's errors as diagnostics: one per place, none with a value in it. */
export function explainErrors(
  errors: readonly ErrorObject[],
  tree: ConfigTree,
  config: unknown,
): Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const error of errors) {
    const diagnostic = explain(error, tree, config);
    if (diagnostic === undefined) continue;
    const place = JSON.stringify([diagnostic.path, diagnostic.code === 'missing-key' && diagnostic.message]);
    if (!found.has(place)) found.set(place, diagnostic);
  }
  return [...found.values()];
}

function explain(error: ErrorObject, tree: ConfigTree, config: unknown): Diagnostic | undefined {
  const path = toPath(error.instancePath);
  switch (error.keyword) {
    case 'if':
      return undefined;
    case 'additionalProperties':
      return unknownKey(path, error.params.additionalProperty, config);
    case 'required':
      return missingKey(path, error.params.missingProperty, tree);
    case 'propertyNames':
      return badName([...path, error.params.propertyName], config);
    case 'pattern':
      // The name's own pattern error comes with the one of propertyNames, which says more.
      return error.propertyName === undefined ? invalidValue(path, tree, config) : undefined;
    case 'type':
      return wrongType(path, error.params.type, tree, config);
    default:
      return invalidValue(path, tree, config);
  }
}

function toPath(pointer: string): KeyPath {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function unknownKey(parent: KeyPath, key: string, config: unknown): Diagnostic {
  const known = Object.keys(schemaAt(parent, config)?.properties ?? {});
  const meant = suggest(key, known);
  return diagnose({
    code: 'unknown-key',
    message: parent.length === 0 ? 'unknown key' : `unknown key in ${parent.join('.')}`,
    path: [...parent, key],
    ...(meant === undefined ? {} : { hint: `did you mean \`${meant}\`?` }),
  });
}

function missingKey(parent: KeyPath, key: string, tree: ConfigTree): Diagnostic {
  const path = [...parent, key];
  if (isBlank(lookUp(tree, path)))
    return diagnose({ code: 'blank-key', message: `${path.join('.')} is blank, it needs a value`, path });
  return diagnose({ code: 'missing-key', message: `${path.join('.')} is missing`, path: parent });
}

function badName(path: KeyPath, config: unknown): Diagnostic {
  const parent = path.slice(0, -1);
  const expected = schemaAt(parent, config)?.propertyNames?.['x-expected'];
  const message =
    expected === undefined
      ? 'the name of a node must be a host name: letters, digits and dashes, at most 63, no dash at either end'
      : `a name in ${parent.join('.')} must be ${expected}`;
  return diagnose({ code: 'invalid-name', message, path });
}

function wrongType(path: KeyPath, type: string, tree: ConfigTree, config: unknown): Diagnostic {
  const written = lookUp(tree, path);
  if (isBlank(written))
    return diagnose({ code: 'blank-key', message: `${path.join('.')} is blank, it needs a value`, path });
  const hint = hintFor(type, written);
  return diagnose({
    code: 'wrong-type',
    message: `${path.join('.')} must be ${expected(schemaAt(path, config), type)}`,
    path,
    ...(hint === undefined ? {} : { hint }),
  });
}

const typeNames: Record<string, string> = {
  string: 'a single value',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of keys',
};

function expected(schema: Schema | undefined, type: string): string {
  const phrase = schema?.['x-expected'];
  return type === 'object' || type === 'array' || phrase === undefined ? (typeNames[type] ?? type) : phrase;
}

function hintFor(type: string, written: ConfigTree | undefined): string | undefined {
  if (type === 'string' && (typeof written === 'number' || typeof written === 'boolean'))
    return 'give it as text, in quotes';
  if (typeof written !== 'string') return undefined;
  if (type === 'boolean' && /^(?:yes|on|y|1)$/i.test(written)) return 'write true';
  if (type === 'boolean' && /^(?:no|off|n|0)$/i.test(written)) return 'write false';
  if (type === 'boolean' && /^(?:true|false)$/i.test(written)) return 'write it in lower case';
  if (type === 'integer' && /^[-+0-9]/.test(written))
    return 'write plain decimal digits, without leading zeros';
  return undefined;
}

function invalidValue(path: KeyPath, tree: ConfigTree, config: unknown): Diagnostic {
  if (isBlank(lookUp(tree, path)))
    return diagnose({ code: 'blank-key', message: `${path.join('.')} is blank, it needs a value`, path });
  const phrase = schemaAt(path, config)?.['x-expected'] ?? 'another value';
  return diagnose({ code: 'invalid-value', message: `${path.join('.')} must be ${phrase}`, path });
}
