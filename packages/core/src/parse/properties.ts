const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

/**
 * The keys and values of a text as java.util.Properties loads it, in their order; undefined where that throws, at an
 * escape `\uXXXX` that is none.
 */
export function parseProperties(text: string): [key: string, value: string][] | undefined {
  const entries: [string, string][] = [];
  for (const line of logicalLines(text)) {
    const [, key = '', value = ''] = ENTRY.exec(line) ?? [];
    const entry = [decode(key), decode(value)] as const;
    if (entry[0] === undefined || entry[1] === undefined) return undefined;
    entries.push([entry[0], entry[1]]);
  }
  return entries;
}

const ENTRY = /^((?:\\[\s\S]|[^\\ \t\f=:])*)[ \t\f]*[=:]?[ \t\f]*([\s\S]*)$/;

/** Lines without comments and the blanks in front; one that ends with an odd number of backslashes goes on. */
function logicalLines(text: string): string[] {
  const lines: string[] = [];
  let open: string | undefined;
  for (const natural of text.split(/\r\n|\r|\n/)) {
    const line = natural.replace(/^[ \t\f]+/, '');
    if (open === undefined && (line === '' || /^[#!]/.test(line))) continue;
    const whole: string = (open ?? '') + line;
    const goesOn = (/\\+$/.exec(line)?.[0].length ?? 0) % 2 === 1;
    open = goesOn ? whole.slice(0, -1) : undefined;
    if (open === undefined) lines.push(whole);
  }
  return open === undefined ? lines : [...lines, open];
}

function decode(text: string): string | undefined {
  let isBroken = false;
  const decoded = text.replace(
    /\\(?:u([0-9A-Fa-f]{4})|([\s\S]?))/g,
    (_, hex: string | undefined, one = '') => {
      isBroken ||= one === 'u';
      return hex === undefined ? (ESCAPES[one] ?? one) : String.fromCharCode(Number.parseInt(hex, 16));
    },
  );
  return isBroken ? undefined : decoded;
}
