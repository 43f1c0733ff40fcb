/**
 * A text as the label of a Mermaid flowchart, between double quotes: what could end it, or start markup or an entity, becomes
 * a numeric entity, which Mermaid writes with `#` in place of `&#`.
 */
export function mermaidLabel(text: string): string {
  return text.replace(/[^\p{L}\p{N} .,:/()\u2026-]/gu, (sign) => `#${sign.codePointAt(0)};`);
}
