import { Document, type ScalarTag, Schema } from 'yaml';
import type { YamlData } from './json.ts';

/** YAML that every reader takes for `data` and nothing else. `comment` stands above it, line by line. */
export function toYaml(data: YamlData, comment?: string): string {
  return write(data, plainSchema, comment);
}

/**
 * YAML for ansible: strings with Jinja's delimiters carry the tag `!unsafe`, so that ansible hands them on as they
 * are and never evaluates them. Keys stay untagged: ansible doesn't evaluate those. It starts with `---`, as ansible's
 * own files do.
 */
export function toAnsibleYaml(data: YamlData, comment?: string): string {
  return `---\n${write(data, ansibleSchema, comment)}`;
}

/** A string as it is written; a key is told from a value. */
type Spelling = (value: string, isKey: boolean) => string;

const plainSchema = schemaOf(scalar);
const ansibleSchema = schemaOf(ansibleText);

// Lists, mappings and these, so that anything else is refused: docs/decisions/0002-yaml-writer.md.
function schemaOf(spell: Spelling): Schema {
  const text: ScalarTag = {
    tag: 'tag:yaml.org,2002:str',
    default: true,
    identify: (value) => typeof value === 'string',
    resolve: (value) => value,
    stringify: ({ value }, { implicitKey }) => spell(value as string, implicitKey === true),
  };
  const integer: ScalarTag = {
    tag: 'tag:yaml.org,2002:int',
    default: true,
    identify: Number.isSafeInteger,
    resolve: Number,
    stringify: ({ value }) => String(value),
  };
  return new Schema({ schema: 'uegen', customTags: ['map', 'seq', text, 'bool', integer] });
}

function write(data: YamlData, schema: Schema, comment?: string): string {
  const document = new Document(data, { schema, aliasDuplicateObjects: false, keepUndefined: true });
  if (comment !== undefined) document.commentBefore = comment;
  return document.toString({ directives: false, lineWidth: 0, commentString });
}

function commentString(comment: string): string {
  return comment.replace(/^/gm, '# ');
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
