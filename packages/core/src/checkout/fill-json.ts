import type { Encode, FillFile } from './fill.ts';

const insideString: Encode = ({ text }) => JSON.stringify(text).slice(1, -1);
const outsideString: Encode = ({ text, bare }) => (bare ? text : undefined);

/** JSON: escaped inside a string; elsewhere only a number or a boolean can stand. */
export const fillJson: FillFile = (text, fill) => {
  let filled = '';
  let offset = 0;
  for (const [piece] of text.matchAll(/"(?:\\[\s\S]|[^"\\])*(?:"|$)|[^"]+/g)) {
    filled += fill(piece, offset, piece.startsWith('"') ? insideString : outsideString);
    offset += piece.length;
  }
  return filled;
};
