import type { Diagnostic, Position } from '../diagnostic.ts';

/** A diagnostic of a mended text at its places in the text that was given; none where its own line could only be guessed. */
export function inOriginal(
  found: Diagnostic,
  original: (position: Position) => Position | undefined,
): Diagnostic[] {
  if (found.position === undefined) return [found];
  const position = original(found.position);
  if (position === undefined) return [];
  const also = found.also?.flatMap((other) => {
    const place = other.position && original(other.position);
    return place === undefined ? [] : [{ ...other, position: place }];
  });
  return [{ ...found, position, ...(also && { also }) }];
}
