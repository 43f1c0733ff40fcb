import { schemaAt } from '../config/schema.ts';
import { isSecret } from '../config/secrets.ts';
import { lookUp, type Tree } from '../parse/tree.ts';

/** A value that a placeholder stands for, with what its target must know about it. */
export interface Value {
  text: string;
  /** True for an integer or a boolean: formats with types write it without quotes. */
  bare: boolean;
  secret: boolean;
}

/** The scalar that config.yml gives for a dotted path, or undefined where it gives none. */
export function valueAt(tree: Tree, dotted: string): Value | undefined {
  const path = dotted.split('.');
  const text = lookUp(tree, path);
  if (typeof text !== 'string' || text === '') return undefined;
  const schema = schemaAt(path, undefined);
  const bare = schema?.type === 'integer' || schema?.type === 'boolean';
  return { text, bare, secret: isSecret(path) };
}
