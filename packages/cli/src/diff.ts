import { maskLine } from '@uegen/core/plan';
import type { formatPatch, StructuredPatch, structuredPatch } from 'diff';
import { say } from './language.ts';
import { decode } from './read/read-limited.ts';

/** The two sides of one file, and what may be shown of them. */
export interface DiffInput {
  path: string;
  old: Uint8Array;
  new: Uint8Array;
  /** True when the content must not be shown at all. */
  secret: boolean;
  /** True when uegen didn't write the old side, which then may hold secrets anywhere. */
  foreign: boolean;
  /** Values that never show in a foreign line. */
  secrets: readonly string[];
}

const CONTEXT = 3;
const PATIENCE_MS = 2000;

/** The library that compares lines. */
export interface DiffLibrary {
  structuredPatch: typeof structuredPatch;
  formatPatch: typeof formatPatch;
}

/** A function that makes unified diffs with the given library. */
export function differ(library: DiffLibrary): (input: DiffInput) => string {
  return (input) => unifiedDiff(library, input);
}

// Of a secret file it only tells how many lines differ.
function unifiedDiff(library: DiffLibrary, input: DiffInput): string {
  const [before, after] = [decode(input.old), decode(input.new)];
  if (before === undefined || after === undefined)
    return say(
      `${input.path}: a binary file, it differs\n`,
      `${input.path}: 이진 파일이며, 내용이 다릅니다\n`,
    );
  const names = [`a/${input.path}`, `b/${input.path}`] as const;
  const options = { context: CONTEXT, timeout: PATIENCE_MS };
  const patch = library.structuredPatch(...names, before, after, undefined, undefined, options);
  if (input.secret)
    return say(
      `${input.path}: holds secrets, ${countLines(patch)}; they are not shown\n`,
      `${input.path}: 비밀 값이 있는 파일이라 내용을 보여 주지 않습니다. ${countLines(patch)}\n`,
    );
  if (patch === undefined)
    return say(
      `${input.path}: too many lines differ to show them\n`,
      `${input.path}: 다른 줄이 너무 많아 보여 주지 않습니다\n`,
    );
  if (patch.hunks.length === 0) return '';
  return harmless(library.formatPatch(input.foreign ? masked(patch, input.secrets) : patch, FILE_NAMES_ONLY));
}

const FILE_NAMES_ONLY = { includeIndex: false, includeUnderline: false, includeFileHeaders: true };

function masked(patch: StructuredPatch, secrets: readonly string[]): StructuredPatch {
  const mask = (line: string) => (line.startsWith('-') ? maskLine(line, secrets) : line);
  return { ...patch, hunks: patch.hunks.map((hunk) => ({ ...hunk, lines: hunk.lines.map(mask) })) };
}

function countLines(patch: StructuredPatch | undefined): string {
  if (patch === undefined) return say('many lines differ', '다른 줄이 많습니다');
  const lines = patch.hunks.flatMap((hunk) => hunk.lines);
  const count = Math.max(...['-', '+'].map((sign) => lines.filter((line) => line.startsWith(sign)).length));
  return count === 1
    ? say('1 line differs', '1줄이 다릅니다')
    : say(`${count} lines differ`, `${count}줄이 다릅니다`);
}

// A file may hold what moves a terminal's cursor.
function harmless(text: string): string {
  return [...text].map((character) => (isControl(character) ? '\uFFFD' : character)).join('');
}

function isControl(character: string): boolean {
  if (character === '\n' || character === '\t') return false;
  return character < ' ' || (character >= '\u007f' && character <= '\u009f');
}
