/**
 * A value as a code span of Markdown: fenced by more backticks than it holds anywhere in a row (CommonMark 6.1). A line
 * break would become a blank, and an empty line end the span: it throws.
 */
export function codeSpan(value: string): string {
  if (/[\n\r\0]/.test(value)) throw new RangeError('a code span cannot carry this value');
  const longest = Math.max(0, ...(value.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  // Markdown takes one space from either end, unless there is nothing else.
  const pad = /^[` ]|[` ]$/.test(value) && /[^ ]/.test(value) ? ' ' : '';
  return `${fence}${pad}${value}${pad}${fence}`;
}
