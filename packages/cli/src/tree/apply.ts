import { dirname, join } from 'node:path';
import { foldersAbove, foldersOf } from '@uegen/core/plan';
import { say } from '../language.ts';
import { during, errorCode } from '../problem.ts';
import type { FileSystem } from './file-system.ts';
import { makeFolders, removeIfEmpty } from './folders.ts';
import type { Journal, JournalEntry } from './journal.ts';
import type { Layout } from './layout.ts';
import { keep, writeNew } from './stage.ts';
import { survey } from './survey.ts';

/** What file systems answer that know no sync of a folder. */
const NO_SYNC = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/**
 * Puts every file of a journal in its place; what is there already is left, so that it can be called again after
 * an interruption.
 */
export function rollForward(fs: FileSystem, at: Layout, journal: Journal): void {
  for (const folder of journal.folders) {
    during(say(`can't make the folder ${folder}`, `폴더 ${folder} 을(를) 만들 수 없습니다`), () =>
      fs.ensureFolder(at.place(folder), 0o755),
    );
  }
  journal.entries.forEach((entry, index) => {
    during(
      entry.after === null
        ? say(`can't delete ${entry.path}`, `${entry.path} 을(를) 지울 수 없습니다`)
        : say(`can't write ${entry.path}`, `${entry.path} 을(를) 쓸 수 없습니다`),
      () => {
        if (entry.backup) backUp(fs, at, journal, entry, index);
        putInPlace(fs, at, entry, index);
      },
    );
  });
  for (const { path, after } of journal.entries) {
    if (after === null) removeEmptyFolders(fs, at, path);
  }
}

/** Waits until every folder of a journal has its names on the disk: what is written then outlives a power cut. */
export function syncFolders(fs: FileSystem, at: Layout, { entries }: Journal): void {
  for (const folder of ['', ...foldersOf(entries.map(({ path }) => path))]) {
    const name = at.place(folder);
    during(say(`can't put ${name} on the disk`, `${name} 을(를) 디스크에 쓸 수 없습니다`), () =>
      syncFolder(fs, name),
    );
  }
}

function syncFolder(fs: FileSystem, path: string): void {
  let folder: number;
  try {
    folder = fs.openFolder(path);
  } catch (error) {
    // It went with its last file.
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  try {
    fs.sync(folder);
  } catch (error) {
    if (!NO_SYNC.has(errorCode(error) ?? '')) throw error;
  } finally {
    fs.close(folder);
  }
}

/** Gives every file of a journal back as it was. A file that was edited in the meantime is left. */
export function rollBack(fs: FileSystem, at: Layout, journal: Journal): void {
  journal.entries.forEach((entry, index) => {
    during(say(`can't restore ${entry.path}`, `${entry.path} 을(를) 되돌릴 수 없습니다`), () =>
      restore(fs, at, entry, index),
    );
  });
  for (const folder of [...journal.folders].reverse()) removeIfEmpty(fs, at.place(folder));
  fs.removeTree(join(at.backups, journal.backup));
  removeIfEmpty(fs, at.backups);
}

/** Removes what an ended build leaves in uegen's folder: first the journal, since without it the rest is rubbish. */
export function tidy(fs: FileSystem, at: Layout): void {
  for (const file of [at.rollback, at.journal]) {
    if (fs.status(file) !== undefined) fs.remove(file);
  }
  fs.removeTree(at.stage);
}

function putInPlace(fs: FileSystem, at: Layout, { path, after }: JournalEntry, index: number): void {
  const place = at.place(path);
  if (after === null) {
    if (fs.status(place) !== undefined) fs.remove(place);
  } else {
    try {
      fs.rename(at.fresh(index), place);
    } catch (error) {
      // What was put in its place before an interruption isn't staged any more.
      if (errorCode(error) !== 'ENOENT' || fs.status(at.fresh(index)) !== undefined) throw error;
    }
  }
}

function backUp(fs: FileSystem, at: Layout, journal: Journal, { path }: JournalEntry, index: number): void {
  const copy = join(at.backups, journal.backup, path);
  if (fs.status(copy) !== undefined) return;
  makeFolders(fs, at.own, dirname(copy));
  keepPrivately(fs, at, at.former(index), copy);
}

// What others made may hold a secret and be readable by all; its backup is the owner's alone.
function keepPrivately(fs: FileSystem, at: Layout, from: string, to: string): void {
  const mode = fs.status(from)?.mode ?? 0o600;
  if ((mode & 0o077) === 0) {
    keep(fs, from, to);
    return;
  }
  const draft = join(at.stage, 'private');
  if (fs.status(draft) !== undefined) fs.remove(draft);
  writeNew(fs, draft, fs.read(from), mode & 0o700);
  fs.rename(draft, to);
}

function removeEmptyFolders(fs: FileSystem, at: Layout, path: string): void {
  for (const folder of foldersAbove(path).reverse()) {
    during(say(`can't remove the empty folder ${folder}`, `빈 폴더 ${folder} 을(를) 지울 수 없습니다`), () =>
      removeIfEmpty(fs, at.place(folder)),
    );
  }
}

function restore(fs: FileSystem, at: Layout, { path, before, after }: JournalEntry, index: number): void {
  const place = at.place(path);
  if (after !== null && fs.status(at.fresh(index)) !== undefined) return;
  const entry = survey(fs, at, [path]).get(path);
  const ours = after === null ? entry?.kind === 'absent' : entry?.kind === 'file' && entry.hash === after;
  if (!ours) return;
  if (before === null) {
    fs.remove(place);
  } else if (fs.status(at.former(index)) !== undefined) {
    fs.ensureFolder(dirname(place), 0o755);
    fs.rename(at.former(index), place);
  }
}
