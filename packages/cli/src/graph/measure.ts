import { widthOf } from '../cells.ts';

/** Sizes in pixels. */
export const TEXT = 13;
export const LINE = 18;
export const PAD = 10;

// Widths are those of wide fonts such as DejaVu Sans: with a narrower one, a box has room to spare.
const LETTER = 0.66;
const SYLLABLE = 1.05;

/** How wide the widest of such lines is at most, in pixels. */
export function linesWidth(lines: readonly string[]): number {
  return Math.max(0, ...lines.map(lineWidth));
}

function lineWidth(line: string): number {
  const letters = [...line].length;
  const wide = widthOf(line) - letters;
  return ((letters - wide) * LETTER + wide * SYLLABLE) * TEXT;
}
