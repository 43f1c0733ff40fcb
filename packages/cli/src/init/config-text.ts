import { schemaAt, toYaml } from '@uegen/core';
import { wrapped } from '../cells.ts';
import { language, say, told } from '../language.ts';
import type { Value, Values } from './questions.ts';
import { inSchemaOrder, textOf } from './texts.ts';

/** The file that the editor's line of config.yml names. */
export const SCHEMA_FILE = 'uegen.schema.json';

const WIDTH = 100;
const STEP = 2;

/**
 * The text of config.yml: the values in the schema's order, each below what the schema says of it. `secrets` are the files
 * that hold a key's value; `blank` are keys without one.
 */
export function configText(
  values: Values,
  secrets: ReadonlyMap<string, string>,
  blank: readonly string[],
): string {
  const keys = inSchemaOrder([...new Set([...Object.keys(values), ...secrets.keys(), ...blank, 'lang'])]);
  const all: Values = { ...values, lang: language() };
  const lines = keys.flatMap((key, index) => [
    ...headingsOf(key, keys[index - 1]),
    ...below(key, commentOf(key)),
    ...below(key, entryOf(key, all[key], secrets.get(key))),
  ]);
  return `${[...head(), ...lines].join('\n')}\n`;
}

function head(): string[] {
  const about = say(
    'The uEngine Cloud that uegen build makes every file for. uegen --help lists the commands, and uegen schema prints all keys.',
    'uEngine Cloud 의 설정입니다. uegen build 가 이 파일로 모든 파일을 만듭니다. 명령은 uegen --help 로, 쓸 수 있는 모든 키는 uegen schema 로 볼 수 있습니다.',
  );
  return [`# yaml-language-server: $schema=${SCHEMA_FILE}`, '#', ...commented(about, 0)];
}

/** The mappings that begin with this key, behind a blank line where one of config.yml's own sections does. */
function headingsOf(key: string, previous: string | undefined): string[] {
  const names = key.split('.');
  const before = previous?.split('.') ?? [];
  const first = names.findIndex((name, depth) => name !== before[depth]);
  const opened = names.slice(0, -1).map((_, depth) => names.slice(0, depth + 1).join('.'));
  const lines = opened
    .slice(first)
    .flatMap((mapping) => [
      ...below(mapping, commentOf(mapping)),
      ...below(mapping, [`${mapping.split('.').at(-1)}:`]),
    ]);
  return first === 0 ? ['', ...lines] : lines;
}

function commentOf(key: string): string[] {
  return commented(told(textOf(key)), depthOf(key));
}

function commented(text: string, depth: number): string[] {
  return wrapped(text, WIDTH - 2 - depth * STEP).map((line) => `# ${line}`);
}

function entryOf(key: string, value: Value | undefined, file: string | undefined): string[] {
  const name = key.split('.').at(-1) ?? '';
  if (file !== undefined) return [`${name}: !file ${file}`];
  if (value === undefined) return [`${name}:`];
  const isNumber = typeof value === 'string' && schemaAt(key.split('.'), undefined)?.type === 'integer';
  return toYaml({ [name]: isNumber ? Number(value) : value })
    .trimEnd()
    .split('\n');
}

function depthOf(key: string): number {
  return key.split('.').length - 1;
}

function below(key: string, lines: readonly string[]): string[] {
  const indent = ' '.repeat(depthOf(key) * STEP);
  return lines.map((line) => `${indent}${line}`);
}
