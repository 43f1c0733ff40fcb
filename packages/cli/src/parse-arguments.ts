import type { Argv, Options } from 'yargs';
import yargs from 'yargs/yargs';
import { columns, wrapped } from './cells.ts';
import { type Answers, type Argument, type Command, LANG, type Option, type Run } from './command.ts';
import { language, say, told } from './language.ts';
import { Problem } from './problem.ts';
import { VERSION } from './version.ts';

/** Commands by their names. */
export type Commands = Readonly<Record<string, Command>>;

/** How wide the help is where no terminal says otherwise, and at most: long lines are hard to read. */
const HELP_WIDTH = 80;
const WIDEST = 100;

/** How wide the help is on a terminal. */
export function helpWidth(terminal: number): number {
  return Number.isFinite(terminal) ? Math.min(terminal, WIDEST) : HELP_WIDTH;
}

/**
 * What the arguments ask for, which may be to print the help, in lines of at most `width` cells. A mistake is a
 * {@link Problem}.
 */
export function parseArguments(args: readonly string[], commands: Commands, width = HELP_WIDTH): Run {
  const [name = '', ...words] = args;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  const refuse = (why: string): never => {
    throw new Problem(why, usage(commands));
  };
  if (command === undefined) {
    if (/^[^-]/.test(name)) return unknownCommand(name, commands);
    const { shown } = read(withAll(parserOf(refuse, width), commands), args);
    return printed(withHead(`${commandUsage()}\n\n${listOf(commands, width)}`, shown));
  }
  // What is meant for another program, yargs doesn't see.
  const end = command.handsOn !== undefined && words.includes('--') ? words.indexOf('--') : words.length;
  const told = readWords(words.slice(0, end), name, command, { refuse, width });
  if (typeof told === 'string')
    return told.startsWith('uegen ') ? explained(told, name, width) : printed(told);
  return (terminal) => command.start(told)(terminal, words.slice(end + 1));
}

function unknownCommand(name: string, commands: Commands): Run {
  return async () => {
    const { meantBy } = await import('./help/meant.ts');
    const meant = meantBy(name, Object.keys(commands));
    throw new Problem(
      say(`there is no command ${name}`, `${name} 이라는 명령이 없습니다`),
      meant === undefined ? usage(commands) : say(`did you mean ${meant}?`, `${meant} 을(를) 찾으셨습니까?`),
    );
  };
}

// What was asked for is the help, or the version.
function printed(text: string): Run {
  return async (terminal) => show(`${text}\n`, terminal);
}

function show(text: string, { json, out }: Parameters<Run>[0]): number {
  if (json === undefined) out(text);
  else json.answer({ status: 'shown', text });
  return 0;
}

// With what yargs knows nothing of, and no other run needs.
function explained(text: string, name: string, width: number): Run {
  return async (terminal) => {
    const { detailsText } = await import('./help/command-text.ts');
    return show(`${text}\n${detailsText(name, width)}`, terminal);
  };
}

/** What yargs makes of the words, and what it would print: to the console, whose stream takes as long to load as yargs. */
function read(parser: Argv, words: readonly string[]): { argv: object; shown: string } {
  let shown = '';
  const argv = parser.parseSync([...words], {}, (_error, _argv, text) => {
    shown = text;
  });
  return { argv, shown };
}

type Refuse = (why: string) => never;

/** How a command line is read: what a mistake becomes, and how wide the help is. */
interface Reading {
  refuse: Refuse;
  width: number;
}

// Names of yargs' own, which it would let pass without a word.
const RESERVED = /^--?(?:_|\$0|get-yargs-completions)(?:=|$)/;

function readWords(
  words: readonly string[],
  name: string,
  command: Command,
  { refuse, width }: Reading,
): Answers | string {
  const { takes = [], options, describe, handsOn } = command;
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  for (const word of words.slice(0, end))
    if (RESERVED.test(word)) refuse(unknown(word.replace(/^-+|=.*/gs, '')));
  const parser = parserOf(refuse, width)
    .usage(usageOf(name, command))
    .options(inLanguage({ ...options, lang: options.lang ?? LANG }))
    .strictOptions();
  const { argv, shown } = read(handsOn === undefined ? parser : parser.epilogue(told(handsOn)), words);
  if (shown !== '') {
    const about = [usageOf(name, command), ...wrapped(told(describe), width)];
    return withHead([about[0], '', ...about.slice(1), ...helpOn(takes, width)].join('\n'), shown);
  }
  const { _: given, ...answers } = argv as Answers & { _: string[] };
  const surplus = takes.some(({ many }) => many) ? undefined : given[takes.length];
  if (surplus !== undefined) refuse(unknown(surplus));
  const settled = Object.entries(answers).map(([option, answer]) => {
    const all = [answer].flat();
    if (all.includes('')) refuse(say(`--${option} is empty`, `--${option} 의 값이 비어 있습니다`));
    // Of two values for one option the last one counts, unless it takes several.
    return [option, options[option]?.array ? answer : all.at(-1)];
  });
  const named = Object.fromEntries(settled);
  for (const [index, { name: word, many }] of takes.entries()) {
    const value = many ? given.slice(index) : given[index];
    if (value === undefined) continue;
    // What may be named either way is named once.
    if (Object.hasOwn(named, word)) {
      const both = [String(value), `--${word} ${named[word]}`] as const;
      refuse(
        say(
          `${word} is given twice: ${both.join(' and ')}`,
          `${word} 을(를) 두 번 지정했습니다: ${both.join(', ')}`,
        ),
      );
    }
    named[word] = value;
  }
  return named;
}

