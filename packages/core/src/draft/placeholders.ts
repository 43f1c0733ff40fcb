import type { Schema } from '../config/schema.ts';
import type { Reference } from '../parse/tree.ts';

/**
 * What may stand for a reference, the best first: a text that names it, and then made-up values of the other shapes that
 * the schema knows. `number` tells the references of a config apart. No machine has such an address (RFC 2544) and no
 * name ends so (RFC 2606).
 */
export function placeholdersFor({ tag, argument }: Reference, number: number, schema: Schema): string[] {
  const short = `placeholder${number}`;
  return [
    `unresolved-${tag}-${argument.replaceAll(/[^A-Za-z0-9._-]+/g, '-')}`,
    short,
    `${short}.invalid:5000`,
    `/dev/${short}`,
    `https://${short}.invalid`,
    `${short}/image:0`,
    `${short}@mail.invalid`,
    `0-${short}`,
    `sha256:${String(number).padStart(64, '0')}`,
    ...[schema.default, schema.enum?.[0], schema.examples?.[0]]
      .filter((value) => value !== undefined && typeof value !== 'object')
      .map(String),
    `198.18.${(number >> 8) & 255}.${number & 255}`,
    String((schema.minimum ?? 0) + number),
    'true',
  ];
}
