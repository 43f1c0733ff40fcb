import { widthOf } from './cells.ts';
import type { Terminal } from './terminal.ts';

/** git's own: less ends at once where all fits on the screen, shows colours, and leaves the text there. */
const LESS = 'FRX';
const MISSING = [126, 127];

/**
 * Prints a text through the operator's pager where it is longer than the screen: `PAGER`, or else less. An empty `PAGER`, and
 * one that can't be started, print it as it is.
 */
export async function page(text: string, terminal: Terminal): Promise<void> {
  const { PAGER: pager = 'less', LESS: less = LESS } = process.env;
  if (pager === '' || pager === 'cat' || !isLong(text, terminal)) {
    terminal.out(text);
    return;
  }
  const { spawnSync } = await import('node:child_process');
  // Ctrl-C is the pager's, which takes it for the end of a search.
  const ignore = () => {};
  process.on('SIGINT', ignore);
  const { status } = spawnSync('sh', ['-c', pager], {
    input: text,
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { ...process.env, LESS: less },
  });
  process.off('SIGINT', ignore);
  if (status === null || MISSING.includes(status)) terminal.out(text);
}

function isLong(text: string, { width, height }: Terminal): boolean {
  const lines = text.trimEnd().split('\n');
  const rows = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(plain(line)) / width)), 0);
  return rows >= height;
}

// What colours a text takes no place.
function plain(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal's codes begin with one.
  return line.replace(/\u001B\[[0-9;]*m/g, '');
}
