import type { Entry } from './entries.ts';
import type { ConfigTree } from './tree.ts';

/** An offset in the text, and a length. */
export type Range = readonly [offset: number, length: number];

export interface Place {
  key: Range;
  value?: Range | undefined;
  node?: unknown;
}

/** Where the key of an entry stands, or its dash. */
export function ownRange({ start, content }: Entry): Range {
  return [start, Math.max(1, content - start - 1)];
}

/** The most that is read of one entry: what lies behind has the position of what it lies in. */
export const LONGEST = 128 * 1024;

/** A quote, or what begins a plain text, and no mark, comment, list or mapping. */
const BEGINNING_OF_TEXT = /\s*(["']|(?=[\w./-]))/y;

/**
 * The place of an entry whose value is spelt as it reads, in quotes or without: no parser has to tell where it stands.
 * Behind a mark or a comment, what the tree holds begins later, and an escape is longer than what it stands for; undefined
 * there.
 */
export function plainPlace(text: string, entry: Entry, node: ConfigTree): Place | undefined {
  const { start, content, end, isKey } = entry;
  BEGINNING_OF_TEXT.lastIndex = content;
  const [, quote] = BEGINNING_OF_TEXT.exec(text) ?? [];
  if (typeof node !== 'string' || end - start > LONGEST || quote === undefined) return undefined;
  const spelling = quote + node + quote;
  const first = BEGINNING_OF_TEXT.lastIndex - quote.length;
  const last = first + spelling.length;
  if (last > end || !text.startsWith(spelling, first) || !' \t\r\n'.includes(text[last] ?? ''))
    return undefined;
  const value: Range = [first, spelling.length];
  return { key: isKey ? ownRange(entry) : value, value };
}
