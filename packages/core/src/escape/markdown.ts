/** Text of a cell of a Markdown table, as it is: what would end the cell or start other markup throws. */
export function markdownCell(text: string): string {
  if (/[\p{Cc}|`<>&\\[\]_]/u.test(text)) throw new TypeError('a table cannot carry this text');
  return text;
}
