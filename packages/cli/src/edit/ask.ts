import { openSync } from 'node:fs';
import { isatty } from 'node:tty';
import { say } from '../language.ts';
import { Problem } from '../problem.ts';
import { decode, readLimited } from '../read/read-limited.ts';
import type { Terminal } from '../terminal.ts';

const MAX_BYTES = 1024 * 1024;
const STDIN = 0;

/** A value that is typed at `question`, or that comes through a pipe. With `hidden`, what is typed doesn't show. */
export async function askFor(question: string, hidden: boolean, terminal: Terminal): Promise<string> {
  const value = isatty(STDIN) ? await typed(question, hidden, terminal) : piped();
  if (value === '')
    throw new Problem(
      say('no value was given: nothing was written', '값이 없습니다. 아무것도 쓰지 않았습니다'),
    );
  return value;
}

function piped(): string {
  const content = readLimited(STDIN, MAX_BYTES);
  if (content === undefined)
    throw new Problem(say('the value is larger than 1 MiB', '값이 1 MiB 를 넘습니다'));
  const text = decode(content);
  if (text === undefined) throw new Problem(say('the value is not UTF-8', '값이 UTF-8 이 아닙니다'));
  return text.replace(/\r?\n$/, '');
}

async function typed(question: string, hidden: boolean, terminal: Terminal): Promise<string> {
  // Loaded here: most runs ask nothing.
  const [{ ReadStream, WriteStream }, { createInterface }] = await Promise.all([
    import('node:tty'),
    import('node:readline'),
  ]);
  const input = new ReadStream(openSync('/dev/tty', 'r'));
  const output = hidden ? undefined : new WriteStream(openSync('/dev/tty', 'w'));
  const lines = createInterface({ input, terminal: true, ...(output && { output }) });
  terminal.err(question);
  try {
    return await new Promise((resolve, reject) => {
      lines.once('line', resolve);
      const stop = () =>
        reject(
          new Problem(say('interrupted: nothing was written', '중단했습니다. 아무것도 쓰지 않았습니다')),
        );
      lines.once('SIGINT', stop);
      lines.once('close', stop);
    });
  } finally {
    if (hidden) terminal.err('\n');
    lines.close();
    input.destroy();
    output?.destroy();
  }
}
