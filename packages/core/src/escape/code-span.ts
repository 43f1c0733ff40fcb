/** A value as a code span of Markdown: fenced by more backticks than it holds anywhere in a row (CommonMark 6.1). */
export function codeSpan(value: string): string {
  const longest = Math.max(0, ...(value.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  // Markdown takes one space from either end, unless there is nothing else.
  const pad = /^[` ]|[` ]$/.test(value) && /[^ ]/.test(value) ? ' ' : '';
  return `${fence}${pad}${value}${pad}${fence}`;
}
