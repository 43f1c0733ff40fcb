import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './scratch.ts';

/**
 * The folder that a script of test/ makes when it is given its name. It is made once, also where several suites begin at
 * a time, and kept in the cache as `name`, by a version that changes with the script and with `others`, paths beside it.
 */
export async function made(name: string, script: string, others: readonly string[] = []): Promise<string> {
  const path = fileURLToPath(new URL(`../${script}`, import.meta.url));
  const hash = createHash('sha256').update(readFileSync(path));
  for (const other of others) hash.update(other).update(readFileSync(join(dirname(path), other)));
  const version = hash.digest('hex').slice(0, 12);
  const folder = join(process.env.XDG_CACHE_HOME ?? '/var/cache', name, version);
  if (!existsSync(folder)) {
    mkdirSync(dirname(folder), { recursive: true });
    const unlessMade = '[ -d "$0" ] || exec "$1" "$0"';
    await succeed('flock', [`${folder}.lock`, 'sh', '-c', unlessMade, folder, path]);
  }
  return folder;
}

/** Runs a program, and throws with what it said when it fails. */
export async function succeed(command: string, args: readonly string[]): Promise<void> {
  const { status, stdout, stderr } = await run(command, args);
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stdout}${stderr}`);
}
