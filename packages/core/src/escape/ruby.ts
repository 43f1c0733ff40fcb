/**
 * A value as a string of Ruby in single quotes, in which only the backslash and the quote itself mean something. Ruby
 * reads a carriage return before a line break as nothing, and ends at a NUL: both throw.
 */
export function rubyString(value: string): string {
  if (/[\r\0]/.test(value)) throw new RangeError('gitlab.rb cannot carry this value');
  return `'${value.replace(/[\\']/g, '\\$&')}'`;
}

const LITERAL = /^(?:true|false|0|[1-9][0-9]*|0[0-7]{3}|'(?:[^'\\]|\\['\\])*')$/;

/** A literal of Ruby as it is: a string of {@link rubyString}, a number, an octal mode, true or false. All else throws. */
export function rubyLiteral(literal: string): string {
  if (!LITERAL.test(literal)) throw new RangeError('gitlab.rb cannot carry this value');
  return literal;
}
