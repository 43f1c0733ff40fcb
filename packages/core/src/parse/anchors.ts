import type { Diagnostic } from '../diagnostic.ts';
import { findAnchors } from './find-anchors.ts';

/**
 * An error at each anchor that no alias refers to. It was meant as a value that starts with `&`, which YAML drops
 * without a word: `password: &a b` is `b`, and `token: &abc` is blank.
 */
export function unusedAnchors(text: string): Diagnostic[] {
  return mayHoldAnchor(text) ? findAnchors(text) : [];
}

const ANCHOR = /(?:^|[\s:,[{-])&/;

// Without a quote on its line, what stands behind a # is in a comment, in a scalar of several lines, or in a block: no
// anchor in any of them.
const COMMENT = /^(?:[^"'&]*[ \t])?#[^"']*$/;

/** False where the lexer, which takes half as long as everything else, would find none. */
function mayHoldAnchor(text: string): boolean {
  if (!ANCHOR.test(text)) return false;
  return text.split(/[\r\n]/).some((line) => ANCHOR.test(line) && !COMMENT.test(line));
}
