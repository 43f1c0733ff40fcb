/**
 * A text as the label of a Mermaid flowchart, between double quotes: what could end it, or start markup or an entity, becomes
 * a numeric entity, which Mermaid writes with `#` in place of `&#`.
 */
export function mermaidLabel(text: string): string {
  // Most labels, in both languages: to know all of Unicode's letters takes V8 longer than the rest of a picture.
  if (/^[A-Za-z0-9\uAC00-\uD7A3 .,:/()\u2026-]*$/.test(text)) return text;
  return text.replace(/[^\p{L}\p{N} .,:/()\u2026-]/gu, (sign) => `#${sign.codePointAt(0)};`);
}
