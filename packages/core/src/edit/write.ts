import { isMap, isScalar } from 'yaml';
import { indentAt, lineBreak, lineEnd, lineStart, trimmedEnd } from './lines.ts';
import {
  type Entry,
  entryOf,
  hasColon,
  isEmpty,
  keyStart,
  type Mapping,
  rootOf,
  valueRange,
} from './source.ts';
import { spellText } from './spell.ts';

/** The text with one part of it replaced; undefined where the place can't be edited. */
export type Edited = string | undefined;

/** How a value is spelt in a block, which may end with a comment, and in a flow. */
export interface Spelt {
  block: string;
  flow: string;
}

const STEP = 2;

/** Puts a value at `path`; what of the path isn't there is made. */
export function put(text: string, path: readonly string[], value: Spelt): Edited {
  const root = rootOf(text);
  return root === undefined ? undefined : putBelow(text, root, path, value, stepOf(text, root));
}

function putBelow(
  text: string,
  mapping: Mapping,
  path: readonly string[],
  value: Spelt,
  step: number,
): Edited {
  const [key = '', ...rest] = path;
  const entry = entryOf(mapping, key);
  const inFlow = mapping.flow === true;
  if (entry === undefined) return append(text, mapping, path, value, step);
  if (rest.length === 0) return replaceValue(text, entry, inFlow, value);
  if (isMap(entry.value)) return putBelow(text, entry.value, rest, value, step);
  return isNothing(entry) ? nest(text, entry, inFlow, rest, value, step) : undefined;
}

/** Removes the key at `path`, with the lines that it alone stands on. */
export function take(text: string, path: readonly string[]): Edited {
  const mapping = mappingAt(text, path.slice(0, -1));
  const entry = mapping && entryOf(mapping, path.at(-1) ?? '');
  if (mapping === undefined || entry === undefined) return undefined;
  return mapping.flow ? takeFromFlow(text, mapping, entry) : takeLines(text, entry);
}

/** How the value at `path` is spelt, in a block with the comment behind it. */
export function speltAt(text: string, path: readonly string[]): Spelt | undefined {
  const mapping = mappingAt(text, path.slice(0, -1));
  const entry = mapping && entryOf(mapping, path.at(-1) ?? '');
  if (mapping === undefined || entry === undefined || !isScalar(entry.value)) return undefined;
  const [start, end] = valueRange(entry);
  const flow = text.slice(start, end);
  return { flow, block: mapping.flow ? flow : text.slice(start, lineEnd(text, end)) };
}

function mappingAt(text: string, path: readonly string[]): Mapping | undefined {
  let mapping = rootOf(text);
  for (const key of path) {
    const value: unknown = mapping && entryOf(mapping, key)?.value;
    mapping = isMap(value) ? value : undefined;
  }
  return mapping;
}

function replaceValue(text: string, entry: Entry, inFlow: boolean, value: Spelt): Edited {
  if (typeof entry.value === 'object' && entry.value !== null && 'items' in entry.value) return undefined;
  const [start, end] = valueRange(entry);
  const colon = hasColon(entry) ? '' : ':';
  const lead = start === end ? `${colon} ` : '';
  return `${text.slice(0, start)}${lead}${inFlow ? value.flow : value.block}${text.slice(start === end ? end : trimmedEnd(text, end))}`;
}

/** Makes a mapping of an entry that has no value yet. */
function nest(
  text: string,
  entry: Entry,
  inFlow: boolean,
  path: readonly string[],
  value: Spelt,
  step: number,
): Edited {
  if (inFlow) return replaceValue(text, entry, true, flowOf(path, value));
  const [start, end] = valueRange(entry);
  // A written `~` makes way for the mapping.
  const blank = text.slice(0, trimmedEnd(text, start)) + text.slice(end);
  const indent = `${indentAt(text, keyStart(entry))}${' '.repeat(step)}`;
  return insertLines(blank, trimmedEnd(text, start), blockOf(path, value, indent, step), text);
}

