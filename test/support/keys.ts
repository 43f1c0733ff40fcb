import { configSchema, type Schema } from '@uegen/core';
import { type Document, isMap, isSeq, type Node } from 'yaml';

const definitions = (configSchema as unknown as { $defs: Record<string, Schema> }).$defs;

/** A place of the config that the schema names, with everything the schema says about it. */
export interface SchemaKey {
  path: string[];
  schema: Schema;
  /** Whether the mapping that it stands in wants it. */
  required: boolean;
}

/** Follows a `$ref`; what stands beside it wins. */
export function deref(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  return { ...deref(definitions[schema.$ref.replace('#/$defs/', '')] as Schema), ...schema };
}

/** Every place that the schema names, mappings and lists before what they hold; of a list, its first item. */
function places(schema: Schema, path: string[]): SchemaKey[] {
  // What is a mapping or false names its keys where it is a mapping.
  const inner = Object.entries(schema.properties ?? schema.then?.properties ?? {});
  if (schema.items !== undefined) inner.push(['0', schema.items]);
  return inner.flatMap(([name, child]) => {
    const at = [...path, name];
    const required = schema.required?.includes(name) ?? false;
    return [{ path: at, schema: deref(child), required }, ...places(deref(child), at)];
  });
}

/** Every key that the schema names, also in the items of a list. */
export function schemaKeys(): SchemaKey[] {
  return places(configSchema, []).filter(({ path }) => path.at(-1) !== '0');
}

/** Every place of a single text that the schema names, also as an item of a list. */
export function textPlaces(): SchemaKey[] {
  return places(configSchema, []).filter(({ schema }) => schema.type === 'string' && !schema['x-later']);
}

/** The dotted path of every text that the schema knows: `*` stands for names of one's own and for a list's items. */
export function textNames(): string[] {
  return [...new Set(textsIn(configSchema, [], []))];
}

function textsIn(schema: Schema, path: readonly string[], above: readonly Schema[]): string[] {
  const { properties = {}, items, additionalProperties, then, else: other } = schema;
  const below: [string, unknown][] = [
    ...Object.entries(properties),
    ['*', items],
    ['*', additionalProperties],
  ];
  return [
    ...(schema.type === 'string' ? [path.join('.')] : []),
    ...[then, other].flatMap((branch) =>
      branch === undefined ? [] : textsIn(deref(branch as Schema), path, above),
    ),
    ...below.flatMap(([name, child]) => {
      if (typeof child !== 'object' || child === null) return [];
      const inner = child as Schema;
      // What may hold itself, as `extra` may, is gone through once.
      if (above.some(({ $ref }) => $ref !== undefined && $ref === inner.$ref)) return [];
      return textsIn(deref(inner), [...path, name], [...above, inner]);
    }),
  ];
}

/** Puts a node at a path, with the mappings and lists above it where they are missing or blank. */
export function putAt(document: Document, path: readonly string[], node: Node): void {
  for (let depth = 1; depth < path.length; depth++) {
    const above = document.getIn(path.slice(0, depth), true);
    if (isMap(above) || isSeq(above)) continue;
    document.setIn(path.slice(0, depth), document.createNode(path[depth] === '0' ? [] : {}));
  }
  document.setIn(path, node);
}
