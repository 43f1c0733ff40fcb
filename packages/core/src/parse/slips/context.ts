import { CST, Lexer } from 'yaml';
import { MARKS, SCALAR } from '../lexer-marks.ts';
import type { Mend } from './mended.ts';

/** Where quotes and brackets reach over lines, by yaml's lexer, which reads on behind every mistake. */
export interface Context {
  /** Lines that begin inside of a quoted text, a text of several lines, or brackets; counted from 0. */
  inside: ReadonlySet<number>;
  /** The first quote or bracket that is never closed. */
  unclosed?: Unclosed;
}

/** A quote or bracket that was opened at a place, counted from 0, and the place where its end is missing. */
export interface Unclosed {
  kind: 'quote' | 'bracket';
  line: number;
  column: number;
  end: { line: number; mend: Mend };
}

const KEY_INSIDE = /\n *(?:- +)*["']?[A-Za-z_][\w.-]*["']?:(?=[ \t\r\n]|$)/;
const CLOSERS: Readonly<Record<string, string>> = { '[': ']', '{': '}' };

/** Reads the lines as far as the first quote or bracket that isn't closed. */
export function contextOf(lines: readonly string[]): Context {
  const inside = new Set<number>();
  const open: { sign: string; line: number; column: number }[] = [];
  let [line, column] = [0, 0];
  let isBlock = false;
  let previous = '';
  for (const token of new Lexer().lex(lines.join('\n'))) {
    const type = previous === SCALAR ? 'scalar' : CST.tokenType(token);
    previous = token;
    if (type === 'flow-error-end' && open.length > 0) return { inside, unclosed: bracket(open, lines, line) };
    if (MARKS.includes(token)) continue;
    const at = { sign: token, line, column };
    const isQuote = type === 'double-quoted-scalar' || type === 'single-quoted-scalar';
    if (isQuote && !isClosed(token)) return { inside, unclosed: quote(token, at, lines) };
    if (type === 'flow-map-start' || type === 'flow-seq-start') open.push(at);
    if (type === 'flow-map-end' || type === 'flow-seq-end') open.pop();
    const newlines = token.split('\n').length - 1;
    for (let next = line + 1; next <= line + newlines; next += 1)
      if (isQuote || isBlock || open.length > 0) inside.add(next);
    // A text of several lines begins in the line behind its header, and the line behind it is outside.
    if (isBlock && type === 'scalar') inside.add(line);
    if (isBlock && token.endsWith('\n')) inside.delete(line + newlines);
    isBlock =
      type === 'block-scalar-header' || (isBlock && type !== null && /newline|space|comment/.test(type));
    column = newlines === 0 ? column + token.length : token.length - token.lastIndexOf('\n') - 1;
    line += newlines;
  }
  return open.length === 0 ? { inside } : { inside, unclosed: bracket(open, lines, lines.length) };
}

function isClosed(token: string): boolean {
  const sign = token[0] as string;
  const ends = token.length > 1 && token.endsWith(sign);
  return ends && !KEY_INSIDE.test(token);
}

function quote(token: string, { line, column }: { line: number; column: number }, lines: readonly string[]) {
  const length = (lines[line] ?? '').trimEnd().length;
  const mend = { column: length, removed: 0, inserted: token[0] as string };
  return { kind: 'quote', line, column, end: { line, mend } } as const;
}

/** The innermost bracket that is open before a line, which is closed at the end of the last line with content. */
function bracket(
  open: readonly { sign: string; line: number; column: number }[],
  lines: readonly string[],
  before: number,
): Unclosed {
  const { sign, line, column } = open.at(-1) as (typeof open)[number];
  let last = Math.min(before, lines.length) - 1;
  while (last > line && /^\s*(?:#.*)?$/.test(lines[last] ?? '')) last -= 1;
  const text = (lines[last] ?? '').replace(/\s+#.*$/, '').trimEnd();
  const mend = { column: text.length, removed: 0, inserted: CLOSERS[sign] ?? '' };
  return { kind: 'bracket', line, column, end: { line: last, mend } };
}
