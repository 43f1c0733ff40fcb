import { type ConfigTree, isMapping } from './tree.ts';

/** The part of a text that holds one key of a block mapping, or one item of a block list, with all that lies in it. */
export interface Entry {
  /** The offset of the line on which it begins. */
  line: number;
  /** The offset of its key or dash. */
  start: number;
  /** The offset behind the colon or the dash. */
  content: number;
  /** The offset behind its last line. */
  end: number;
  isKey: boolean;
}

/** Answers with the entry of a key or an index. */
type Entries = (name: string) => Entry | undefined;

/** Before any offset. */
const ROOT = -1;

type Collection = ConfigTree[] | { [key: string]: ConfigTree };

/** Where something begins, and behind its last line. */
export type Span = Pick<Entry, 'line' | 'start' | 'end'>;

/**
 * A function that cuts an entry of a text, or the whole of it, along its lines into the entries of the mapping or list that
 * it holds; undefined where only a parser can tell where they stand.
 *
 * That the cuts are right is shown by the tree. A mapping that begins with a plain key is a block: each of its keys begins a
 * line, all at one column. When as many lines begin there as it has keys, with the same names in the same order, they
 * are those keys, and none of them lies in a quote or a text of several lines. The same goes for a list and its dashes.
 */
export function entryCutter(text: string): (node: ConfigTree, within?: Entry) => Entries | undefined {
  // By where it begins: an alias stands for what is written elsewhere, and is never cut.
  const known = new Map<number, Entries | undefined>();
  // Alone, it ends a line for js-yaml, and none for yaml.
  const hasLoneReturn = /\r(?!\n)/.test(text);
  return (node, within) => {
    if (hasLoneReturn || !(Array.isArray(node) || isMapping(node))) return undefined;
    const start = within?.start ?? ROOT;
    if (known.has(start)) return known.get(start);
    const place = within === undefined ? placeOfRoot(text) : placeIn(text, within);
    const entries = place && cut(text, place, node);
    known.set(start, entries);
    return entries;
  };
}

const DOCUMENT_START = /---[ \t\r]*(?:\n|$)|---[ \t]+#/y;

function placeOfRoot(text: string): Span {
  let line = 0;
  while (line < text.length && isVoid(text, firstOf(text, line))) line = nextLine(text, line);
  if (matches(DOCUMENT_START, text, line)) line = nextLine(text, line);
  return { line, start: line, end: text.length };
}

// An anchor, and a comment, may stand between a key and what lies below.
const NOTHING_MORE = /(?:[ \t]+&\S+)?(?:[ \t\r]*(?:\n|$)|[ \t]+#)/y;

function placeIn(text: string, { line, content, end, isKey }: Entry): Span | undefined {
  if (matches(NOTHING_MORE, text, content)) {
    const below = Math.min(nextLine(text, content), end);
    return { line: below, start: below, end };
  }
  return isKey ? undefined : { line, start: firstOf(text, content), end };
}

function cut(text: string, { line, start, end }: Span, node: Collection): Entries | undefined {
  const names = Array.isArray(node) ? undefined : Object.keys(node);
  const lines: number[] = [];
  let column = -1;
  for (let at = line, from = start; at < end; from = at) {
    const first = firstOf(text, from);
    if (!isVoid(text, first)) {
      if (column < 0) column = first - at;
      if (first - at === column) {
        if (names === undefined ? beginsItem(text, first) : beginsKey(text, first, names[lines.length]))
          lines.push(at);
        // The list that is a key's value may stand as far left as the key.
        else if (names === undefined || lines.length === 0 || !beginsItem(text, first)) return undefined;
      }
    }
    at = nextLine(text, first);
  }
  if (lines.length !== (names ?? node).length) return undefined;
  return entriesAt(lines, column, end, names);
}

function entriesAt(
  lines: readonly number[],
  column: number,
  end: number,
  names: readonly string[] | undefined,
): Entries {
  const indices = names && new Map(names.map((name, index) => [name, index]));
  return (name) => {
    const index = indices === undefined ? Number(name) : indices.get(name);
    const line = index === undefined ? undefined : lines[index];
    if (index === undefined || line === undefined) return undefined;
    const start = line + column;
    const isKey = indices !== undefined;
    return {
      line,
      start,
      content: start + (isKey ? name.length : 0) + 1,
      end: lines[index + 1] ?? end,
      isKey,
    };
  };
}

// In quotes, or behind a mark, no key begins with its own name.
function beginsKey(text: string, start: number, name: string | undefined): boolean {
  if (name === undefined || !text.startsWith(name, start)) return false;
  const colon = start + name.length;
  return text[colon] === ':' && isBlank(text, colon + 1);
}

function beginsItem(text: string, start: number): boolean {
  return text[start] === '-' && isBlank(text, start + 1);
}

function isBlank(text: string, offset: number): boolean {
  return offset >= text.length || ' \t\r\n'.includes(text[offset] as string);
}

/** True where nothing but a comment stands. */
function isVoid(text: string, first: number): boolean {
  return first >= text.length || '\r\n#'.includes(text[first] as string);
}

function firstOf(text: string, from: number): number {
  let first = from;
  while (text[first] === ' ') first++;
  return first;
}

function nextLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}

function matches(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
