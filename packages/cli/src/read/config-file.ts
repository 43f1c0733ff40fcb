import { normalize } from 'node:path';
import { during, Problem } from '../problem.ts';
import { STDIN } from './find-config.ts';
import { decode, readLimited } from './read-limited.ts';

const MAX_BYTES = 16 * 1024 * 1024;

/** What a config is called in messages. */
export function nameOfConfig(path: string): string {
  return path === STDIN ? '<stdin>' : normalize(path);
}

/** The text of config.yml, or of the standard input. Everything that keeps it from being read is a {@link Problem}. */
export function readConfig(path: string): string {
  const name = path === STDIN ? nameOfConfig(path) : path;
  const content = during(`can't read the config ${name}`, () =>
    readLimited(path === STDIN ? 0 : path, MAX_BYTES),
  );
  if (content === undefined) throw new Problem(`the config ${name} is larger than 16 MiB`);
  const text = decode(content);
  if (text !== undefined) return text;
  throw new Problem(`the config ${name} is not UTF-8`, 'save it in the encoding UTF-8');
}
