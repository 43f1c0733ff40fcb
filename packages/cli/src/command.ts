import type { InferredOptionTypes, Options } from 'yargs';
import type { Terminal } from './terminal.ts';

/**
 * What a command does once its arguments are known; it answers with the exit code. `extra` are the words behind `--`,
 * of a command that hands them on.
 */
export type Run = (terminal: Terminal, extra: readonly string[]) => Promise<number>;

/** What a command line answered, by the names of the argument and the options. */
export type Answers = Readonly<Record<string, unknown>>;

/** One command of uegen. */
export interface Command {
  describe: string;
  /** The one word that it takes besides options. */
  argument?: { name: string; default?: string; describe: string };
  /** Its options, as yargs wants them. */
  options: Readonly<Record<string, Options>>;
  /** What happens to the words behind `--`, of a command that hands them on. */
  handsOn?: string;
  /** What it does with such answers. */
  start(answers: Answers): Run;
}

const CONFIG = { name: 'config', default: './config.yml', describe: 'the config' };

/** A command that takes a config and options; `run` answers with the exit code. */
export function configCommand<O extends Record<string, Options>>(
  describe: string,
  options: O,
  run: (options: InferredOptionTypes<O> & { config: string }, terminal: Terminal) => Promise<number>,
): Command {
  return {
    describe,
    argument: CONFIG,
    options,
    start: (answers) => (terminal) => run(answers as Parameters<typeof run>[0], terminal),
  };
}

/** A command that takes the name of a phase, options, and whatever stands behind `--`, untouched. */
export function phaseCommand<O extends Record<string, Options>>(
  describe: string,
  options: O,
  run: (
    options: InferredOptionTypes<O> & { phase: string | undefined },
    terminal: Terminal,
    extra: readonly string[],
  ) => Promise<number>,
): Command {
  return {
    describe,
    argument: { name: 'phase', describe: 'what to carry out; without it, all phases are listed' },
    options,
    handsOn: 'What stands behind -- goes to the program that the phase runs: -- --step',
    start: (answers) => (terminal, extra) => run(answers as Parameters<typeof run>[0], terminal, extra),
  };
}

/** A command without arguments. */
export function plainCommand(
  describe: string,
  run: (options: object, terminal: Terminal) => Promise<number>,
): Command {
  return { describe, options: {}, start: (answers) => (terminal) => run(answers, terminal) };
}

/** An option that is off unless it is named. */
export function flag(describe: string) {
  return { type: 'boolean', default: false, describe } as const;
}
