import { languageOf, speak } from '../../packages/cli/src/language.ts';
import { answered, explain } from '../../packages/cli/src/main.ts';
import { painter, type Terminal } from '../../packages/cli/src/terminal.ts';
import type { Ended } from '../support/scratch.ts';
import { harmless } from './support.ts';

/**
 * Runs uegen in this process, its outputs no terminals: for tests of what a command says and writes, many times over,
 * rather than of the program that is started. Environment and working folder are those of the test. What
 * it prints must be harmless, too.
 */
export async function uegenHere(args: readonly string[]): Promise<Ended> {
  const ended: Ended = { status: null, stdout: '', stderr: '' };
  const out = (text: string) => {
    ended.stdout += text;
  };
  const err = (text: string) => {
    ended.stderr += text;
  };
  const plain = painter(false);
  const [width, height] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const terminal: Terminal = { out, err, tell: err, paintOut: plain, paintErr: plain, width, height };
  speak(languageOf(args, process.env));
  ended.status = await answered(args, terminal).catch((error: unknown) => {
    explain(error, terminal);
    return 1;
  });
  harmless(ended);
  return ended;
}
