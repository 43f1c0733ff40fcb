import type { Position } from '../diagnostic.ts';

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
