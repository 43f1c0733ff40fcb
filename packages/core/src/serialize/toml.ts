import { stringify } from 'smol-toml';
import type { Data } from './json.ts';

/** TOML, which gitlab-runner reads. A mapping's plain values stand before its tables, each in the order given. */
export function toToml(data: { readonly [key: string]: Data }): string {
  requireSayable(data);
  return stringify(data);
}

// The library writes a float, a date or half a character without a word.
function requireSayable(data: Data): void {
  if (typeof data === 'object' && data !== null) {
    for (const [key, value] of Object.entries(data)) {
      requireSayable(key);
      requireSayable(value);
    }
  } else if (typeof data === 'string') {
    if (/[\uD800-\uDFFF]/u.test(data)) throw new TypeError('half a surrogate pair');
  } else if (typeof data !== 'boolean' && !Number.isSafeInteger(data))
    throw new TypeError('neither text, a whole number nor a boolean');
}
