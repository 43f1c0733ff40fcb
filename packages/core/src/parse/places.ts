import { isAlias, isCollection, isPair, isScalar, parseDocument, Schema } from 'yaml';
import type { KeyPath } from '../diagnostic.ts';
import type { Entry, Span } from './entries.ts';
import { LONGEST, ownRange, type Place, type Range } from './plain-place.ts';

/** The last place on a path, and whether that is where it leads. */
export interface Found {
  place: Place | undefined;
  isWhole: boolean;
}

/** Reads an entry, and follows the rest of a path in it. */
export type Read = (entry: Entry, path: KeyPath) => Found;

// What js-yaml took is taken here too, whatever yaml would say of it. To compare each key with all others would take
// minutes for 100,000 nodes.
const TOLERANT = { strict: false, uniqueKeys: false, logLevel: 'silent', prettyErrors: false } as const;

/** What is read of one first: of thousands of mistakes in a long line, those that are told mostly lie there. */
const BEGINNING = 32 * 1024;

/** A text that yaml reads, and where it lies in the whole one. */
interface Part {
  text: string;
  base: number;
  /** Behind the last character that surely isn't cut in two. */
  sure: number;
}

/** Reads the whole text, or an entry, and follows the rest of a path in it. */
export function reader(text: string): { whole: (path: KeyPath) => Found; entry: Read } {
  const known = new Map<unknown, Map<string, Place>>();
  const within = (part: Part, node: unknown) => {
    const places = known.get(node) ?? placesIn(part, node);
    known.set(node, places);
    return places;
  };
  const follow = (part: Part, node: unknown, path: KeyPath, from?: Place): Found => {
    let place = from;
    for (const name of path) {
      const next = within(part, place === undefined ? node : place.node).get(name);
      if (next === undefined) return { place, isWhole: false };
      place = next;
    }
    return { place, isWhole: true };
  };
  let schema: Schema | undefined;
  const parse = (part: Part) => {
    schema ??= new Schema({ schema: 'failsafe' });
    return { part, root: parseDocument(part.text, { ...TOLERANT, schema }).contents };
  };
  let all: ReturnType<typeof parse> | undefined;
  const parsed = new Map<string, ReturnType<typeof parse>>();
  // Of many mistakes, most are of one line, of which nobody asks for more; some have the same other side.
  const alone = new Map<number, Place>();
  const placeAlone = (entry: Entry): Place => {
    const { part, root } = parse(partOf(text, entry, LONGEST));
    const [{ key, value } = { key: ownRange(entry) }] = placesIn(part, root).values();
    const place = { key, value };
    alone.set(entry.start, place);
    return place;
  };
  const followIn = (entry: Entry, path: KeyPath, longest: number): Found => {
    const name = `${entry.start} ${longest}`;
    const { part, root } = parsed.get(name) ?? parse(partOf(text, entry, longest));
    parsed.set(name, { part, root });
    const [place] = within(part, root).values();
    return follow(part, root, path, place ?? { key: ownRange(entry) });
  };
  return {
    whole: (path) => {
      all ??= parse(partOf(text, { line: 0, start: 0, end: text.length }, LONGEST));
      return follow(all.part, all.root, path);
    },
    entry: (entry, path) => {
      if (path.length === 0) return { place: alone.get(entry.start) ?? placeAlone(entry), isWhole: true };
      const found = followIn(entry, path, BEGINNING);
      const isCut = entry.end - entry.start > BEGINNING;
      const isFound = found.isWhole && found.place?.value !== undefined;
      return isFound || !isCut ? found : followIn(entry, path, LONGEST);
    },
  };
}

// An item's mapping that begins behind the dash keeps its column.
function partOf(text: string, { line, start, end }: Span, longest: number): Part {
  const isCut = end - start > longest;
  const part = ' '.repeat(start - line) + text.slice(start, isCut ? start + longest : end);
  return { text: part, base: line, sure: isCut ? part.trimEnd().length : part.length + 1 };
}

function placesIn(part: Part, node: unknown): Map<string, Place> {
  const places = new Map<string, Place>();
  if (!isCollection(node)) return places;
  for (const [index, item] of node.items.entries()) {
    if (!isPair(item)) {
      const value = scalarRange(part, item);
      if (isSure(part, item))
        places.set(String(index), { key: value ?? firstWord(part, item), value, node: item });
    } else if (isScalar(item.key) && item.key.range && isSure(part, item.key))
      places.set(String(item.key.value), {
        key: keyRange(part, item.key.range[0], String(item.key.value)),
        value: scalarRange(part, item.value),
        node: item.value,
      });
  }
  return places;
}

/** False for a scalar of which more may stand behind the end of a part. */
function isSure({ sure }: Part, node: unknown): boolean {
  return !(isScalar(node) || isAlias(node)) || !node.range || node.range[1] < sure;
}

function keyRange({ text, base }: Part, start: number, name: string): Range {
  return [base + (/["']/.test(text[start] ?? '') ? start + 1 : start), name.length];
}

// A tag that is longer isn't pointed at: to look at the whole line for each item of a long list would take minutes.
const LONGEST_TAG = 100;

/** A scalar that stands on one line, with its tag. */
function scalarRange(part: Part, node: unknown): Range | undefined {
  if (!(isScalar(node) || isAlias(node)) || !node.range || !isSure(part, node)) return undefined;
  const { text, base } = part;
  const [start, end] = node.range;
  const spelling = text.slice(start, end);
  if (spelling === '' || /^[|>]|\n/.test(spelling)) return undefined;
  const before = text.slice(Math.max(0, start - LONGEST_TAG), start);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const tag = /(?:[!&]\S*[ \t]+)*$/.exec(line)?.[0].length ?? 0;
  return [base + start - tag, tag + spelling.length];
}

/** The beginning of an item that is no scalar of one line; its dash where nothing stands behind that. */
function firstWord({ text, base }: Part, node: unknown): Range {
  const start = (isCollection(node) || isScalar(node)) && node.range ? node.range[0] : 0;
  const isBlank = isScalar(node) && node.source === '';
  if (isBlank) return [base + text.lastIndexOf('-', start), 1];
  return [base + start, /^[^\s,:]*/.exec(text.slice(start))?.[0].length ?? 1];
}
