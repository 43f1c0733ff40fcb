const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** A value as text between tags, or in an attribute, of XML 1.0. What that can't carry, or reads as another character, throws. */
export function xmlText(value: string): string {
  if (/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(value)) throw new RangeError('XML cannot carry this value');
  return value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
