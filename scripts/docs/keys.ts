import type { Schema } from '@uegen/core';
import { type SchemaKey, schemaKeys } from '../../test/support/keys.ts';
import { cell, code, type Lang, table } from './markdown.ts';

const WORDS = {
  en: {
    columns: ['key', 'value', 'default', 'what it is'],
    string: 'text',
    integer: 'number',
    boolean: '`true` or `false`',
    array: 'list',
    object: 'keys',
    orFalse: (kind: string) => `${kind}, or \`false\``,
    either: (kind: string) => `text or ${kind}`,
    any: 'anything',
    required: '(required)',
    secret: ' (secret)',
    effect: {
      none: ' (changes no file)',
      carried: ' (only carried files hold it)',
      images: ' (only the images of the services hold it)',
    },
  },
  ko: {
    columns: ['키', '값', '기본값', '설명'],
    string: '문자열',
    integer: '숫자',
    boolean: '`true`, `false`',
    array: '목록',
    object: '하위 키',
    orFalse: (kind: string) => `${kind} 또는 \`false\``,
    either: (kind: string) => `문자열 또는 ${kind}`,
    any: '모두',
    required: '(필수)',
    secret: ' (비밀 값)',
    effect: {
      none: ' (어떤 파일도 바꾸지 않음)',
      carried: ' (가져오는 파일에만 들어감)',
      images: ' (서비스 이미지에만 들어감)',
    },
  },
} as const;

/** Every key that the schema describes in one language only, or in none. */
export function keysWithoutKorean(): string[] {
  return schemaKeys()
    .filter(({ schema }) => schema.description === undefined || schema['x-ko'] === undefined)
    .map(({ path }) => path.join('.'));
}

/** One table for each section of config.yml, with every key that the schema names. */
export function keyTables(lang: Lang): string {
  const keys = schemaKeys();
  const sections = keys.filter(({ path }) => path.length === 1);
  const single = sections.filter(({ path }) => keysBelow(keys, path[0]).length === 0);
  const [later, scalar] = split(single, ({ schema }) => schema['x-later'] === true);
  return [
    rows(scalar, lang),
    ...sections
      .filter((section) => !single.includes(section))
      .map(
        (section) =>
          `## ${section.path[0]}\n\n${describe(section, lang)}\n\n${rows(keysBelow(keys, section.path[0]), lang)}`,
      ),
    `## ${later.map(({ path }) => path[0]).join(', ')}\n\n${later[0] ? describe(later[0], lang) : ''}`,
  ].join('\n\n');
}

/** The sections of config.yml that may be missing, a row each. */
export function sectionTable(lang: Lang): string {
  const page = lang === 'ko' ? 'docs/keys.ko.md' : 'docs/keys.md';
  const optional = schemaKeys().filter(
    ({ path, schema, required }) =>
      path.length === 1 && !required && ['object', 'array'].includes(schema.type ?? ''),
  );
  return table(
    lang === 'ko' ? ['항목', '설명'] : ['section', 'what it is'],
    optional.map((key) => [`[\`${key.path[0]}\`](${page}#${key.path[0]})`, describe(key, lang)]),
  );
}

function keysBelow(keys: readonly SchemaKey[], section: string | undefined): SchemaKey[] {
  return keys.filter(({ path }) => path.length > 1 && path[0] === section);
}

function split<T>(all: readonly T[], is: (one: T) => boolean): [T[], T[]] {
  return [all.filter(is), all.filter((one) => !is(one))];
}

function rows(keys: readonly SchemaKey[], lang: Lang): string {
  const words = WORDS[lang];
  return table(
    words.columns,
    keys.map((key) => [
      code(key.path.join('.').replaceAll('.0.', '[].')),
      kindOf(key.schema, lang),
      key.required ? words.required : defaultOf(key.schema),
      describe(key, lang) +
        effectOf(key.schema, lang) +
        (key.schema['x-secret'] === true ? words.secret : ''),
    ]),
  );
}

function describe({ schema }: SchemaKey, lang: Lang): string {
  return cell((lang === 'ko' ? schema['x-ko'] : schema.description) ?? '');
}

function effectOf(schema: Schema, lang: Lang): string {
  const effect = schema['x-effect'];
  return effect === undefined ? '' : WORDS[lang].effect[effect];
}

function defaultOf({ default: value }: Schema): string {
  // An empty mapping says nothing: the keys below it have their own.
  if (value === undefined || JSON.stringify(value) === '{}') return '';
  return code(typeof value === 'string' ? value : JSON.stringify(value));
}

/** What may stand behind a key, in one or two words. */
function kindOf(schema: Schema, lang: Lang): string {
  const words = WORDS[lang];
  const { if: choice, then, else: otherwise } = schema;
  if (choice?.type !== undefined && then !== undefined && otherwise !== undefined) {
    const kind = words[choice.type];
    return otherwise.enum?.[0] === false ? words.orFalse(kind) : words.either(kind);
  }
  if (schema.enum !== undefined) return schema.enum.map((value) => code(String(value))).join(', ');
  if (schema.type === undefined) return words.any;
  return `${words[schema.type]}${schema.type === 'integer' ? range(schema) : ''}`;
}

function range({ minimum, maximum }: Schema): string {
  if (maximum !== undefined) return ` ${minimum ?? ''}–${maximum}`;
  return minimum === undefined ? '' : ` ≥ ${minimum}`;
}
