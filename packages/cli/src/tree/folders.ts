import { errorCode } from '../problem.ts';
import type { FileSystem } from './file-system.ts';

const STILL_NEEDED = new Set(['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR']);

/** Removes a folder if nothing lies in it. */
export function removeIfEmpty(fs: FileSystem, path: string): void {
  try {
    fs.removeFolder(path);
  } catch (error) {
    if (!STILL_NEEDED.has(errorCode(error) ?? '')) throw error;
  }
}
