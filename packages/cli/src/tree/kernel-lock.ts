import { spawnSync } from 'node:child_process';

/** The code of `flock -n` for a file that somebody else has locked. */
const BUSY = 1;

/**
 * Locks an open file by the kernel, for as long as this process or one that inherits the file lives, whatever its PID
 * namespace. Node can't ask for it, so util-linux' flock does. `unknown` is a system without it, or a file system.
 */
export function kernelLock(file: number, how: 'exclusive' | 'shared'): 'taken' | 'busy' | 'unknown' {
  const flag = how === 'exclusive' ? '-x' : '-s';
  const { status } = spawnSync('flock', ['-n', flag, '3'], { stdio: ['ignore', 'ignore', 'ignore', file] });
  return status === 0 ? 'taken' : status === BUSY ? 'busy' : 'unknown';
}
