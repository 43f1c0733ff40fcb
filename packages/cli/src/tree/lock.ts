import { join } from 'node:path';
import { during, errorCode, Problem } from '../problem.ts';
import type { FileSystem } from './file-system.ts';
import type { Layout } from './layout.ts';
import type { Self } from './this-process.ts';

/** A lock in uegen's folder. Its name says all: `lock.<pid>.<started>.<host>`. */
export interface Holder {
  name: string;
  pid: number;
  host: string;
  /** False when its process has ended without removing it. */
  alive: boolean;
}

const LOCK = /^lock\.(\d+)\.(\d+)\.(.+)$/;
const TRIES = 4;

/** Every lock but this process' own. */
export function lockHolders(fs: FileSystem, at: Layout, self: Self): Holder[] {
  const own = lockName(self);
  return listOwn(fs, at).flatMap((name) => {
    const [, pid, started, host] = LOCK.exec(name) ?? [];
    if (pid === undefined || started === undefined || host === undefined || name === own) return [];
    // Whether a process on another machine lives can't be known from here.
    const alive = host !== self.host || self.isAlive(Number(pid), started);
    return [{ name, pid: Number(pid), host, alive }];
  });
}

/**
 * Takes the lock and returns what gives it back. Every build makes a lock file of its own name and then looks for
 * others, so two of them never both go on; locks of dead processes are removed.
 */
export function takeLock(fs: FileSystem, at: Layout, self: Self): () => void {
  const lock = join(at.own, lockName(self));
  const release = () => during("can't remove the lock", () => fs.remove(lock));
  for (let attempt = 1; ; attempt += 1) {
    during("can't make the lock", () => {
      // A lock of this very name is that of a dead process, which had the same number.
      removeStale(fs, lock);
      fs.close(fs.openNew(lock, 0o600));
    });
    const holders = lockHolders(fs, at, self);
    const living = holders.find((holder) => holder.alive);
    if (living === undefined) {
      for (const { name } of holders) removeStale(fs, join(at.own, name));
      return release;
    }
    release();
    if (attempt === TRIES) throw busy(living, self);
    // Two that start at the same time both step back; who pauses less goes first.
    self.pause((self.pid % 7) * attempt * 3 + attempt);
  }
}

/** The problem that another build or a phase is running. */
export function busy(holder: Holder, self: Self): Problem {
  const where = holder.host === self.host ? '' : ` on ${holder.host}`;
  const hint = where === '' ? undefined : `if it isn't running any more, delete .uegen/${holder.name}`;
  return new Problem(`another uegen is running${where} (process ${holder.pid})`, hint);
}

function lockName(self: Self): string {
  return `lock.${self.pid}.${self.started}.${self.host}`;
}

function listOwn(fs: FileSystem, at: Layout): string[] {
  try {
    return fs.list(at.own);
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return [];
    throw error;
  }
}

function removeStale(fs: FileSystem, path: string): void {
  try {
    fs.remove(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}
