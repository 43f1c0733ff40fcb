import type { KeyPath, Position } from '../diagnostic.ts';
import { type Entry, entryCutter } from './entries.ts';
import { positionFinder } from './line-column.ts';
import { parseConfig, withoutBom } from './parse.ts';
import { type Found, type Read, reader } from './places.ts';
import { ownRange, type Place, plainPlace, type Range } from './plain-place.ts';
import { type ConfigTree, isMapping } from './tree.ts';

/** Where the keys and values of config.yml stand. Made only when there is something to report. */
export interface Positions {
  /** The key at `path`, or the list item; for the root, the first character. */
  key(path: KeyPath): Position;
  /** The value at `path`; its key where the value is blank, a list, a mapping or of several lines. */
  value(path: KeyPath): Position;
}

/**
 * Finds the positions of a config that parses, by the ranges that yaml gives: docs/decisions/0001-positions.md. `tree` is
 * what was read of it; without it, it is read again.
 */
export function findPositions(source: string, tree?: ConfigTree): Positions {
  const text = withoutBom(source);
  const at = positionFinder(text);
  const find = onceInARow(finder(text, tree ?? treeOf(text)));
  return {
    key: (path) => at(...(find(path).place?.key ?? ROOT)),
    value: (path) => {
      const { place, isWhole } = find(path);
      return at(...((isWhole ? place?.value : undefined) ?? place?.key ?? ROOT));
    },
  };
}

const ROOT: Range = [0, 1];

/** Who asks for a key asks for its value next. */
function onceInARow(find: (path: KeyPath) => Found): (path: KeyPath) => Found {
  let last: { path: KeyPath; found: Found } | undefined;
  return (path) => {
    if (last?.path !== path) last = { path, found: find(path) };
    return last.found;
  };
}

function treeOf(text: string): ConfigTree {
  const parsed = parseConfig(text);
  return 'tree' in parsed ? parsed.tree : null;
}

/** A function that follows a path as far as it leads. Of a text that is cut, only the entry is read in which it ends. */
function finder(text: string, tree: ConfigTree): (path: KeyPath) => Found {
  const entriesIn = entryCutter(text);
  let known: ReturnType<typeof reader> | undefined;
  const readerOf = () => {
    known ??= reader(text);
    return known;
  };
  const read: Read = (entry, path) => readerOf().entry(entry, path);
  return (path) => {
    let entry: Entry | undefined;
    let node = tree;
    for (const [depth, name] of path.entries()) {
      const entries = entriesIn(node, entry);
      if (entries === undefined)
        return entry === undefined ? readerOf().whole(path) : read(entry, path.slice(depth));
      const next = entries(name);
      if (next === undefined) return { place: entry && placeOf(text, entry, node, read), isWhole: false };
      entry = next;
      node = (node as { [key: string]: ConfigTree })[name] ?? null;
    }
    return { place: entry && placeOf(text, entry, node, read), isWhole: true };
  };
}

const ALIAS = /^\s*\*/;

/** The place of an entry itself. The key of a list or mapping, however long, is known by the cut. */
function placeOf(text: string, entry: Entry, node: ConfigTree, read: Read): Place | undefined {
  const isLong =
    entry.isKey &&
    (Array.isArray(node) || isMapping(node)) &&
    !ALIAS.test(text.slice(entry.content, entry.end));
  return isLong ? { key: ownRange(entry) } : (plainPlace(text, entry, node) ?? read(entry, []).place);
}
