import yargs from 'yargs';
import { type Command, configCommand, flag, plainCommand } from './command.ts';
import { build } from './commands/build.ts';
import { plan } from './commands/plan.ts';
import { schema } from './commands/schema.ts';
import { status } from './commands/status.ts';
import { validate } from './commands/validate.ts';
import { crashReport } from './crash.ts';
import { asProblem, Problem } from './fs/problem.ts';
import { processTerminal, type Terminal } from './terminal.ts';
import { VERSION } from './version.ts';

const out = { type: 'string', requiresArg: true, describe: 'the output folder' } as const;
const json = flag('answer in JSON');

const COMMANDS: Readonly<Record<string, Command>> = {
  build: configCommand(
    'write every file that the config gives',
    {
      out,
      json,
      quiet: flag('print nothing but problems'),
      force: flag('replace files that were edited by hand'),
      check: flag('write nothing; exit 2 when the tree differs'),
    },
    build,
  ),
  plan: configCommand(
    'say what a build would change, and write nothing',
    { out, json, summary: flag('leave out the diffs') },
    plan,
  ),
  validate: configCommand(
    'say every mistake in the config, and write nothing',
    { json, strict: flag('exit 1 on warnings too') },
    validate,
  ),
  status: configCommand('say which of the later keys are still blank', { json }, status),
  schema: plainCommand('print the JSON Schema of config.yml, for editors', schema),
};

/** Runs uegen with its command line arguments and returns the exit code. */
async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name = '', ...rest] = args;
  let run: ((terminal: Terminal) => Promise<number>) | undefined;
  const start = (action: NonNullable<typeof run>) => {
    run = action;
  };
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  // A command alone is parsed once; together with its siblings, yargs parses twice and prepares every help text.
  if (command !== undefined) command.addTo(parserOf(rest, `uegen ${name}`), '$0', start).parse();
  else allCommands(parserOf(args, 'uegen')).parse();
  return run === undefined ? 0 : await (run as (terminal: Terminal) => Promise<number>)(terminal);
}

function parserOf(args: readonly string[], scriptName: string) {
  return yargs([...args])
    .scriptName(scriptName)
    .locale('en')
    .version(VERSION)
    .exitProcess(false)
    .parserConfiguration({ 'duplicate-arguments-array': false })
    .strict()
    .fail((message, error) => {
      // Without throwing, yargs would go on and run the command.
      if (error instanceof Error && error.name !== 'YError') throw error;
      throw new Problem(message ?? error.message, usage());
    });
}

function allCommands(parser: ReturnType<typeof parserOf>) {
  for (const [name, command] of Object.entries(COMMANDS)) command.addTo(parser, name, () => {});
  return parser.demandCommand(1, 1, 'A command is missing');
}

function usage(): string {
  const lines = Object.entries(COMMANDS).map(
    ([name, { positionals }]) => `    uegen ${[name, positionals, '[options]'].filter(Boolean).join(' ')}`,
  );
  return ['the usage is', ...lines, '    uegen --help, uegen <command> --help'].join('\n');
}

/** Prints what ended a run, and nothing of it that might come from the config. */
function explain(error: unknown, terminal: Terminal): void {
  const problem = asProblem(error, 'the file system refused');
  if (!(problem instanceof Problem)) terminal.err(crashReport(error));
  else terminal.err(formatProblem(problem));
}

function formatProblem({ message, hint }: Problem): string {
  return `uegen: error: ${message}\n${hint === undefined ? '' : `  hint: ${hint}\n`}`;
}

const terminal = processTerminal();
main(process.argv.slice(2), terminal)
  .catch((error: unknown) => {
    explain(error, terminal);
    return 1;
  })
  .then((code) => {
    process.exitCode = code;
  });
