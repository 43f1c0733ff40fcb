import type { Text } from '../../text.ts';
import type { Mend } from './mended.ts';

/** One slip in a line: what is wrong at which column, counted from 0, and the change that makes YAML of it. */
export interface Slip {
  column: number;
  message: Text;
  hint: Text;
  mend: Mend;
  /** True where the change may give another value than was meant: then nothing else is said of the line. */
  isGuess?: boolean;
}

/** What a kind of slip looks at besides its line. */
export interface Surroundings {
  /** The line with content before this one, without its blanks at the end; '' for the first. */
  before: string;
  /** The indentations of the mappings that are open before this line, the outermost first. */
  open: readonly number[];
}

/** Finds the first slip of one kind in a line that neither a quote nor a bracket of another line reaches into. */
export type SlipKind = (line: string, surroundings: Surroundings) => Slip | undefined;

/** Any space that isn't YAML's. */
export const ODD_SPACE = '\\u00A0\\u1680\\u2000-\\u200B\\u202F\\u205F\\u3000\\uFEFF';

/** The number of spaces in front. */
export function indentOf(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0;
}

/** The indentation that a line most likely was to have, by the one before it. */
export function likelyIndent(before: string): number {
  const opens = /:[ \t]*(?:#.*)?$/.test(before);
  return indentOf(before) + (opens ? 2 : 0);
}

/** The change that puts quotes around a line's value, which begins at `start`. */
export function quoted(line: string, start: number): Mend {
  const value = line.slice(start).trimEnd();
  return { column: start, removed: value.length, inserted: `'${value.replaceAll("'", "''")}'` };
}
