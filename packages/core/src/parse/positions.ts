import { isAlias, isCollection, isPair, isScalar, parseDocument } from 'yaml';
import type { KeyPath, Position } from '../diagnostic.ts';
import { positionFinder } from './line-column.ts';
import { withoutBom } from './parse.ts';

/** Where the keys and values of config.yml stand. Made only when there is something to report. */
export interface Positions {
  /** The key at `path`, or the list item; for the root, the first character. */
  key(path: KeyPath): Position;
  /** The value at `path`; its key where the value is blank, a list, a mapping or of several lines. */
  value(path: KeyPath): Position;
}

/** Finds the positions of a config that parses, by the ranges that yaml gives: docs/decisions/0001-positions.md. */
export function findPositions(source: string): Positions {
  const text = withoutBom(source);
  const at = positionFinder(text);
  const find = finder(text);
  const key = (path: KeyPath): Position => {
    const place = find(path).at(-1);
    return place === undefined ? at(0, 1) : at(...place.key);
  };
  const value = (path: KeyPath): Position => {
    const range = path.length === 0 ? undefined : find(path)[path.length - 1]?.value;
    return range === undefined ? key(path) : at(...range);
  };
  return { key, value };
}

/** An offset in the text, and a length. */
type Range = readonly [offset: number, length: number];

interface Place {
  key: Range;
  value?: Range | undefined;
  node: unknown;
}

// What js-yaml took is taken here too, whatever yaml would say of it. To compare each key with all others would take
// minutes for 100,000 nodes.
const TOLERANT = { schema: 'failsafe', strict: false, uniqueKeys: false, logLevel: 'silent' } as const;

/** A function that follows a path as far as it leads, and answers with the places on it. */
function finder(text: string): (path: KeyPath) => Place[] {
  const root = parseDocument(text, TOLERANT).contents;
  const known = new Map<unknown, Map<string, Place>>();
  const within = (node: unknown) => {
    const places = known.get(node) ?? placesIn(text, node);
    known.set(node, places);
    return places;
  };
  return (path) => {
    const found: Place[] = [];
    let node: unknown = root;
    for (const name of path) {
      const place = within(node).get(name);
      if (place === undefined) break;
      found.push(place);
      node = place.node;
    }
    return found;
  };
}

function placesIn(text: string, node: unknown): Map<string, Place> {
  const places = new Map<string, Place>();
  if (!isCollection(node)) return places;
  for (const [index, item] of node.items.entries()) {
    if (!isPair(item)) {
      const value = scalarRange(text, item);
      places.set(String(index), { key: value ?? firstWord(text, item), value, node: item });
    } else if (isScalar(item.key) && item.key.range)
      places.set(String(item.key.value), {
        key: keyRange(text, item.key.range[0], String(item.key.value)),
        value: scalarRange(text, item.value),
        node: item.value,
      });
  }
  return places;
}

function keyRange(text: string, start: number, name: string): Range {
  return [/["']/.test(text[start] ?? '') ? start + 1 : start, name.length];
}

// A tag that is longer isn't pointed at: to look at the whole line for each item of a long list would take minutes.
const LONGEST_TAG = 100;

/** A scalar that stands on one line, with its tag. */
function scalarRange(text: string, node: unknown): Range | undefined {
  if (!(isScalar(node) || isAlias(node)) || !node.range) return undefined;
  const [start, end] = node.range;
  const spelling = text.slice(start, end);
  if (spelling === '' || /^[|>]|\n/.test(spelling)) return undefined;
  const before = text.slice(Math.max(0, start - LONGEST_TAG), start);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const tag = /(?:[!&]\S*[ \t]+)*$/.exec(line)?.[0].length ?? 0;
  return [start - tag, tag + spelling.length];
}

/** The beginning of an item that is no scalar of one line; its dash where nothing stands behind that. */
function firstWord(text: string, node: unknown): Range {
  const start = (isCollection(node) || isScalar(node)) && node.range ? node.range[0] : 0;
  const isBlank = isScalar(node) && node.source === '';
  if (isBlank) return [text.lastIndexOf('-', start), 1];
  return [start, /^[^\s,:]*/.exec(text.slice(start))?.[0].length ?? 1];
}
