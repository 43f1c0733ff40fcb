import type { Argv } from 'yargs';
import yargs from 'yargs/yargs';
import type { Answers, Argument, Command, Run } from './command.ts';
import { Problem } from './problem.ts';
import { VERSION } from './version.ts';

/** Commands by their names. */
export type Commands = Readonly<Record<string, Command>>;

/** What the arguments ask for: nothing when they asked for help, which is printed. A mistake is a {@link Problem}. */
export function parseArguments(args: readonly string[], commands: Commands): Run | undefined {
  const [name = '', ...words] = args;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  const refuse = (why: string): never => {
    throw new Problem(why, usage(commands));
  };
  if (command === undefined) {
    withAll(parserOf(args, refuse), commands).parseSync();
    return undefined;
  }
  // What is meant for another program, yargs doesn't see.
  const end = command.handsOn !== undefined && words.includes('--') ? words.indexOf('--') : words.length;
  const answers = readWords(words.slice(0, end), name, command, refuse);
  return answers && ((terminal) => command.start(answers)(terminal, words.slice(end + 1)));
}

type Refuse = (why: string) => never;

// Names of yargs' own, which it would let pass without a word.
const RESERVED = /^--?(?:_|\$0|get-yargs-completions)(?:=|$)/;

function readWords(
  words: readonly string[],
  name: string,
  command: Command,
  refuse: Refuse,
): Answers | undefined {
  const { takes = [], options, describe, handsOn } = command;
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  for (const word of words.slice(0, end))
    if (RESERVED.test(word)) refuse(`Unknown argument: ${word.replace(/^-+|=.*/gs, '')}`);
  const parser = parserOf(words, refuse)
    .usage([`${usageOf(name, command)}\n\n${describe}`, helpOn(takes)].join('\n\n').trimEnd())
    .options(options)
    .strictOptions();
  const { _: given, ...answers } = (
    handsOn === undefined ? parser : parser.epilogue(handsOn)
  ).parseSync() as Answers & { _: string[] };
  if (answers.help === true || answers.version === true) return undefined;
  const surplus = takes.some(({ many }) => many) ? undefined : given[takes.length];
  if (surplus !== undefined) refuse(`Unknown argument: ${surplus}`);
  const settled = Object.entries(answers).map(([option, answer]) => {
    const all = [answer].flat();
    if (all.includes('')) refuse(`--${option} is empty`);
    // Of two values for one option the last one counts, unless it takes several.
    return [option, options[option]?.array ? answer : all.at(-1)];
  });
  const named = Object.fromEntries(settled);
  for (const [index, { name: word, many }] of takes.entries()) {
    const value = many ? given.slice(index) : given[index];
    if (value === undefined) continue;
    // What may be named either way is named once.
    if (Object.hasOwn(named, word)) refuse(`${word} is given twice: ${value} and --${word} ${named[word]}`);
    named[word] = value;
  }
  return named;
}

function helpOn(takes: readonly Argument[]): string {
  if (takes.length === 0) return '';
  const width = Math.max(...takes.map(({ name }) => name.length));
  const lines = takes.map(({ name, describe }) => `\n  ${name.padEnd(width)}  ${describe}`);
  return `${takes.length === 1 ? 'Argument' : 'Arguments'}:${lines.join('')}`;
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

function parserOf(words: readonly string[], refuse: Refuse): Argv {
  return yargs([...words])
    .scriptName('uegen')
    .locale('en')
    .version(VERSION)
    .alias('help', 'h')
    .wrap(80)
    .exitProcess(false)
    .parserConfiguration(PARSER)
    .fail((message, error) => {
      // Without throwing, yargs would go on and run the command.
      if (error instanceof Error && error.name !== 'YError') throw error;
      refuse(message ?? error.message);
    });
}

function withAll(parser: Argv, commands: Commands): Argv {
  for (const [name, command] of Object.entries(commands))
    parser.command(placeOf(name, command), command.describe);
  return parser.strict().recommendCommands().demandCommand(1, 1, 'A command is missing');
}

function placeOf(name: string, { takes = [] }: Command): string {
  return [name, ...takes.map(({ name: word, many }) => `[${word}${many ? '..' : ''}]`)].join(' ');
}

function usageOf(name: string, command: Command): string {
  const extra = command.handsOn === undefined ? '' : ' [-- extra arguments]';
  return `uegen ${placeOf(name, command)} [options]${extra}`;
}

function usage(commands: Commands): string {
  const lines = Object.entries(commands).map(([name, command]) => `    ${usageOf(name, command)}`);
  return ['the usage is', ...lines, '    uegen --help, uegen <command> --help'].join('\n');
}
