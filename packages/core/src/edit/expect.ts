import type { KeyPath } from '../diagnostic.ts';
import { type ConfigTree, isMapping, lookUp, ReferenceNode } from '../parse/tree.ts';

/** The tree with one value more, or another one; only what lies on the way is copied. */
export function withValue(tree: ConfigTree, path: KeyPath, value: ConfigTree): ConfigTree {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const inner = isMapping(tree) && Object.hasOwn(tree, key) ? (tree[key] ?? null) : null;
  return { ...(isMapping(tree) ? tree : {}), [key]: withValue(inner, rest, value) };
}

/** The tree without a key. A mapping that this leaves empty is as blank as `after` has it. */
export function withoutKey(tree: ConfigTree, path: KeyPath, after: ConfigTree): ConfigTree {
  const parent = path.slice(0, -1);
  const mapping = lookUp(tree, parent);
  const rest = Object.fromEntries(
    Object.entries(isMapping(mapping) ? mapping : {}).filter(([key]) => key !== path.at(-1)),
  );
  const isLast = Object.keys(rest).length === 0 && lookUp(after, parent) === null;
  return withValue(tree, parent, isLast ? null : rest);
}

/** True for trees that say the same, whatever the order of keys. */
export function sameTree(one: ConfigTree, other: ConfigTree): boolean {
  // Aliases of aliases make a tree larger than any memory: each pair of nodes is compared once.
  const known = new Map<unknown, Set<unknown>>();
  const same = (left: ConfigTree | undefined, right: ConfigTree | undefined): boolean => {
    if (left === right) return true;
    if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null)
      return false;
    if (left instanceof ReferenceNode || right instanceof ReferenceNode)
      return (
        left instanceof ReferenceNode &&
        right instanceof ReferenceNode &&
        left.tag === right.tag &&
        left.argument === right.argument
      );
    if (known.get(left)?.has(right)) return true;
    known.set(left, (known.get(left) ?? new Set()).add(right));
    if (Array.isArray(left) !== Array.isArray(right)) return false;
    const keys = Object.keys(left);
    const inner = (node: object, key: string) => (node as Record<string, ConfigTree>)[key];
    return (
      keys.length === Object.keys(right).length &&
      keys.every((key) => Object.hasOwn(right, key) && same(inner(left, key), inner(right, key)))
    );
  };
  return same(one, other);
}
