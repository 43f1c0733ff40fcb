import yargs from 'yargs';
import type { Command, Run } from './command.ts';
import { Problem } from './problem.ts';
import { VERSION } from './version.ts';

/** Commands by their names. */
export type Commands = Readonly<Record<string, Command>>;

/** What the arguments ask for: nothing when they asked for help, which is printed. A mistake is a {@link Problem}. */
export function parseArguments(args: readonly string[], commands: Commands): Run | undefined {
  const [name = '', ...rest] = args;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command?.handsOn) return parseHandingOn(command, name, rest, commands);
  return command?.plain(rest) ?? parseWithYargs(args, commands);
}

// yargs would look for numbers and quotes in words that are meant for another program.
function parseHandingOn(
  command: Command,
  name: string,
  args: readonly string[],
  commands: Commands,
): Run | undefined {
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  const own = args.slice(0, end);
  const run = command.plain(own) ?? parseWithYargs([name, ...own], commands);
  return run && ((terminal) => run(terminal, args.slice(end + 1)));
}

/** The same, by yargs alone. */
export function parseWithYargs(args: readonly string[], commands: Commands): Run | undefined {
  const [name = '', ...rest] = args;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  let run: Run | undefined;
  const start = (action: Run) => {
    run = action;
  };
  // A command alone is parsed once; together with its siblings, yargs parses twice and prepares every help text.
  if (command !== undefined) command.addTo(parserOf(rest, `uegen ${name}`, commands), '$0', start).parse();
  else withAll(parserOf(args, 'uegen', commands), commands).parse();
  return run;
}

function parserOf(args: readonly string[], scriptName: string, commands: Commands) {
  return yargs([...args])
    .scriptName(scriptName)
    .locale('en')
    .version(VERSION)
    .exitProcess(false)
    .parserConfiguration({ 'duplicate-arguments-array': false, 'boolean-negation': false })
    .strict()
    .fail((message, error) => {
      // Without throwing, yargs would go on and run the command.
      if (error instanceof Error && error.name !== 'YError') throw error;
      throw new Problem(message ?? error.message, usage(commands));
    });
}

function withAll(parser: ReturnType<typeof parserOf>, commands: Commands) {
  for (const [name, command] of Object.entries(commands)) command.addTo(parser, name, () => {});
  return parser.demandCommand(1, 1, 'A command is missing');
}

function usage(commands: Commands): string {
  const lines = Object.entries(commands).map(
    ([name, { positionals, handsOn }]) =>
      `    uegen ${[name, positionals, '[options]', handsOn && '[-- extra arguments]'].filter(Boolean).join(' ')}`,
  );
  return ['the usage is', ...lines, '    uegen --help, uegen <command> --help'].join('\n');
}
