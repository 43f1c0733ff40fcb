import type { KeyPath } from '../diagnostic.ts';
import { schemaAt } from './schema.ts';

// Where the operator chooses the names, or uegen knows none, no mark of secrecy can stand: there, the name decides.
const SECRET_NAME = /passw|secret|token|key|credential/i;

/** True where the schema marks the value at `path` as a secret, or doesn't name it and the name sounds like one. */
export function isSecret(path: KeyPath): boolean {
  if (schemaAt(path, undefined)?.['x-secret'] === true) return true;
  return !isNamed(path) && SECRET_NAME.test(path.join('.'));
}

/** Every secret of a typed config, the longest first. */
export function secretValues(config: unknown): string[] {
  const values = new Set<string>();
  const visit = (node: unknown, path: KeyPath): void => {
    if (typeof node === 'object' && node !== null)
      for (const [key, value] of Object.entries(node)) visit(value, [...path, key]);
    else if (typeof node === 'string' && node !== '' && isSecret(path)) values.add(node);
  };
  visit(config, []);
  return [...values].sort((left, right) => right.length - left.length);
}

function isNamed(path: KeyPath): boolean {
  const parent = schemaAt(path.slice(0, -1), {});
  return parent?.items !== undefined || Object.hasOwn(parent?.properties ?? {}, path.at(-1) ?? '');
}
