import { dirname, join } from 'node:path';
import { errorCode } from '../problem.ts';
import type { FileSystem } from './file-system.ts';

const STILL_NEEDED = new Set(['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR']);

/** Makes a folder unless it is there. */
export function makeFolder(fs: FileSystem, path: string, mode: number): void {
  if (fs.status(path) === undefined) fs.makeFolder(path, mode);
}

/** Makes a folder and those above it, down from `base`, which exists. */
export function makeFolders(fs: FileSystem, base: string, path: string, mode: number): void {
  if (path === base) return;
  makeFolders(fs, base, dirname(path), mode);
  makeFolder(fs, path, mode);
}

/** Removes a folder if nothing lies in it. */
export function removeIfEmpty(fs: FileSystem, path: string): void {
  try {
    fs.removeFolder(path);
  } catch (error) {
    if (!STILL_NEEDED.has(errorCode(error) ?? '')) throw error;
  }
}

/** Removes whatever lies at a path, without following links. */
export function removeTree(fs: FileSystem, path: string): void {
  const kind = fs.status(path)?.kind;
  if (kind === 'folder') {
    for (const name of fs.list(path)) removeTree(fs, join(path, name));
    fs.removeFolder(path);
  } else if (kind !== undefined) {
    fs.remove(path);
  }
}
