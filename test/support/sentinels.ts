import { generate, hasErrors } from '@uegen/core';
import { parseDocument } from 'yaml';
import { putAt, textPlaces } from './keys.ts';
import { random } from './random.ts';
import { configText } from './scenarios.ts';

/** The paths of every place that the schema marks as a secret. */
export const secretPaths: string[][] = textPlaces()
  .filter(({ schema }) => schema['x-secret'])
  .map(({ path }) => path);

const ALPHABET = [...'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'];

/** A value of its own for each secret; no eight characters of it stand anywhere by chance. */
export const sentinels: string[] = secretPaths.map((_, index) => {
  const next = random(1000 + index);
  const letters = Array.from({ length: 24 }, () => ALPHABET[Math.floor(next() * ALPHABET.length)]);
  // What a URL or a shell would spell otherwise stands in the middle.
  return [...letters.slice(0, 12), '+/', ...letters.slice(12)].join('');
});

/** A config that uses everything, with a sentinel in every secret. */
export function sentinelConfig(): string {
  const document = parseDocument(configText('valid', 'full'), { schema: 'failsafe' });
  for (const [index, path] of secretPaths.entries()) {
    // Some secrets are options of a program, `name=value`.
    const shapes = [String(sentinels[index]), `option=${sentinels[index]}`];
    for (const value of shapes) {
      putAt(document, path, document.createNode(value));
      const { diagnostics } = generate(String(document), { outputs: [] });
      if (!diagnostics.some((one) => one.path.join('.') === path.join('.') && hasErrors([one]))) break;
    }
  }
  return document.toString({ lineWidth: 0 });
}

const WINDOW = 8;

/** How a secret may be spelt: as it is, backwards, in a URL, in base64 at each of its three offsets, in hex. */
function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((offset) => {
    // The first and the last characters also depend on the neighbours.
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    return text.slice(offset === 0 ? 0 : 4).replace(/.{0,4}$/, '');
  });
  const backwards = [...secret].reverse().join('');
  const hex = bytes.toString('hex');
  return [secret, backwards, encodeURIComponent(secret), ...base64, hex, hex.toUpperCase()];
}

const owners = new Map<string, string>();
for (const [index, secret] of sentinels.entries())
  for (const spelling of spellings(secret))
    for (let start = 0; start + WINDOW <= spelling.length; start++)
      owners.set(spelling.slice(start, start + WINDOW), (secretPaths[index] as string[]).join('.'));

/** The secrets of which a text tells at least eight characters on end, in any spelling; by the names of their keys. */
export function leaks(text: string): string[] {
  const found = new Set<string>();
  for (let start = 0; start + WINDOW <= text.length; start++) {
    const owner = owners.get(text.slice(start, start + WINDOW));
    if (owner !== undefined) found.add(owner);
  }
  return [...found];
}
