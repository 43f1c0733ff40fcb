import type { Diagnostic, KeyPath } from '../diagnostic.ts';
import { type ConfigTree, isMapping } from '../parse/tree.ts';

/**
 * A diagnostic with only those of its places that the config writes, as long as there is one: nobody can go to a default
 * that a key conflicts with.
 */
export function atWrittenPlaces(diagnostic: Diagnostic, tree: ConfigTree): Diagnostic {
  if (diagnostic.also === undefined) return diagnostic;
  const all = [{ path: diagnostic.path }, ...diagnostic.also];
  const written = distinct(all).filter(({ path }) => isWritten(path, tree));
  if (written.length === all.length) return diagnostic;
  const { also: _, ...alone } = diagnostic;
  const [first, ...others] = written;
  if (first === undefined) return alone;
  return { ...alone, path: first.path, ...(others.length > 0 && { also: others }) };
}

// The place itself may be one of its other sides.
function distinct<Place extends { path: KeyPath }>(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [JSON.stringify(place.path), place])).values()];
}

function isWritten(path: KeyPath, tree: ConfigTree): boolean {
  let node: unknown = tree;
  for (const key of path) {
    if (!(Array.isArray(node) || isMapping(node)) || !Object.hasOwn(node, key)) return false;
    node = (node as Record<string, unknown>)[key];
  }
  return true;
}
