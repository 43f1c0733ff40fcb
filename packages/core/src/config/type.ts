import { type ConfigTree, isMapping } from '../parse/tree.ts';
import { childSchema, configSchema, type Schema, settle } from './schema.ts';

const INTEGER = /^-?(0|[1-9][0-9]*)$/;

/**
 * Gives the scalars of a parsed config the types that the schema names, drops blank keys and fills in constant
 * defaults. What doesn't fit its type stays text, for the validator to refuse. The tree is left as it is; the keys that
 * the schema names stand in its order, whatever that of the file.
 */
export function typeConfig(tree: ConfigTree): unknown {
  return typeValue(tree, configSchema);
}

function typeValue(tree: ConfigTree | undefined, schema: Schema): unknown {
  const settled = settle(schema, tree);
  if (isMapping(tree)) return typeMapping(tree, settled);
  if (Array.isArray(tree)) {
    const { items } = settled;
    return items === undefined ? tree : tree.map((item) => typeValue(item, items));
  }
  if (typeof tree !== 'string') return tree;
  if (settled.type === 'integer' && INTEGER.test(tree) && Number.isSafeInteger(Number(tree)))
    return Number(tree);
  if (settled.type === 'boolean' && (tree === 'true' || tree === 'false')) return tree === 'true';
  return tree;
}

function typeMapping(tree: { [key: string]: ConfigTree }, schema: Schema): Record<string, unknown> {
  const typed: Record<string, unknown> = {};
  const { properties = {} } = schema;
  for (const [key, child] of Object.entries(properties)) {
    const value = Object.hasOwn(tree, key) ? tree[key] : undefined;
    if (value !== undefined && !isBlank(value)) define(typed, key, typeValue(value, child));
    else if (child.default !== undefined) define(typed, key, defaultOf(child));
  }
  for (const [key, value] of Object.entries(tree)) {
    if (Object.hasOwn(properties, key)) continue;
    const child = childSchema(schema, key);
    if (child === undefined) define(typed, key, value);
    // A node without an address is a mistake; only a key that the schema names may be left blank.
    else define(typed, key, isBlank(value) ? null : typeValue(value, child));
  }
  return typed;
}

/** True where nothing is written: `key:`, `key: ~`, `key: ''`. */
export function isBlank(tree: ConfigTree | undefined): boolean {
  return tree === null || tree === '';
}

function defaultOf(schema: Schema): unknown {
  return isMapping(schema.default)
    ? typeMapping(schema.default, settle(schema, schema.default))
    : schema.default;
}

// Assignment, which is much faster, would treat a key named __proto__ specially.
function define(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') target[key] = value;
  else Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
}
