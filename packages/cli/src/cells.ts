// What a terminal shows two cells wide.
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/;

// What gives a text its style takes no place.
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is how a terminal is told.
const STYLE = /\u001B\[\d+m/g;

/** The least room for a last column beside the others; with less it stands below them. */
const LEAST = 32;
const BELOW = 6;

/**
 * Lines of columns, each as wide as its widest cell; Korean takes two places a letter. The last column is broken by words
 * where the lines would be wider than `width` cells.
 */
export function columns(rows: readonly (readonly string[])[], width = Number.POSITIVE_INFINITY): string {
  const count = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const widths = Array.from({ length: count - 1 }, (_, index) =>
    rows.reduce((widest, row) => Math.max(widest, widthOf(row[index] ?? '')), 0),
  );
  const offset = widths.reduce((sum, one) => sum + one + 2, 2);
  const beside = width - offset >= LEAST;
  const lines = rows.flatMap((row) => {
    const [head, last] = [row.slice(0, count - 1), row[count - 1] ?? ''];
    const first = head.map((cell, index) => `${cell}${' '.repeat((widths[index] ?? 0) - widthOf(cell))}  `);
    if (beside || last === '') return hanging(`  ${first.join('')}`, wrapped(last, width - offset), offset);
    return [`  ${first.join('')}`, ...hanging(' '.repeat(BELOW), wrapped(last, width - BELOW), BELOW)];
  });
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

function hanging(head: string, [first = '', ...rest]: readonly string[], offset: number): string[] {
  return [`${head}${first}`, ...rest.map((line) => `${' '.repeat(offset)}${line}`)];
}

/** How many cells of a terminal a text takes. */
export function widthOf(text: string): number {
  return [...text.replace(STYLE, '')].reduce(
    (sum, character) => sum + (WIDE.test(character) || character > '\uFFFF' ? 2 : 1),
    0,
  );
}

/** A text whose lines are broken between words where they are wider than `width` cells; the rest of each is indented. */
export function folded(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => {
      if (widthOf(line) <= width) return [line];
      const indent = / */.exec(line)?.[0].length ?? 0;
      const rest = indent + 2;
      return hanging(' '.repeat(indent), wrapped(line.slice(indent), width - rest), rest);
    })
    .join('\n');
}

/** Lines of at most `width` cells, broken between words; a word that is longer has a line of its own. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
