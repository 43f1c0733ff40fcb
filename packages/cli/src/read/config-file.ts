import { during, Problem } from '../problem.ts';
import { decode, readLimited } from './read-limited.ts';

const MAX_BYTES = 16 * 1024 * 1024;

/** The text of config.yml. Everything that keeps it from being read is a {@link Problem}. */
export function readConfig(path: string): string {
  const content = during(`can't read the config ${path}`, () => readLimited(path, MAX_BYTES));
  if (content === undefined) throw new Problem(`the config ${path} is larger than 16 MiB`);
  const text = decode(content);
  if (text !== undefined) return text;
  throw new Problem(`the config ${path} is not UTF-8`, 'save it in the encoding UTF-8');
}
