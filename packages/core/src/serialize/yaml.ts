import { type ScalarTag, stringify } from 'yaml';
import type { Data } from './json.ts';

/** YAML that every reader takes for `data` and nothing else. `comment` stands above it, line by line. */
export function toYaml(data: Data, comment?: string): string {
  return write(data, text, comment);
}

/**
 * YAML for ansible: strings with Jinja's delimiters carry the tag `!unsafe`, so that ansible hands them on as they
 * are and never evaluates them. Keys stay untagged: ansible doesn't evaluate those.
 */
export function toAnsibleYaml(data: Data, comment?: string): string {
  return write(data, ansibleText, comment);
}

function write(data: Data, strings: ScalarTag, comment?: string): string {
  const body = stringify(data, {
    customTags: () => ['map', 'seq', strings, literal],
    aliasDuplicateObjects: false,
    lineWidth: 0,
  });
  return comment === undefined ? body : `${comment.replace(/^/gm, '# ')}\n\n${body}`;
}

// What no reader of YAML 1.1 or 1.2 could type, fold or end early: words that start with a letter or an IPv4
// address. Everything else is quoted: PyYAML stops at a tab or a `=` that YAML 1.2 allows unquoted.
const PLAIN =
  /^(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z_/](?:(?:[\w./@,+=()-]|:(?! )| (?! ))*[\w./)-])?$|^\d+(?:\.\d+){3}(?:[\w./,-]|:(?! ))*(?<!:)$/i;

// Left raw by JSON, but line breaks (U+0085, U+2028) or refused (the rest) for one reader or another; SnakeYAML
// before 1.18, which Spring Boot 1.5 brings along, refuses everything beyond the basic plane.
const RAW_IN_JSON = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|[\u{10000}-\u{10ffff}]/gu;

const text: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  identify: (value) => typeof value === 'string',
  resolve: (value) => value,
  stringify: ({ value }) => scalar(String(value)),
};

const ansibleText: ScalarTag = {
  ...text,
  stringify({ value }, context) {
    const string = String(value);
    return !context.implicitKey && /\{[{%#]/.test(string) ? `!unsafe ${quote(string)}` : scalar(string);
  },
};

const literal: ScalarTag = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  identify: (value) => typeof value === 'boolean' || Number.isSafeInteger(value),
  resolve: (value) => value,
  stringify: ({ value }) => String(value),
};

function scalar(value: string): string {
  return PLAIN.test(value) ? value : quote(value);
}

function quote(value: string): string {
  return JSON.stringify(value).replace(RAW_IN_JSON, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
  });
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
