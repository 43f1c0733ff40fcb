import type { Text } from '@uegen/core';
import { type Command, LANG, type Option } from '../../packages/cli/src/command.ts';
import { commands } from '../../packages/cli/src/commands/index.ts';
import { cell, code, type Lang, table } from './markdown.ts';

const COLUMNS = { en: ['option', 'of', 'what it does'], ko: ['옵션', '명령', '설명'] };

interface Row {
  spelling: string;
  describe: Text;
  of: string[];
}

/** Every option of every command; one that means the same to several stands once. */
export function optionTable(lang: Lang): string {
  return table(
    COLUMNS[lang],
    rows().map(({ spelling, describe, of }) => [
      code(spelling),
      of.map((name) => code(name)).join(', '),
      cell(describe[lang]),
    ]),
  );
}

function rows(): Row[] {
  const found: Row[] = [];
  for (const [command, { options }] of Object.entries(commands))
    for (const [name, { type, choices, default: value, describe }] of Object.entries(allOf(options))) {
      const spelling = spellingOf(name, { type, choices, default: value, describe });
      const same = found.find((row) => row.spelling === spelling && row.describe.en === describe.en);
      if (same) same.of.push(command);
      else found.push({ spelling, describe, of: [command] });
    }
  return found;
}

/** An option as it is typed, with the words that it takes. */
export function spellingOf(name: string, { type, choices, default: value }: Option): string {
  const words = choices?.join('|') ?? (type === 'boolean' ? undefined : name.toUpperCase());
  const standard = typeof value === 'string' ? ` (${value})` : '';
  return `--${name}${words === undefined ? '' : ` ${words}${standard}`}`;
}

/** The options of a command with those that every command has. */
export function allOf(options: Command['options']): Command['options'] {
  return { lang: LANG, ...options };
}
