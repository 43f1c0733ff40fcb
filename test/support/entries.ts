import { chmodSync, linkSync, lstatSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { put } from './scratch.ts';

/** A folder or a file below a root; a file has its content, or the name under which it lies there already. */
export interface Entry {
  path: string;
  mode: number;
  content?: string;
  same?: string;
}

/** All folders and files that lie below a root, folders before what is in them. */
export function entriesOf(root: string): Entry[] {
  const names = new Map<number, string>();
  const below = (folder: string): Entry[] =>
    readdirSync(join(root, folder))
      .sort()
      .flatMap((name): Entry[] => {
        const path = join(folder, name);
        const stats = lstatSync(join(root, path));
        const entry = { path, mode: stats.mode & 0o7777 };
        if (stats.isDirectory()) return [entry, ...below(path)];
        if (!stats.isFile()) throw new Error(`${path} is neither a folder nor a file`);
        const same = names.get(stats.ino);
        if (same !== undefined) return [{ ...entry, same }];
        names.set(stats.ino, path);
        return [{ ...entry, content: readFileSync(join(root, path), 'latin1') }];
      });
  return below('');
}

/** Makes what {@link entriesOf} found, below another root. */
export function restore(root: string, entries: readonly Entry[]): void {
  for (const { path, mode, content, same } of entries) {
    if (same !== undefined) linkSync(join(root, same), join(root, path));
    else if (content !== undefined) put(root, path, Buffer.from(content, 'latin1'), mode);
    else {
      mkdirSync(join(root, path));
      chmodSync(join(root, path), mode);
    }
  }
}
