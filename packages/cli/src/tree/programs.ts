import { errorCode } from '../problem.ts';
import type { FileSystem } from './file-system.ts';
import { kernelLock } from './kernel-lock.ts';
import type { Self } from './this-process.ts';

/** What a lock file says of the programs that its process has started. */
export interface Programs {
  /** Whether somebody holds the file, by the kernel; `unknown` where its process didn't or couldn't ask for that. */
  lock: 'held' | 'free' | 'unknown';
  /** Whether one of those that were written down runs, as seen from the same processes. */
  running: boolean;
}

/** What stands in a lock file once the kernel holds it, too. */
const HELD = 'flock\n';

const PROGRAM = /^program (\d+) (\d+)$/gm;

/** The lock of this process, while it may start programs. */
let held: number | undefined;

/**
 * Lets the programs that this process starts from now on keep its lock, even when it is killed: they inherit the file,
 * which the kernel locks. Gives back what ends that.
 */
export function keepForPrograms(fs: FileSystem, lock: string): () => void {
  const file = fs.openToLock(lock);
  // Written down second, since a lock that says so and isn't held is that of a dead process.
  if (kernelLock(file, 'exclusive') === 'taken') fs.write(file, Buffer.from(HELD));
  held = file;
  return () => {
    held = undefined;
    fs.close(file);
  };
}

/** The files that a program has to inherit besides its standard ones: the lock, or none. */
export function inherited(): readonly number[] {
  return held === undefined ? [] : [held];
}

/** Writes down that a program was started, for where a file isn't inherited: sudo closes all of them. */
export function noteProgram(fs: FileSystem, pid: number | undefined, self: Self): void {
  if (held !== undefined && pid !== undefined)
    fs.write(held, Buffer.from(`program ${pid} ${self.startOf(pid)}\n`));
}

/** What the lock file `lock` of another process says. */
export function programsOf(fs: FileSystem, lock: string, self: Self): Programs {
  try {
    const text = Buffer.from(fs.read(lock)).toString('latin1');
    const running = [...text.matchAll(PROGRAM)].some(([, pid, started]) =>
      self.isAlive(Number(pid), started ?? '0'),
    );
    return { running, lock: text.startsWith(HELD) ? isHeld(fs, lock) : 'unknown' };
  } catch (error) {
    // It was given back meanwhile.
    if (errorCode(error) === 'ENOENT') return { running: false, lock: 'free' };
    throw error;
  }
}

function isHeld(fs: FileSystem, lock: string): Programs['lock'] {
  const file = fs.openToLock(lock);
  try {
    const answer = kernelLock(file, 'shared');
    return answer === 'taken' ? 'free' : answer === 'busy' ? 'held' : 'unknown';
  } finally {
    fs.close(file);
  }
}
