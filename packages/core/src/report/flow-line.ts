import { schemaAt } from '../config/schema.ts';
import { isSecret, isShowable, nested } from '../config/secrets.ts';
import type { KeyPath } from '../diagnostic.ts';
import { parseConfig } from '../parse/parse.ts';
import { type ConfigTree, isMapping } from '../parse/tree.ts';

/** Longer lines are never shown whole, and hardly in brackets. */
const LONGEST = 1000;

const KEY_AND_FLOW = /^\s*(?:- +)?["']?([^\s:"'{}[\],#]+)["']?[ \t]*:[ \t]+([[{].*)$/;

/**
 * True for a line of one key with a list or mapping in brackets behind it, of which the schema knows every part and
 * none as a secret; `path` leads to or through that key. A comment can hold anything, so with one it is false.
 */
export function isHarmlessFlow(line: string, path: KeyPath): boolean {
  if (line.length > LONGEST) return false;
  const [, name, flow = ''] = KEY_AND_FLOW.exec(line.trimEnd()) ?? [];
  if (name === undefined || flow.includes('#')) return false;
  const parsed = parseConfig(`flow: ${flow}`);
  const places = path.flatMap((key, index) => (key === name ? [path.slice(0, index + 1)] : []));
  if ('diagnostics' in parsed || places.length === 0) return false;
  const value = parsed.tree.flow ?? null;
  return places.every((place) => isHarmless(value, place, nested(place, value)));
}

function isHarmless(value: ConfigTree, path: KeyPath, config: unknown): boolean {
  if (schemaAt(path, config) === undefined || isSecret(path)) return false;
  if (!Array.isArray(value) && !isMapping(value)) return isShowable(path, String(value ?? ''));
  const inner = Object.entries(value);
  return inner.every(([key, child]) => isHarmless(child, [...path, key], config));
}
