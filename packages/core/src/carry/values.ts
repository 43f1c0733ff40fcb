import { schemaAt } from '../config/schema.ts';
import { lookUp, type Tree } from '../parse/tree.ts';

/** A value that a placeholder stands for, with what its target must know about it. */
export interface Value {
  text: string;
  /** True for an integer or a boolean: formats with types write it without quotes. */
  bare: boolean;
  secret: boolean;
}

// Sections that uegen doesn't know carry no mark of secrecy: there, the name decides.
const SECRET_NAME = /password|passwd|secret|token|key/i;

/** The scalar that config.yml gives for a dotted path, or undefined where it gives none. */
export function valueAt(tree: Tree, dotted: string): Value | undefined {
  const path = dotted.split('.');
  const text = lookUp(tree, path);
  if (typeof text !== 'string' || text === '') return undefined;
  const schema = schemaAt(path, undefined);
  const bare = schema?.type === 'integer' || schema?.type === 'boolean';
  const secret = schema === undefined ? SECRET_NAME.test(dotted) : schema['x-secret'] === true;
  return { text, bare, secret };
}
