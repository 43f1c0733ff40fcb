/**
 * A file for java.util.Properties (`load(InputStream)`: ISO-8859-1), one `key: value` per line, all of it ASCII.
 * `comment` stands above it, line by line. Keys hold letters, digits, dots and dashes only.
 */
export function toProperties(values: ReadonlyMap<string, string>, comment: string): string {
  const lines = [...values].map(([key, value]) => `${key}: ${propertiesValue(value)}`.trimEnd());
  return `${comment.replace(/^/gm, '# ')}\n\n${lines.join('\n')}\n`;
}

const NAMED: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\f': '\\f',
};

/** A value as java.util.Properties reads it: blanks in front, backslashes and all but printable ASCII escaped. */
export function propertiesValue(value: string): string {
  return value
    .replace(/[^\x20-\x5b\x5d-\x7e]/g, (unit) => NAMED[unit] ?? codeUnit(unit))
    .replace(/^ | $/g, '\\u0020');
}

function codeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
