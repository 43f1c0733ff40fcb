import { maskLine } from '@uegen/core/plan';
import type { formatPatch, StructuredPatch, structuredPatch } from 'diff';
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
  if (before === undefined || after === undefined) return `${input.path}: a binary file, it differs\n`;
  const names = [`a/${input.path}`, `b/${input.path}`] as const;
  const options = { context: CONTEXT, timeout: PATIENCE_MS };
  const patch = library.structuredPatch(...names, before, after, undefined, undefined, options);
  if (input.secret) return `${input.path}: holds secrets, ${countLines(patch)}; they are not shown\n`;
  if (patch === undefined) return `${input.path}: too many lines differ to show them\n`;
  if (patch.hunks.length === 0) return '';
  return harmless(library.formatPatch(input.foreign ? masked(patch, input.secrets) : patch, FILE_NAMES_ONLY));
}

const FILE_NAMES_ONLY = { includeIndex: false, includeUnderline: false, includeFileHeaders: true };

function masked(patch: StructuredPatch, secrets: readonly string[]): StructuredPatch {
  const mask = (line: string) => (line.startsWith('-') ? maskLine(line, secrets) : line);
  return { ...patch, hunks: patch.hunks.map((hunk) => ({ ...hunk, lines: hunk.lines.map(mask) })) };
}

function countLines(patch: StructuredPatch | undefined): string {
  if (patch === undefined) return 'many lines differ';
  const lines = patch.hunks.flatMap((hunk) => hunk.lines);
  const count = Math.max(...['-', '+'].map((sign) => lines.filter((line) => line.startsWith(sign)).length));
  return count === 1 ? '1 line differs' : `${count} lines differ`;
}

// A file may hold what moves a terminal's cursor.
function harmless(text: string): string {
  return [...text].map((character) => (isControl(character) ? '\uFFFD' : character)).join('');
}

function isControl(character: string): boolean {
  if (character === '\n' || character === '\t') return false;
  return character < ' ' || (character >= '\u007f' && character <= '\u009f');
}
