import document from '../../schema/config.schema.json';
import type { KeyPath } from '../diagnostic.ts';

/** The part of JSON Schema that config.schema.json uses. */
export interface Schema {
  type?: 'string' | 'integer' | 'boolean' | 'array' | 'object';
  $ref?: string;
  description?: string;
  required?: readonly string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  items?: Schema;
  if?: Schema;
  then?: Schema;
  else?: Schema;
  default?: unknown;
  examples?: readonly unknown[];
  enum?: readonly unknown[];
  minimum?: number;
  maximum?: number;
  'x-secret'?: boolean;
  'x-later'?: boolean;
  'x-expected'?: string;
  /** The same in Korean; a name that is the same in both languages has none. */
  'x-expected-ko'?: string;
  /** Who alone holds the value: nobody, a checkout's carried files, or the images of the services. */
  'x-effect'?: 'none' | 'carried' | 'images';
  /** The description in Korean, for the documents only: the built library and the bundle go without it. */
  'x-ko'?: string;
}

const root = document as unknown as Schema & { $defs: Record<string, Schema> };

/** The schema of the whole config.yml, the single source of its keys, types and constant defaults. */
export const configSchema: Schema = root;

// Each node of a config asks.
const settled = new Map<Schema, Map<string, Schema>>();

/** What a schema says once its `$ref` and its choice between a mapping or list and a scalar are settled for `value`. */
export function settle(schema: Schema, value: unknown): Schema {
  if (schema.$ref === undefined && (schema.then === undefined || schema.else === undefined)) return schema;
  const byKind = settled.get(schema) ?? new Map<string, Schema>();
  settled.set(schema, byKind);
  const kind = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
  const known = byKind.get(kind) ?? settleFor(schema, kind);
  byKind.set(kind, known);
  return known;
}

function settleFor(schema: Schema, kind: string): Schema {
  if (schema.$ref !== undefined) {
    const { $ref, ...own } = schema;
    return { ...settleFor(root.$defs[$ref.replace('#/$defs/', '')] as Schema, kind), ...own };
  }
  if (schema.then === undefined || schema.else === undefined) return schema;
  const { if: choice, then, else: otherwise, ...own } = schema;
  return { ...settleFor(choice?.type === kind ? then : otherwise, kind), ...own };
}

/** The schema of one child of a mapping or a list; undefined where the schema knows no such child. */
export function childSchema(schema: Schema, key: string): Schema | undefined {
  const named =
    schema.properties !== undefined && Object.hasOwn(schema.properties, key)
      ? schema.properties[key]
      : undefined;
  if (named !== undefined) return named;
  if (schema.items !== undefined) return schema.items;
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
}

/** The settled schema at `path` for the data `value`, if any; undefined where the schema knows no such path. */
export function schemaAt(path: KeyPath, value: unknown): Schema | undefined {
  let schema = configSchema;
  let data = value;
  for (const [index, key] of path.entries()) {
    const child = childSchema(schema, key);
    if (child === undefined) return undefined;
    data =
      typeof data === 'object' && data !== null && Object.hasOwn(data, key)
        ? (data as Record<string, unknown>)[key]
        : undefined;
    // What has children of its own is a mapping or a list, also where no data is at hand.
    const parent = child.if?.type === 'array' ? [] : {};
    schema = settle(child, data ?? (index < path.length - 1 ? parent : undefined));
  }
  return schema;
}
