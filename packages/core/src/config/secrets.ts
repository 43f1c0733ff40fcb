import type { KeyPath } from '../diagnostic.ts';
import { type ConfigTree, isMapping } from '../parse/tree.ts';
import { remembered } from '../remembered.ts';
import { childSchema, configSchema, type Schema, schemaAt, settle } from './schema.ts';

/**
 * True where the schema marks the value at `path` as a secret, or says nothing of it: a key that nobody knows and a
 * section that is the operator's own may hold one under any name.
 */
export function isSecret(path: KeyPath): boolean {
  const schema = schemaAt(path, undefined);
  return schema === undefined || schema['x-secret'] === true || isFree(schema);
}

/** True where a single value may be a secret because it stands in the place of a section that holds some: `db: my-own-pw`. */
export function mayHoldSecret(path: KeyPath): boolean {
  return isSecret(path) || hidesAnySecret(sectionAt(path));
}

const hidesAnySecret = remembered((section: Schema) => hidesSecret(section, new Set()));

/** The schema at `path` for a mapping, as if what it lies in were {@link nested}. */
function sectionAt(path: KeyPath): Schema {
  let schema: Schema | undefined = configSchema;
  for (const [index, key] of path.entries()) {
    schema = childSchema(schema, key);
    if (schema === undefined) return {};
    schema = settle(schema, isIndex(path[index + 1] ?? '') ? [] : {});
  }
  return schema;
}

/** A config that holds nothing but a value at a path. */
export function nested(path: KeyPath, value: ConfigTree): ConfigTree {
  return path.reduceRight<ConfigTree>(
    (inner, key) => (isIndex(key) ? Object.assign([], { [key]: inner }) : { [key]: inner }),
    value,
  );
}

// A list has one place for a number; a mapping with such a name is taken for one, and nobody knows what it holds.
function isIndex(key: string): boolean {
  return /^\d{1,9}$/.test(key);
}

/**
 * Whether a text may be shown that stands at `path` without being right there. Under a name of the operator's own, what
 * isn't made of digits and dots may be anything, and a text that looks like an address with a login is one anywhere.
 */
export function isShowable(path: KeyPath, text: string): boolean {
  return !mayHoldSecret(path) && !mayHoldLogin(text) && (isNamed(path) || /^[\d.\s"']*$/.test(text));
}

// `https://user:password@host`, `user:password@host`, `https://host?token=…`: no place of the config takes one.
function mayHoldLogin(text: string): boolean {
  return /:\S*@|:\/\/\S*\?/.test(text);
}

/** Every secret of a typed config, the longest first; what `extra-public` lists is none. */
export function secretValues(config: unknown): string[] {
  const values = new Set<string>();
  const shown = publicExtras(config as ConfigTree);
  const visit = (node: unknown, path: KeyPath): void => {
    if (typeof node === 'object' && node !== null)
      for (const [key, value] of Object.entries(node)) visit(value, [...path, key]);
    else if (typeof node === 'string' && node !== '' && isSecret(path) && !shown.has(path.join('.')))
      values.add(node);
  };
  visit(config, []);
  return [...values].sort((left, right) => right.length - left.length);
}

/** The dotted paths below `extra` whose values the config itself calls no secret. */
export function publicExtras(config: ConfigTree): ReadonlySet<string> {
  const listed = isMapping(config) ? config['extra-public'] : undefined;
  const names = Array.isArray(listed) ? listed : [];
  return new Set(names.map((name) => `extra.${String(name)}`));
}

// Neither its type nor its parts are known.
function isFree(schema: Schema): boolean {
  const { type, properties, items, additionalProperties, enum: choices } = schema;
  return [type, properties, items, additionalProperties, choices].every((part) => part === undefined);
}

function hidesSecret(schema: Schema, seen: Set<string>): boolean {
  if (schema.$ref !== undefined && schema['x-secret'] !== true) {
    if (seen.has(schema.$ref)) return false;
    seen.add(schema.$ref);
  }
  return [settle(schema, {}), settle(schema, '')].some((settled) => {
    if (settled['x-secret'] === true || isFree(settled)) return true;
    const { properties = {}, items, additionalProperties } = settled;
    const further = typeof additionalProperties === 'object' ? [additionalProperties] : [];
    const inner = [...Object.values(properties), ...(items === undefined ? [] : [items]), ...further];
    return inner.some((child) => hidesSecret(child, seen));
  });
}

function isNamed(path: KeyPath): boolean {
  const parent = schemaAt(path.slice(0, -1), nested(path, ''));
  return parent?.items !== undefined || Object.hasOwn(parent?.properties ?? {}, path.at(-1) ?? '');
}
