import { propertiesValue } from '../serialize/properties.ts';
import { mavenKeeps } from './maven.ts';

/**
 * How a value may be written into the services' resources, the plainest first: as it is, in YAML's double quotes, as
 * what stands between double quotes or single ones, and as JSON and properties have it. Each is one line of ASCII,
 * whatever encoding Maven takes, and gets through Maven unchanged.
 */
export function spellings(value: string): string[] {
  const between = betweenQuotes(value);
  const inJson = escapes(value, (_, character) => character.replace(/[\s\S]/g, inUnits));
  const all = [
    value,
    `"${between}"`,
    between,
    value.replaceAll("'", "''"),
    guarded(inJson),
    guarded(propertiesValue(value)),
  ];
  return [...new Set(all)].filter((spelling) => /^[ -~]*$/.test(spelling) && mavenKeeps(spelling));
}

/** What stands for a value between double quotes in YAML. */
export function betweenQuotes(value: string): string {
  return guarded(escapes(value, (code) => `\\U${hex(code, 8)}`));
}

/** What YAML and JSON both read between double quotes; `beyond` spells what lies beyond the basic plane. */
function escapes(value: string, beyond: (code: number, character: string) => string): string {
  return value.replace(/["\\]/g, '\\$&').replace(/[^ -~]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff ? beyond(code, character) : inUnits(character);
  });
}

function inUnits(unit: string): string {
  return `\\u${hex(unit.charCodeAt(0), 4)}`;
}

/** Maven looks for a pair of `@`, and for a letter, a colon and a backslash: neither stays. */
function guarded(spelling: string): string {
  const text = /@.*@/.test(spelling) ? spelling.replaceAll('@', '\\u0040') : spelling;
  return mavenKeeps(text) ? text : text.replaceAll(':', '\\u003a');
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