function helpOn(takes: readonly Argument[], width: number): string[] {
  if (takes.length === 0) return [];
  const heading = say(takes.length === 1 ? 'Argument:' : 'Arguments:', '인수:');
  const rows = takes.map(({ name, describe }) => [name, told(describe)]);
  return ['', heading, columns(rows, width).trimEnd()];
}

function commandUsage(): string {
  return `uegen <${say('command', '명령')}> [${say('options', '옵션')}]`;
}

/** What yargs shows, with another beginning than its usage: it would break the lines of that anew. */
function withHead(head: string, shown: string): string {
  const end = shown.indexOf('\n\n');
  return shown.startsWith('uegen ') && end >= 0 ? `${head.trimEnd()}${shown.slice(end)}` : shown;
}

function unknown(word: string): string {
  return say(`Unknown argument: ${word}`, `알 수 없는 인수입니다: ${word}`);
}

function inLanguage(options: Readonly<Record<string, Option>>): Record<string, Options> {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [name, { ...option, describe: told(option.describe) }]),
  );
}

// Words stay as they are typed: no numbers and no objects are made of them.
const PARSER = {
  'boolean-negation': false,
  'camel-case-expansion': false,
  'dot-notation': false,
  'greedy-arrays': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
  // -h is told as --help only.
  'strip-aliased': true,
};

function parserOf(refuse: Refuse, width: number): Argv {
  return yargs()
    .scriptName('uegen')
    .locale('en')
    .updateStrings((language() === 'ko' ? KOREAN : {}) as Record<string, string>)
    .version(VERSION)
    .alias('help', 'h')
    .wrap(width)
    .exitProcess(false)
    .parserConfiguration(PARSER)
    .fail((message, error) => {
      // Without throwing, yargs would go on and run the command.
      if (error instanceof Error && error.name !== 'YError') throw error;
      refuse(message ?? error.message);
    });
}

function withAll(parser: Argv, commands: Commands): Argv {
  // Listed below by what they are for; yargs knows them for what they may have been meant by.
  for (const [name, command] of Object.entries(commands)) parser.command(placeOf(name, command), false);
  return parser
    .usage(commandUsage())
    .epilogue(
      say(
        'uegen help COMMAND explains a command, uegen help CODE an error such as unknown-key.',
        'uegen help <명령> 으로 명령의 도움말을, uegen help <코드> 로 unknown-key 같은 오류의 설명을 봅니다.',
      ),
    )
    .strict()
    .recommendCommands()
    .demandCommand(1, 1, say('A command is missing', '명령이 없습니다'));
}

/** All commands by what they are for, in columns of one width. */
function listOf(commands: Commands, width: number): string {
  const name = Math.max(...Object.keys(commands).map((one) => one.length));
  const groups = new Map<string, string[][]>();
  for (const [command, { group, describe }] of Object.entries(commands)) {
    const heading = group === undefined ? say('Commands', '명령') : told(group);
    groups.set(heading, [...(groups.get(heading) ?? []), [command.padEnd(name), told(describe)]]);
  }
  return [...groups].map(([heading, rows]) => `${heading}:\n${columns(rows, width)}`).join('\n');
}

function placeOf(name: string, { takes = [] }: Command): string {
  return [name, ...takes.map(({ name: word, many }) => `[${word}${many ? '..' : ''}]`)].join(' ');
}

/** How a command is typed, in the language of this run. */
export function usageOf(name: string, command: Command): string {
  const extra = command.handsOn === undefined ? '' : say(' [-- extra arguments]', ' [-- 추가 인수]');
  return `uegen ${placeOf(name, command)} [${say('options', '옵션')}]${extra}`;
}

function usage(commands: Commands): string {
  const lines = Object.entries(commands).map(([name, command]) => `    ${usageOf(name, command)}`);
  const help = say('uegen --help, uegen <command> --help', 'uegen --help, uegen <명령> --help');
  return [say('the usage is', '사용법'), ...lines, `    ${help}`].join('\n');
}

// What yargs says itself, as far as uegen can make it say it.
const KOREAN = {
  'Options:': '옵션:',
  boolean: '켜기',
  string: '문자열',
  array: '여러 번 가능',
  'default:': '기본값:',
  'choices:': '선택:',
  'Unknown argument: %s': both('알 수 없는 인수입니다: %s'),
  'Unknown command: %s': both('알 수 없는 명령입니다: %s'),
  'Not enough arguments following: %s': '값이 없습니다: %s',
  'Invalid values:': '잘못된 값:',
  'Argument: %s, Given: %s, Choices: %s': '인수: %s, 받은 값: %s, 선택: %s',
  'Show help': '도움말 표시',
  'Show version number': '버전 표시',
  'Did you mean %s?': '%s 을(를) 찾으셨습니까?',
};

// Korean has no plural.
function both(text: string) {
  return { one: text, other: text };
}
