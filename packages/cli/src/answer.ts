import type { Diagnostic } from '@uegen/core';
import { say } from './language.ts';
import { asProblem, Problem } from './problem.ts';
import type { Terminal } from './terminal.ts';

/** What every answer in JSON begins with, and what it ends with. */
export interface Answer {
  /** The version of the format: a key may come, and none goes or changes its meaning within one. */
  format: 1;
  /** How the run ended. */
  status: string;
  /** What is wrong with the config, or is to be known of it. */
  diagnostics: readonly Diagnostic[];
}

/** A config with errors; the diagnostics tell them. */
export interface InvalidAnswer extends Answer {
  status: 'invalid';
}

/** Something kept the command from its work: a word on the command line, a file that can't be read, or a bug of uegen's. */
export interface ErrorAnswer extends Answer {
  status: 'error';
  /** The same sentences as on stderr, in the language of the run. */
  problem: { message: string; hint?: string };
}

/** The machines couldn't be asked, or nothing could be built; stderr says why. */
export interface FailedAnswer extends Answer {
  status: 'failed';
}

/** What `--help` and `--version` print, in the language of the run. */
export interface ShownAnswer extends Answer {
  status: 'shown';
  text: string;
}

/** What a command says of its own work. */
export type Payload<A extends Answer> = Omit<A, 'format' | 'diagnostics'>;

/** An answer as a text. */
export function json(answer: object): string {
  return `${JSON.stringify(answer, null, 2)}\n`;
}

/** How many diagnostics are printed at once: 500,000 would be a text that is too long for V8. */
const AT_ONCE = 1000;

/** Prints an answer, the diagnostics piece by piece. */
export function printAnswer(
  { diagnostics, ...answer }: Pick<Answer, 'diagnostics'> & Record<string, unknown>,
  out: (text: string) => void,
): void {
  if (diagnostics.length <= AT_ONCE) {
    out(json({ ...answer, diagnostics }));
    return;
  }
  const end = ']\n}\n';
  out(json({ ...answer, diagnostics: [] }).slice(0, -end.length));
  for (let from = 0; from < diagnostics.length; from += AT_ONCE) {
    const piece = JSON.stringify(diagnostics.slice(from, from + AT_ONCE), null, 2);
    const items = piece.slice('['.length, -'\n]'.length).replaceAll('\n', '\n  ');
    out(`${from === 0 ? '' : ','}${items}`);
  }
  out(`\n  ${end}`);
}

/**
 * Runs a command whose answer is one object on stdout, whatever becomes of it. What it says to people goes to stderr, but for
 * diagnostics, which the object holds.
 */
export async function inJson(
  terminal: Terminal,
  work: (terminal: Terminal) => Promise<number>,
): Promise<number> {
  let diagnostics: readonly Diagnostic[] = [];
  let payload: object | undefined;
  const print = (answer: object) => printAnswer({ format: 1, ...answer, diagnostics }, terminal.out);
  const quiet: Terminal = {
    ...terminal,
    out: terminal.err,
    paintOut: terminal.paintErr,
    json: {
      answer: (one) => {
        payload = one;
      },
      diagnose: (more) => {
        diagnostics = [...diagnostics, ...more];
      },
    },
  };
  try {
    const code = await work(quiet);
    const failed = diagnostics.some(({ severity }) => severity === 'error') ? 'invalid' : 'failed';
    print(payload ?? { status: code === 0 ? 'done' : failed });
    return code;
  } catch (error) {
    const problem = asProblem(error, say('the file system refused', '파일 시스템이 거부했습니다'));
    const { message, hint } = problem instanceof Problem ? problem : { message: 'crashed', hint: undefined };
    print({ status: 'error', problem: { message, ...(hint !== undefined && { hint }) } });
    throw error;
  }
}
