import type { Value } from './values.ts';

/** How a format spells a value at one place of a file, or undefined where it can't without changing the meaning. */
export type Encode = (value: Value) => string | undefined;

/** Replaces the placeholders in a piece of a file that starts at `offset`; what it puts in is never looked at again. */
export type FillPiece = (piece: string, offset: number, encode: Encode) => string;

/** Replaces the placeholders of a whole file, each as its place wants it. */
export type FillFile = (text: string, fill: FillPiece) => string;

/** `@dotted.key@`, as the Maven step's filter takes it. */
export const PLACEHOLDER = /@([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)@/g;

/** What ends a line for one reader or another, or can't be read at all. */
export const BREAKS = /[\p{Cc}\u2028\u2029]/u;

/** The file's own text, of which nothing is escaped: a comment, or a block. */
export const verbatim: Encode = ({ text }) => (BREAKS.test(text) ? undefined : text);
