/** Text of a cell of a Markdown table, as it is: what would end the cell or start other markup throws. */
export function markdownCell(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for.
  if (/[\u0000-\u001f\u007f-\u009f|`<>&\\[\]_]/.test(text))
    throw new TypeError('a table cannot carry this text');
  return text;
}
