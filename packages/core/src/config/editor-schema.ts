import { configSchema } from './schema.ts';

/**
 * The schema of config.yml as an editor needs it. An editor types what stands without quotes, and takes a blank key for
 * null; uegen reads every scalar as text and a blank key as absent. So wherever the schema wants a text, a number or a
 * boolean will do here, and null everywhere. What else the schema refuses, the editor refuses too.
 */
export function editorSchema(): object {
  return widen(configSchema) as object;
}

const NAMED = ['properties', '$defs'];

function widen(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(widen);
  if (typeof node !== 'object' || node === null) return node;
  // The Korean descriptions are for the documents; the bundle goes without them.
  const entries = Object.entries(node).filter(([key]) => key !== 'x-ko' && key !== 'x-expected-ko');
  return Object.fromEntries(
    entries.map(([key, value]) => {
      if (key === 'type' && typeof value === 'string') return [key, typesFor(value, 'format' in node)];
      if (key === 'enum' && Array.isArray(value)) return [key, [...value, null]];
      // Below these stand names, and a key of config.yml may be called `default`.
      if (NAMED.includes(key) && typeof value === 'object' && value !== null)
        return [key, Object.fromEntries(Object.entries(value).map(([name, one]) => [name, widen(one)]))];
      // A condition asks for a type, and a default is data.
      return [key, key === 'if' || key === 'default' ? value : widen(value)];
    }),
  );
}

function typesFor(type: string, hasFormat: boolean): string[] {
  return type === 'string' && !hasFormat ? ['string', 'number', 'boolean', 'null'] : [type, 'null'];
}
