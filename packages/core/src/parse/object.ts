import { type Diagnostic, diagnose, type KeyPath } from '../diagnostic.ts';
import { says } from '../text.ts';
import type { ConfigTree } from './tree.ts';

/**
 * A config that another program gives as an object, as a tree of its own; what no text could say is an error at its
 * path. `undefined` counts as blank, as a key without a value does in a text.
 */
export function treeFromObject(
  config: unknown,
): { tree: { [key: string]: ConfigTree } } | { diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const refuse = (path: KeyPath): null => {
    const key = path.join('.');
    const message =
      path.length === 0
        ? says('the config must be a plain object', '설정은 일반 객체여야 합니다')
        : says(
            `${key} must be text, a number, true, false, a list or a plain object`,
            `${key} 은(는) 문자열, 숫자, true, false, 목록, 일반 객체 중 하나여야 합니다`,
          );
    diagnostics.push(diagnose({ code: path.length === 0 ? 'not-a-mapping' : 'wrong-type', message, path }));
    return null;
  };
  // An object that stands in several places is looked at once; one that holds itself is still open when it is met again.
  const known = new Map<object, ConfigTree | 'open'>();
  const convert = (value: unknown, path: KeyPath): ConfigTree => {
    if (value === undefined || value === null) return null;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
    if (!Array.isArray(value) && !isPlain(value)) return refuse(path);
    const former = known.get(value);
    if (former !== undefined) return former === 'open' ? refuse(path) : former;
    known.set(value, 'open');
    const tree = Array.isArray(value)
      ? Array.from(value, (item, index) => convert(item, [...path, String(index)]))
      : Object.fromEntries(
          Object.entries(value).map(([key, child]) => [key, convert(child, [...path, key])]),
        );
    known.set(value, tree);
    return tree;
  };
  const tree = isPlain(config) ? convert(config, []) : refuse([]);
  return diagnostics.length > 0 ? { diagnostics } : { tree: tree as { [key: string]: ConfigTree } };
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Of another realm, such as a sandbox, the prototype of a plain object is another one that has none itself.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
