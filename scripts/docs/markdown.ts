/** The languages of the READMEs. */
export type Lang = 'en' | 'ko';

/** A table of Markdown, its cells as they stand. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Text as it stands in a cell. */
export function cell(text: string): string {
  return text.replace(/[|*<\\]/g, '\\$&');
}

/** A code span in a cell. */
export function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}

/** The text with what stands between the marks of each part replaced. */
export function fillParts(text: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce((filled, [name, content]) => {
    const [start, end] = [`<!-- generated: ${name} -->\n`, `<!-- end: ${name} -->`];
    const from = filled.indexOf(start);
    const to = filled.indexOf(end);
    if (from < 0 || to < from) throw new Error(`there is no place for ${name}`);
    return `${filled.slice(0, from + start.length)}${content}\n${filled.slice(to)}`;
  }, text);
}
