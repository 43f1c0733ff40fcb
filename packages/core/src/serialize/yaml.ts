import type { Data } from './json.ts';

// Why not the yaml package: docs/decisions/0002-yaml-writer.md.

/** YAML that every reader takes for `data` and nothing else. `comment` stands above it, line by line. */
export function toYaml(data: Data, comment?: string): string {
  return write(data, scalar, comment);
}

/**
 * YAML for ansible: strings with Jinja's delimiters carry the tag `!unsafe`, so that ansible hands them on as they
 * are and never evaluates them. Keys stay untagged: ansible doesn't evaluate those. It starts with `---`, as ansible's
 * own files do.
 */
export function toAnsibleYaml(data: Data, comment?: string): string {
  return `---\n${write(data, ansibleText, comment)}`;
}

/** A string as it is written; a key is told from a value. */
type Spelling = (value: string, isKey: boolean) => string;

function write(data: Data, spell: Spelling, comment?: string): string {
  const body = node(data, '', spell).slice(1);
  return comment === undefined ? `${body}\n` : `${comment.replace(/^/gm, '# ')}\n\n${body}\n`;
}

// Begins with a space, or with a line break where it goes on below.
function node(data: Data, indent: string, spell: Spelling): string {
  if (typeof data === 'string') return ` ${spell(data, false)}`;
  if (typeof data === 'boolean' || Number.isSafeInteger(data)) return ` ${data}`;
  if (typeof data !== 'object' || data === null)
    throw new TypeError('neither text, a whole number nor a boolean');
  const deeper = `${indent}  `;
  let text = '';
  if (Array.isArray(data)) {
    for (const item of data) text += `\n${indent}-${node(item, deeper, spell).replace(/^\n */, ' ')}`;
    return text || ' []';
  }
  for (const [key, value] of Object.entries(data)) {
    const name = spell(key, true);
    // A key of more than 1024 characters must say that it is one.
    text += `\n${indent}${name.length > 1000 ? `? ${name}\n${indent}` : name}:${node(value, deeper, spell)}`;
  }
  return text || ' {}';
}

// What no reader of YAML 1.1 or 1.2 could type, fold or end early: words that start with a letter or an IPv4
// address. Everything else is quoted: PyYAML stops at a tab or a `=` that YAML 1.2 allows unquoted.
const PLAIN =
  /^(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z_/](?:(?:[\w./@,+=()-]|:(?! )| (?! ))*[\w./)-])?$|^\d+(?:\.\d+){3}(?:[\w./,-]|:(?! ))*(?<!:)$/i;

// Left raw by JSON, but line breaks (U+0085, U+2028) or refused (the rest) for one reader or another; SnakeYAML
// before 1.18, which Spring Boot 1.5 brings along, refuses everything beyond the basic plane.
const RAW_IN_JSON = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|[\u{10000}-\u{10ffff}]/gu;

function ansibleText(value: string, isKey: boolean): string {
  return !isKey && /\{[{%#]/.test(value) ? `!unsafe ${quote(value)}` : scalar(value);
}

/** A string as a scalar that stands anywhere outside a flow. */
export function scalar(value: string): string {
  return PLAIN.test(value) ? value : quote(value);
}

/** A string in double quotes. */
export function quote(value: string): string {
  return JSON.stringify(value).replace(RAW_IN_JSON, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
  });
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
