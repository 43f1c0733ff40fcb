import { load } from 'js-yaml';
import type { Path, Position } from '../diagnostic.ts';
import { withoutBom } from './parse.ts';
import { positionYaml } from './yaml-schema.ts';

/** Where the keys and values of config.yml stand. Made only when there is something to report. */
export interface Positions {
  /** The key at `path`, or the list item; for the root, the first character. */
  key(path: Path): Position;
  /** The value at `path`; its key where the value is blank, a list or a mapping. */
  value(path: Path): Position;
}

/** Finds the positions of a config that parses. Why js-yaml itself is asked: docs/decisions/0001-positions.md. */
export function findPositions(source: string): Positions {
  const text = withoutBom(source);
  const at = positionFinder(text);
  const places = new Map<string, Place>();
  const root = hear(text);
  if (root !== undefined) collect(text, root, [], places);

  const key = (path: Path): Position => {
    for (let length = path.length; length > 0; length--) {
      const place = places.get(id(path.slice(0, length)));
      if (place !== undefined) return at(...place.key);
    }
    return at(0, 1);
  };
  const value = (path: Path): Position => {
    const range = places.get(id(path))?.value;
    return range === undefined ? key(path) : at(...range);
  };
  return { key, value };
}

/** An offset in the text, and a length. */
type Range = readonly [offset: number, length: number];

interface Place {
  key: Range;
  value?: Range;
}

const id = (path: Path): string => JSON.stringify(path);

/** What js-yaml tells of a value or of a mapping's key: its offsets, and what it tells within. */
interface Told {
  start: number;
  end: number;
  result: unknown;
  inner: Told[];
}

function hear(text: string): Told | undefined {
  const open: Told[] = [{ start: 0, end: 0, result: undefined, inner: [] }];
  const listener = (event: 'open' | 'close', { position, result }: { position: number; result: unknown }) => {
    if (event === 'open') {
      open.push({ start: skipBlanks(text, position), end: 0, result: undefined, inner: [] });
      return;
    }
    const told = { ...(open.pop() as Told), end: position, result };
    open.at(-1)?.inner.push({ ...told, inner: innerOf(told) });
  };
  load(text, { schema: positionYaml, listener: listener as never });
  return open[0]?.inner[0];
}

// An item of a list and a value with a tag or an anchor is told within itself once more, and what looked like a mapping
// at first may turn out to be a scalar.
function innerOf({ result, inner }: Told): Told[] {
  const [only, ...others] = inner;
  if (typeof result !== 'object') return [];
  return only !== undefined && others.length === 0 && only.result === result ? only.inner : inner;
}

function collect(text: string, within: Told, path: Path, places: Map<string, Place>): void {
  const add = (name: string, key: Range, told: Told | undefined) => {
    const value = told && scalarRange(text, told);
    const inner = [...path, name];
    places.set(id(inner), value === undefined ? { key } : { key, value });
    if (told !== undefined) collect(text, told, inner, places);
  };
  if (Array.isArray(within.result))
    for (const [index, item] of itemsOf(text, within).entries())
      add(String(index), scalarRange(text, item) ?? firstWord(text, item), item);
  else
    for (const [key, value] of pairsOf(text, within.inner))
      add(String(key.result), keyRange(text, key, String(key.result)), value);
}

// An item with nothing behind its dash is not told: it stands where its dash is.
function itemsOf(text: string, list: Told): Told[] {
  const told = [...list.inner];
  let end = list.start;
  return (list.result as unknown[]).flatMap(() => {
    const dash = skipBlanks(text, end);
    const isTold = text[dash] !== '-' || told[0]?.start === skipBlanks(text, dash + 1);
    const item = isTold ? told.shift() : { start: dash, end: dash + 1, result: null, inner: [] };
    end = item?.end ?? end;
    return item ?? [];
  });
}

// A key without a colon, as in {a, b}, has no value.
function pairsOf(text: string, inner: readonly Told[]): [Told, Told | undefined][] {
  const pairs: [Told, Told | undefined][] = [];
  for (let index = 0; index < inner.length; index++) {
    const key = inner[index] as Told;
    const hasValue = text[skipBlanks(text, key.end)] === ':';
    if (hasValue) index++;
    if (key.end > key.start) pairs.push([key, hasValue ? inner[index] : undefined]);
  }
  return pairs;
}

function keyRange(text: string, { start }: Told, name: string): Range {
  return [/["']/.test(text[start] ?? '') ? start + 1 : start, name.length];
}

/** A scalar that stands on one line. */
function scalarRange(text: string, { start, end, inner }: Told): Range | undefined {
  const spelling = text.slice(start, end).trimEnd();
  return inner.length > 0 || spelling === '' || /^[{[|>&]|\n/.test(spelling)
    ? undefined
    : [start, spelling.length];
}

function firstWord(text: string, { start, end }: Told): Range {
  return [start, /^[^\s,:]*/.exec(text.slice(start, end))?.[0].length ?? 1];
}

/** Goes on over spaces, line ends and comments. */
function skipBlanks(text: string, offset: number): number {
  const blanks = /(?:\s+(?:#.*)?)*/y;
  blanks.lastIndex = offset;
  blanks.exec(text);
  return blanks.lastIndex;
}

type PositionFinder = (offset: number, length: number) => Position;

/** Turns offsets of `text` into lines and columns. */
export function positionFinder(text: string): PositionFinder {
  const lineStarts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) lineStarts.push(end + 1);
  return (offset, length) => {
    let low = 0;
    let high = lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((lineStarts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (lineStarts[low] as number) + 1, length };
  };
}
