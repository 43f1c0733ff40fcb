import type { InferredOptionTypes, Options } from 'yargs';
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
  describe: string;
  /** It takes all words that are left, as a list; only the last one can. */
  many?: true;
}

/** One command of uegen. */
export interface Command {
  describe: string;
  /** The words that it takes besides options, in their order. */
  takes?: readonly Argument[];
  /** Its options, as yargs wants them. */
  options: Readonly<Record<string, Options>>;
  /** What happens to the words behind `--`, of a command that hands them on. */
  handsOn?: string;
  /** What it does with such answers. */
  start(answers: Answers): Run;
}

const CONFIG = { name: 'config', describe: 'the config; without it, the nearest config.yml' };

/** Where a command finds the config, and where the tree lies: options of every command that reads a config. */
const PLACES = {
  config: { type: 'string', requiresArg: true, describe: 'the config' },
  out: { type: 'string', requiresArg: true, describe: 'the output folder' },
} as const;

/** What such a command is told: of its own options, and of the places once they are found. */
type Told<O extends Record<string, Options>> = InferredOptionTypes<O> & {
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
export function configCommand<O extends Record<string, Options>>(
  describe: string,
  options: O,
  work: Lazy<Told<O>>,
  { stdin = false }: { stdin?: boolean } = {},
): Command {
  return { describe, takes: [CONFIG], options: { ...PLACES, ...options }, start: atConfig(work, stdin) };
}

/** A command that takes the name of a phase, options, and whatever stands behind `--`, untouched. */
export function phaseCommand<O extends Record<string, Options>>(
  describe: string,
  options: O,
  work: Lazy<Told<O> & { phase: string | undefined }>,
): Command {
  return {
    describe,
    takes: [{ name: 'phase', describe: 'what to carry out; without it, all phases are listed' }],
    options: { ...PLACES, ...options },
    handsOn: 'What stands behind -- goes to the program that the phase runs: -- --step',
    start: atConfig(work),
  };
}

/** A command that takes the names of any phases, and options. */
export function phasesCommand<O extends Record<string, Options>>(
  describe: string,
  options: O,
  work: Lazy<Told<O> & { phases: readonly string[] }>,
): Command {
  return {
    describe,
    takes: [
      { name: 'phases', describe: 'the phases to carry out; without any, all that are due', many: true },
    ],
    options: { ...PLACES, ...options },
    start: atConfig(work),
  };
}

/** A command that takes words of its own, and options; the config is named by `--config` only. */
export function wordsCommand<O extends Record<string, Options>, W extends string>(
  describe: string,
  takes: readonly (Argument & { name: W })[],
  options: O,
  work: Lazy<Told<O> & Readonly<Record<W, string | undefined>>>,
): Command {
  return { describe, takes, options: { ...PLACES, ...options }, start: atConfig(work) };
}

/** A command without arguments. */
export function plainCommand(describe: string, work: Lazy<object>): Command {
  return {
    describe,
    options: {},
    start: (answers) => async (terminal, extra) => (await work())(answers, terminal, extra),
  };
}

/** A command that takes one word and reads no config. */
export function namedCommand<W extends string>(
  describe: string,
  argument: Argument & { name: W },
  work: Lazy<Readonly<Record<W, string | undefined>>>,
): Command {
  return {
    describe,
    takes: [argument],
    options: {},
    start: (answers) => async (terminal, extra) =>
      (await work())(answers as Record<W, string | undefined>, terminal, extra),
  };
}

/** An option that is off unless it is named. */
export function flag(describe: string) {
  return { type: 'boolean', default: false, describe } as const;
}

/** Finds the config first, and says which it took where that isn't plain. */
function atConfig<T>(work: Lazy<T>, stdin = false): Command['start'] {
  return (answers) => async (terminal, extra) => {
    const { chooseConfig } = await import('./read/find-config.ts');
    const { config, note } = chooseConfig(answers.config as string | undefined, stdin);
    if (note !== undefined && answers.quiet !== true) terminal.err(`uegen: note: ${note}\n`);
    return (await work())({ ...answers, config } as T, terminal, extra);
  };
}
