import { configSchema, type Schema } from '@uegen/core';

const definitions = (configSchema as unknown as { $defs: Record<string, Schema> }).$defs;

/** A key that the schema names, with everything the schema says about it. */
export interface SchemaKey {
  path: string[];
  schema: Schema;
}

/** Follows a `$ref`; what stands beside it wins. */
export function deref(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  return { ...deref(definitions[schema.$ref.replace('#/$defs/', '')] as Schema), ...schema };
}

/** Every key that the schema names, mappings before what they hold; `0` stands for the items of a list. */
export function schemaKeys(schema: Schema = configSchema, path: string[] = []): SchemaKey[] {
  // What is a mapping or false names its keys where it is a mapping.
  const named = schema.properties ?? schema.then?.properties ?? {};
  return Object.entries(named).flatMap(([name, child]) => {
    const inner = deref(child);
    const items = inner.items === undefined ? [] : schemaKeys(deref(inner.items), [...path, name, '0']);
    return [{ path: [...path, name], schema: inner }, ...schemaKeys(inner, [...path, name]), ...items];
  });
}
