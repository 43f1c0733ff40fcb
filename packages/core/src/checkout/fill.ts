import type { Value } from './values.ts';

/** How a format spells a value at one place of a file, or undefined where it can't without changing the meaning. */
export type Encode = (value: Value) => string | undefined;

/** Replaces the placeholders in a piece of a file that starts at `offset`; what it puts in is never looked at again. */
export type FillPiece = (piece: string, offset: number, encode: Encode) => string;

/** Replaces the placeholders of a whole file, each as its place wants it. */
export type FillFile = (text: string, fill: FillPiece) => string;

/** `@dotted.key@`, as the Maven step's filter takes it. */
export const PLACEHOLDER = /@([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)@/g;

/** The file's own text. */
export const verbatim: Encode = ({ text }) => text;
