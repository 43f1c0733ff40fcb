import { isSecret, type Lang, schemaAt } from '@uegen/core';
import { applyEdits, askFor, secretPath } from '../edit/index.ts';
import { Problem } from '../problem.ts';
import type { Terminal } from '../terminal.ts';
import { goOn } from './next.ts';

/** What `uegen set` is told on the command line. */
export interface SetOptions {
  config: string;
  out: string | undefined;
  lang: Lang | undefined;
  extension: readonly string[] | undefined;
  run: boolean;
  key: string | undefined;
  value: string | undefined;
}

/**
 * `uegen set`: a key of config.yml. A secret goes into a file beside it, which the config then refers to, and is never
 * taken from the command line, where other users see it. 1 where the result would have errors: then nothing is written.
 */
export async function set(options: SetOptions, terminal: Terminal): Promise<number> {
  const { key } = options;
  if (key === undefined) throw new Problem('a key is missing', 'uegen set gitlab.root.username root');
  const path = key.split('.');
  if (path.includes('')) throw new Problem(`${key} is no key: write names with single dots between them`);
  checkKind(key, path);
  const wish = isSecret(path)
    ? await secretWish(options, path, terminal)
    : { edits: [{ set: path, value: options.value ?? (await askFor(`${key}: `, false, terminal)) }] };
  const done = await applyEdits(options, wish, terminal);
  return done ? goOn(options, options.run, terminal) : 1;
}

function checkKind(key: string, path: readonly string[]): void {
  const kind = schemaAt(path, '')?.type;
  if (kind === 'array') throw new Problem(`${key} is a list: change it in config.yml by hand`);
  if (kind === 'object') throw new Problem(`${key} holds keys of its own: name one of them`);
}

async function secretWish({ key, value: given }: SetOptions, path: readonly string[], terminal: Terminal) {
  if (given !== undefined)
    throw new Problem(
      `${key} is a secret: its value is not taken from the command line, where others can see it`,
      `leave it out to be asked, or pipe it in: uegen set ${key} <FILE`,
    );
  const value = await askFor(`${key} (what you type doesn't show): `, true, terminal);
  const file = secretPath(path);
  return {
    edits: [{ set: path, value: { tag: 'file' as const, argument: file } }],
    secrets: [{ path: file, value }],
  };
}
