import { join } from 'node:path';
import { foldersOf } from '@uegen/core/plan';
import { say } from '../language.ts';
import { during, errorCode } from '../problem.ts';
import { progress } from '../progress.ts';
import type { FileSystem } from './file-system.ts';
import type { Journal } from './journal.ts';
import type { Layout } from './layout.ts';

/** One file that a build makes, replaces or (without `after`) deletes. */
export interface Change {
  path: string;
  /** The hash of what lies there now. */
  before?: string;
  after?: { content: Uint8Array; mode: string; hash: string };
  backup: boolean;
}

/** As many files are open at a time: a process may have 1024. */
const OPEN_AT_ONCE = 256;

const NO_LINKS = new Set(['EPERM', 'EACCES', 'EXDEV', 'EMLINK', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']);

/** Puts every new file and every former one into the stage folder, then the journal: from there on nothing can fail for want of space. */
export function stage(fs: FileSystem, at: Layout, changes: readonly Change[]): Journal {
  during(say("can't make .uegen/stage", '.uegen/stage 를 만들 수 없습니다'), () => {
    for (const folder of [at.stage, join(at.stage, 'new'), join(at.stage, 'old')])
      fs.makeFolder(folder, 0o700);
  });
  stageAll(fs, at, changes);
  const journal = journalOf(fs, at, changes);
  const draft = join(at.stage, 'journal');
  during(say("can't write the journal", '저널을 쓸 수 없습니다'), () => {
    writeNew(fs, draft, Buffer.from(JSON.stringify(journal)), 0o600, (file) => fs.sync(file));
    fs.rename(draft, at.journal);
  });
  return journal;
}

/** Makes `to` a second name of the file `from`, or a copy where the file system has no such thing. */
export function keep(fs: FileSystem, from: string, to: string): void {
  try {
    fs.link(from, to);
  } catch (error) {
    if (!NO_LINKS.has(errorCode(error) ?? '')) throw error;
    const mode = fs.status(from)?.mode ?? 0o600;
    writeNew(fs, to, fs.read(from), mode);
  }
}

function cantWrite(path: string): string {
  return say(`can't write ${path}`, `${path} 을(를) 쓸 수 없습니다`);
}

// Many are written before the first one waits for the disk, which then has them all in hand.
function stageAll(fs: FileSystem, at: Layout, changes: readonly Change[]): void {
  let open: { file: number; path: string }[] = [];
  const toDisk = () => {
    for (const { file, path } of open) during(cantWrite(path), () => fs.sync(file));
  };
  const close = () => {
    const files = open;
    open = [];
    for (const { file, path } of files) during(cantWrite(path), () => fs.close(file));
  };
  try {
    changes.forEach(({ after, before, path }, index) => {
      progress().count(index, changes.length);
      during(cantWrite(path), () => {
        if (before !== undefined) keep(fs, at.place(path), at.former(index));
        if (after === undefined) return;
        const file = fs.openNew(at.fresh(index), Number.parseInt(after.mode, 8));
        open.push({ file, path });
        fs.write(file, after.content);
      });
      if (open.length < OPEN_AT_ONCE) return;
      toDisk();
      close();
    });
    toDisk();
  } finally {
    close();
  }
}

/** Creates a file with its final mode and content; `finish` is called before it is closed. */
export function writeNew(
  fs: FileSystem,
  path: string,
  content: Uint8Array,
  mode: number,
  finish: (file: number) => void = () => {},
): void {
  const file = fs.openNew(path, mode);
  try {
    fs.write(file, content);
    finish(file);
  } finally {
    fs.close(file);
  }
}

function journalOf(fs: FileSystem, at: Layout, changes: readonly Change[]): Journal {
  const entries = changes.map(({ path, before, after, backup }) => {
    return {
      path,
      before: before ?? null,
      after: after?.hash ?? null,
      backup,
    };
  });
  const made = changes.filter(({ after }) => after !== undefined).map(({ path }) => path);
  const folders = [...foldersOf(made)].filter((folder) => fs.status(at.place(folder)) === undefined);
  return { entries, folders, backup: nextBackup(fs, at) };
}

function nextBackup(fs: FileSystem, at: Layout): string {
  if (fs.status(at.backups) === undefined) return '1';
  const numbers = fs.list(at.backups).filter((name) => /^[0-9]+$/.test(name));
  return String(1 + Math.max(0, ...numbers.map(Number)));
}
