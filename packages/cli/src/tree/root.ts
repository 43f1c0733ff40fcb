import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { during, Problem } from '../problem.ts';
import { CHECKOUT_FOLDER } from '../read/checkout.ts';
import type { FileSystem } from './file-system.ts';
import { removeIfEmpty } from './folders.ts';
import type { Layout } from './layout.ts';

/** Where the tree goes: `--out`, or the config's folder, or the folder above it in a uEngine checkout. */
export function outputRoot(out: string | undefined, configFolder: string): string {
  const wanted = out ?? (basename(configFolder) === CHECKOUT_FOLDER ? dirname(configFolder) : configFolder);
  const [root, stats] = during(`can't use the output folder ${wanted}`, () => {
    const real = realPath(resolve(wanted));
    return [real, statSync(real, { throwIfNoEntry: false })] as const;
  });
  if (stats !== undefined && !stats.isDirectory())
    throw new Problem(`the output folder ${wanted} is not a folder`);
  return root;
}

/**
 * Makes the output root and uegen's own folder where they are missing, and returns what takes them away again as
 * long as they are empty.
 */
export function openRoot(fs: FileSystem, at: Layout): () => void {
  const made: string[] = [];
  const close = () => {
    for (const folder of [...made].reverse()) removeIfEmpty(fs, folder);
  };
  try {
    during("can't make the output folder", () => makeMissing(fs, at.root, made));
    during("can't make .uegen in the output folder", () => makeOwnFolder(fs, at, made));
  } catch (error) {
    close();
    throw error;
  }
  return close;
}

/** Refuses a folder of uegen's that was replaced by something else. */
export function checkOwnFolder(fs: FileSystem, at: Layout): boolean {
  const kind = during("can't look at .uegen", () => fs.status(at.own)?.kind);
  if (kind === undefined) return false;
  if (kind !== 'folder') {
    throw new Problem(
      `.uegen in the output folder is ${kind === 'link' ? 'a symbolic link' : 'not a folder'}`,
    );
  }
  return true;
}

function makeMissing(fs: FileSystem, folder: string, made: string[]): void {
  if (fs.status(folder) !== undefined) return;
  makeMissing(fs, dirname(folder), made);
  fs.makeFolder(folder, 0o755);
  made.push(folder);
}

function makeOwnFolder(fs: FileSystem, at: Layout, made: string[]): void {
  if (!checkOwnFolder(fs, at)) {
    fs.makeFolder(at.own, 0o700);
    made.push(at.own);
  } else if (((fs.status(at.own)?.mode ?? 0) & 0o077) !== 0) {
    fs.setFolderMode(at.own, 0o700);
  }
}

// The real path of what exists; the rest is yet to be made.
function realPath(path: string): string {
  if (existsSync(path) || path === dirname(path)) return realpathSync(path);
  const parent = realPath(dirname(path));
  return resolve(parent, basename(path));
}
