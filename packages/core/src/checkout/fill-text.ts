import { propertiesValue } from '../serialize/properties.ts';
import type { Encode, FillFile } from './fill.ts';

// Nothing is known about the format: only characters that mean nothing in shell, HTML, JavaScript or properties.
const harmless: Encode = ({ text }) => (/^[\p{L}\p{N}._:/@+,-]*$/u.test(text) ? text : undefined);

/** Any other kind of text. */
export const fillText: FillFile = (text, fill) => fill(text, 0, harmless);

/** A file of Java's Properties, which reads Latin-1: what isn't ASCII is escaped. */
export const fillProperties: FillFile = (text, fill) =>
  fill(text, 0, (value) => {
    const plain = harmless(value);
    return plain === undefined ? undefined : propertiesValue(plain);
  });
