import type { Text } from '@uegen/core';
import type { InferredOptionTypes, Options } from 'yargs';
import { say } from './language.ts';
import type { Terminal } from './terminal.ts';

/**
 * What a command does once its arguments are known; it answers with the exit code. `extra` are the words behind `--`,
 * of a command that hands them on.
 */
export type Run = (terminal: Terminal, extra: readonly string[]) => Promise<number>;

/** What a command line answered, by the names of the arguments and the options. */
export type Answers = Readonly<Record<string, unknown>>;

/** A word that a command takes besides options. One that has an option's name may be given as either. */
export interface Argument {
  name: string;
  describe: Text;
  /** It takes all words that are left, as a list; only the last one can. */
  many?: true;
}

/** An option, as yargs wants it but for its languages. */
export type Option = Omit<Options, 'describe'> & { describe: Text };

type OptionList = Readonly<Record<string, Option>>;

/** One command of uegen. */
export interface Command {
  describe: Text;
  /** What it is for, as a heading in the list of all commands. */
  group?: Text;
  /** The words that it takes besides options, in their order. */
  takes?: readonly Argument[];
  options: OptionList;
  /** What happens to the words behind `--`, of a command that hands them on. */
  handsOn?: Text;
  /** What it does with such answers. */
  start(answers: Answers): Run;
}

const CONFIG = {
  name: 'config',
  describe: {
    en: 'The config; by default, the nearest config.yml',
    ko: '설정 파일. 기본값은 가장 가까운 config.yml',
  },
};

/** Where a command finds the config, and where the tree lies: options of every command that reads a config. */
const PLACES = {
  config: { type: 'string', requiresArg: true, describe: { en: 'The config', ko: '설정 파일' } },
  out: { type: 'string', requiresArg: true, describe: { en: 'The output folder', ko: '출력 폴더' } },
} as const;

/** What such a command is told: of its own options, and of the places once they are found. */
type Told<O extends OptionList> = InferredOptionTypes<{ [Name in keyof O]: Omit<O[Name], 'describe'> }> & {
  config: string;
  out: string | undefined;
};

type Work<T> = (options: T, terminal: Terminal, extra: readonly string[]) => Promise<number>;

/**
 * Loads what a command does, so that it costs nothing until it is asked for: `async () => (await import(…)).build`. What
 * it loads answers with the exit code.
 */
type Lazy<T> = () => Promise<Work<T>>;

/** A command that takes a config and options. `stdin` lets `-` be the config. */
export function configCommand<O extends OptionList>(
  describe: Text,
  options: O,
  work: Lazy<Told<O>>,
  { stdin = false }: { stdin?: boolean } = {},
): Command {
  return { describe, takes: [CONFIG], options: { ...PLACES, ...options }, start: atConfig(work, stdin) };
}

/** A command that takes the name of a phase, options, and whatever stands behind `--`, untouched. */
export function phaseCommand<O extends OptionList>(
  describe: Text,
  options: O,
  work: Lazy<Told<O> & { phase: string | undefined }>,
): Command {
  return {
    describe,
    takes: [
      {
        name: 'phase',
        describe: {
          en: 'The phase to run; without it, all are listed',
          ko: '실행할 단계. 생략하면 모두 나열',
        },
      },
    ],
    options: { ...PLACES, ...options },
    handsOn: {
      en: 'Words after -- go to the program that the phase runs: uegen run install -- --step',
      ko: '-- 뒤의 단어는 단계가 실행하는 프로그램에 전달됩니다: uegen run install -- --step',
    },
    start: atConfig(work),
  };
}

/** A command that takes the names of any phases, and options. */
export function phasesCommand<O extends OptionList>(
  describe: Text,
  options: O,
  work: Lazy<Told<O> & { phases: readonly string[] }>,
): Command {
  return {
    describe,
    takes: [
      {
        name: 'phases',
        describe: {
          en: 'The phases to run; by default, all that are due',
          ko: '실행할 단계. 기본값은 실행할 때가 된 모든 단계',
        },
        many: true,
      },
    ],
    options: { ...PLACES, ...options },
    start: atConfig(work),
  };
}

/** A command that takes words of its own, and options; the config is named by `--config` only. */
export function wordsCommand<O extends OptionList, W extends string>(
  describe: Text,
  takes: readonly (Argument & { name: W })[],
  options: O,
  work: Lazy<Told<O> & Readonly<Record<W, string | undefined>>>,
): Command {
  return { describe, takes, options: { ...PLACES, ...options }, start: atConfig(work) };
}

/** A command without arguments, which reads no config. */
export function plainCommand<O extends OptionList>(
  describe: Text,
  options: O,
  work: Lazy<Omit<Told<O>, 'config' | 'out'>>,
): Command {
  return {
    describe,
    options,
    start: (answers) => async (terminal, extra) => (await work())(answers as never, terminal, extra),
  };
}

/** A command that takes one word, and maybe options, and reads no config. */
export function namedCommand<W extends string, O extends OptionList>(
  describe: Text,
  argument: Argument & { name: W },
  options: O,
  work: Lazy<Omit<Told<O>, 'config' | 'out'> & Readonly<Record<W, string | undefined>>>,
): Command {
  return {
    describe,
    takes: [argument],
    options,
    start: (answers) => async (terminal, extra) => (await work())(answers as never, terminal, extra),
  };
}

/** An option that is off unless it is named. */
export function flag(en: string, ko: string) {
  return { type: 'boolean', default: false, describe: { en, ko } } as const;
}

/** Finds the config first, and says which it took where that isn't plain. */
function atConfig<T>(work: Lazy<T>, stdin = false): Command['start'] {
  return (answers) => async (terminal, extra) => {
    const { chooseConfig } = await import('./read/find-config.ts');
    const { config, note } = chooseConfig(answers.config as string | undefined, stdin);
    if (note !== undefined && answers.quiet !== true)
      terminal.tell(`uegen: ${say('note', '알림')}: ${note}\n`);
    return (await work())({ ...answers, config } as T, terminal, extra);
  };
}

/** The language of what uegen says; of every command. */
export const LANG = {
  type: 'string',
  requiresArg: true,
  choices: ['ko', 'en'],
  describe: {
    en: 'Language of messages; by default, that of the locale',
    ko: '메시지의 언어. 기본값은 로케일',
  },
} as const;

/** Commands that are for the same, under one heading. */
export function inGroup(
  group: Text,
  commands: Readonly<Record<string, Command>>,
): Readonly<Record<string, Command>> {
  return Object.fromEntries(Object.entries(commands).map(([name, command]) => [name, { ...command, group }]));
}
