import type { Argv, InferredOptionTypes, Options } from 'yargs';
import { plainAnswers } from './plain-arguments.ts';
import type { Terminal } from './terminal.ts';

/**
 * What a command does once its arguments are known; it answers with the exit code. `extra` are the words behind `--`,
 * of a command that hands them on.
 */
export type Run = (terminal: Terminal, extra: readonly string[]) => Promise<number>;

/** One command of uegen, as yargs wants it. */
export interface Command {
  describe: string;
  /** Its arguments as yargs spells them, for example `[config]`. */
  positionals: string;
  /** Its options as yargs takes them, by name. */
  options: Readonly<Record<string, Options>>;
  /** True when the words behind `--` are not its own. */
  handsOn?: boolean;
  /** Tells yargs about the command, under the given name; what it does is handed to `start`. */
  addTo(parser: Argv, name: string, start: (run: Run) => void): Argv;
  /** What arguments without any difficulty ask for; undefined for those that yargs has to look at. */
  plain(args: readonly string[]): Run | undefined;
}

const CONFIG = { type: 'string', default: './config.yml', describe: 'the config' } as const;

/** A command that takes a config and options; `run` answers with the exit code. */
export function configCommand<O extends Record<string, Options>>(
  describe: string,
  options: O,
  run: (options: InferredOptionTypes<O> & { config: string }, terminal: Terminal) => Promise<number>,
): Command {
  const positionals = '[config]';
  return {
    describe,
    positionals,
    options,
    addTo: (parser, name, start) =>
      parser.command(
        `${name} ${positionals}`,
        describe,
        (inner) => inner.positional('config', CONFIG).options(options),
        (answers) => start((terminal) => run(answers as unknown as Parameters<typeof run>[0], terminal)),
      ),
    plain: (args) => {
      const answers = plainAnswers(args, options, { name: 'config', default: CONFIG.default });
      return answers && ((terminal) => run(answers as Parameters<typeof run>[0], terminal));
    },
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
  const positionals = '[phase]';
  type Answered = Parameters<typeof run>[0];
  return {
    describe,
    positionals,
    options,
    handsOn: true,
    addTo: (parser, name, start) =>
      parser.command(
        `${name} ${positionals}`,
        describe,
        (inner) =>
          inner
            .positional('phase', {
              type: 'string',
              describe: 'what to carry out; without it, all phases are listed',
            })
            .options(options)
            .epilogue(
              'What stands behind -- goes to the program that the phase runs, for example: -- --step',
            ),
        (answers) => start((terminal, extra) => run(answers as unknown as Answered, terminal, extra)),
      ),
    plain: (args) => {
      const answers = plainAnswers(args, options, { name: 'phase', default: undefined });
      return answers && ((terminal, extra) => run(answers as Answered, terminal, extra));
    },
  };
}

/** A command without arguments. */
export function plainCommand(
  describe: string,
  run: (options: object, terminal: Terminal) => Promise<number>,
): Command {
  return {
    describe,
    positionals: '',
    options: {},
    addTo: (parser, name, start) =>
      parser.command(
        name,
        describe,
        (inner) => inner,
        (answers) => start((terminal) => run(answers, terminal)),
      ),
    plain: (args) => plainAnswers(args, {}) && ((terminal) => run({}, terminal)),
  };
}

/** An option that is off unless it is named. */
export function flag(describe: string) {
  return { type: 'boolean', default: false, describe } as const;
}
