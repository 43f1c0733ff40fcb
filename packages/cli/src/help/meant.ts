import { suggest } from '@uegen/core';

/** The one of several words that was meant by a misspelt one, if any is near. Apart, since a right one needs no library. */
export function meantBy(word: string, known: readonly string[]): string | undefined {
  return suggest(word, known);
}
