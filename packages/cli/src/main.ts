import { commands } from './commands/index.ts';
import { crashReport } from './crash.ts';
import { languageOf, say, speak } from './language.ts';
import { helpWidth, parseArguments } from './parse-arguments.ts';
import { asProblem, Problem } from './problem.ts';
import { processTerminal, type Terminal } from './terminal.ts';

/** Runs uegen with its command line arguments and returns the exit code. */
async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  return parseArguments(args, commands, helpWidth(terminal.width))(terminal, []);
}

/** The same, with one object for an answer where the command line asks for one. */
export async function answered(args: readonly string[], terminal: Terminal): Promise<number> {
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  if (!args.slice(0, end).includes('--json')) return main(args, terminal);
  const { inJson } = await import('./answer.ts');
  return inJson(terminal, (quiet) => main(args, quiet));
}

/** Prints what ended a run, and nothing of it that might come from the config. */
export function explain(error: unknown, terminal: Terminal): void {
  const problem = asProblem(error, say('the file system refused', '파일 시스템이 거부했습니다'));
  if (!(problem instanceof Problem)) terminal.err(crashReport(error));
  else terminal.tell(formatProblem(problem));
}

function formatProblem({ message, hint }: Problem): string {
  const advice = hint === undefined ? '' : `  ${say('hint', '힌트')}: ${hint}\n`;
  return `uegen: ${say('error', '오류')}: ${message}\n${advice}`;
}

/** Runs uegen as the command line says. */
export function start(): void {
  const terminal = processTerminal();
  const args = process.argv.slice(2);
  speak(languageOf(args, process.env));
  answered(args, terminal)
    .catch((error: unknown) => {
      explain(error, terminal);
      return 1;
    })
    .then((code) => {
      process.exitCode = code;
    });
}