function append(text: string, mapping: Mapping, path: readonly string[], value: Spelt, step: number): Edited {
  const last = mapping.items.at(-1);
  if (mapping.flow) {
    const { key, rest } = flowEntry(path, value);
    const end = last === undefined ? (mapping.range?.[0] ?? 0) + 1 : valueRange(last)[1];
    return `${text.slice(0, end)}${last === undefined ? '' : ', '}${key}: ${rest}${text.slice(end)}`;
  }
  if (last === undefined) return undefined;
  const indent = indentAt(text, keyStart(mapping.items[0] as Entry));
  return insertLines(text, trimmedEnd(text, valueRange(last)[1]), blockOf(path, value, indent, step), text);
}

function insertLines(text: string, offset: number, lines: readonly string[], source: string): string {
  const at = lineEnd(text, offset);
  const added = lines.map((line) => `${lineBreak(source)}${line}`).join('');
  return `${text.slice(0, at)}${added}${text.slice(at)}`;
}

function blockOf(path: readonly string[], { block }: Spelt, indent: string, step: number): string[] {
  return path.map((key, depth) => {
    const end = depth === path.length - 1 ? ` ${block}` : '';
    return `${indent}${' '.repeat(step * depth)}${spellText(key, false)}:${end}`;
  });
}

function flowOf(path: readonly string[], value: Spelt): Spelt {
  if (path.length === 0) return value;
  const { key, rest } = flowEntry(path, value);
  const flow = `{${key}: ${rest}}`;
  return { block: flow, flow };
}

function flowEntry([key = '', ...rest]: readonly string[], value: Spelt): { key: string; rest: string } {
  return { key: spellText(key, true), rest: flowOf(rest, value).flow };
}

function takeLines(text: string, entry: Entry): Edited {
  const start = lineStart(text, keyStart(entry));
  if (text.slice(start, keyStart(entry)).trim() !== '') return undefined;
  const end = lineEnd(text, trimmedEnd(text, Math.max(valueRange(entry)[1], keyStart(entry) + 1)));
  return text.slice(0, start) + text.slice(end).replace(/^\r?\n/, '');
}

function takeFromFlow(text: string, mapping: Mapping, entry: Entry): string {
  const [open = 0, close = 0] = mapping.range ?? [];
  // Without its last key it is blank, as a block is then. A comment in it is somebody's, and stays with it.
  if (mapping.items.length === 1 && !text.slice(open, close).includes('#'))
    return text.slice(0, trimmedEnd(text, open)) + text.slice(close);
  const place = mapping.items.indexOf(entry);
  const next = mapping.items[place + 1];
  const before = mapping.items[place - 1];
  const [start, end] = [keyStart(entry), valueRange(entry)[1]];
  const line = [lineStart(text, start), lineEnd(text, end)] as const;
  const isAlone =
    text.slice(line[0], start).trim() === '' && /^[ \t]*,?[ \t]*(?:#.*)?$/.test(text.slice(end, line[1]));
  if (isAlone) return text.slice(0, line[0]) + text.slice(line[1]).replace(/^\r?\n/, '');
  if (next !== undefined) return text.slice(0, start) + text.slice(keyStart(next));
  if (before === undefined) return text.slice(0, start) + text.slice(end).replace(/^\s*,/, '');
  // The last one goes with the comma before it, unless that ends a line: a comma may stand at the end.
  const comma = text.indexOf(',', valueRange(before)[1]);
  const isBeside = text.slice(comma + 1, start).trim() === '' && !text.slice(comma, start).includes('\n');
  return text.slice(0, isBeside ? comma : start) + text.slice(end);
}

// `key: ~` is as blank as `key:`.
function isNothing(entry: Entry): boolean {
  return (
    isEmpty(entry) ||
    (isScalar(entry.value) && /^(?:~|null|Null|NULL|''|""|)$/.test(entry.value.source ?? ''))
  );
}

/** By how much the first mapping within the root is indented. */
function stepOf(text: string, root: Mapping): number {
  for (const { value, key } of root.items) {
    const first = isMap(value) && !value.flow ? value.items[0] : undefined;
    if (first !== undefined && isScalar(key))
      return indentAt(text, keyStart(first)).length - indentAt(text, key.range?.[0] ?? 0).length;
  }
  return STEP;
}
