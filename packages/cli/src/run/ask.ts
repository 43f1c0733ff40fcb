import { errorCode } from '../problem.ts';

/** The most of an answer that is looked at, in characters. */
const LONGEST = 64 * 1024;
/** The most of it that is shown. */
const SHOWN = 160;
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals' own codes begin with one.
const CODES = /\u001B\[[0-?]*[ -/]*[@-~]/g;

/** What a program answered. None of it is trusted: it may come from another machine. */
export interface Answer {
  /** Undefined where it couldn't be started, or didn't end in time. */
  code: number | undefined;
  /** The program isn't there. */
  missing: boolean;
  stdout: string;
  stderr: string;
}

/**
 * Runs a program that only looks, with nothing to read and in the language of its source, and answers with what it
 * printed. It is killed after `seconds`.
 */
export async function ask(
  [program, ...args]: readonly [string, ...string[]],
  { seconds, cwd }: { seconds: number; cwd?: string },
): Promise<Answer> {
  const { spawn } = await import('node:child_process');
  const answer: Answer = { code: undefined, missing: false, stdout: '', stderr: '' };
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      answer[name] = `${answer[name]}${text}`.slice(0, LONGEST);
    });
  return new Promise((resolve) => {
    const end = (code: number | null, missing = false) => {
      clearTimeout(timer);
      // What it started may hold the pipes for longer.
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ ...answer, code: code ?? undefined, missing });
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      end(null);
    }, seconds * 1000);
    child.on('error', (error) => end(null, errorCode(error) === 'ENOENT'));
    child.on('close', (code) => end(code));
  });
}

/** A line of somebody else's text as it can be shown: without a terminal's codes, and not for ever. */
export function plain(text: string): string {
  const [line = ''] = text.split(/[\r\n]+/).filter((one) => one.trim() !== '');
  const safe = line
    .replace(CODES, '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .trim();
  return safe.length > SHOWN ? `${safe.slice(0, SHOWN)}…` : safe;
}

/** Does something for each item, for so many at a time; the answers stand in the items' order. */
export async function inParallel<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = [];
  const rest = [...items.entries()];
  const worker = async () => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift())
      answers[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return answers;
}
