import { formatManifest, modeFor, type PlannedFile, type PlannedNode } from '@uegen/core/plan';
import { rollForward, syncFolders, tidy } from './apply.ts';
import { type Examination, examine, isPending, type Wanted } from './examine.ts';
import type { FileSystem } from './file-system.ts';
import type { Direction, Journal } from './journal.ts';
import { type Layout, OWN_FILES } from './layout.ts';
import { isLiving, lockHolders, takeLock } from './lock.ts';
import { recover, undo } from './recover.ts';
import { checkOwnFolder, openRoot } from './root.ts';
import { type Change, stage } from './stage.ts';
import { hashOf } from './survey.ts';
import type { Self } from './this-process.ts';

/** What became of the tree. */
export interface Written {
  /** `stopped` when files stand in the way; then nothing was written. */
  status: 'done' | 'stopped';
  /** True when uegen had never built here before. */
  first: boolean;
  files: readonly PlannedFile[];
  /** The nodes of the build before. */
  nodes: readonly PlannedNode[] | undefined;
  /** How an interrupted build was dealt with before this one. */
  recovered?: Direction;
  /** Where files that were replaced are kept, relative to the root. */
  backup?: string;
}

/** Brings the tree below the root to what is wanted, as a whole or not at all. `announce` is called before the first file is written. */
export function writeTree(
  fs: FileSystem,
  at: Layout,
  wanted: Wanted,
  version: string,
  self: Self,
  announce: (found: Examination) => void = () => {},
): Written {
  const manifestText = formatManifest(manifestOf(wanted, version));
  const before = glance(fs, at, wanted, self);
  const interrupted = before === undefined || before.interruption !== undefined || before.staleLock;
  if (!interrupted && isStopped(before.files)) return answer('stopped', before);
  // Without anything to do not even a lock is made, so that every time stamp stays.
  if (before !== undefined && !isPending(before, manifestText)) return answer('done', before);
  return withUmask(0, () =>
    withLock(fs, at, self, () => rewrite(fs, at, wanted, manifestText, self, announce)),
  );
}

/** What lies there, seen without a lock; undefined where another build was at work meanwhile, so that it means nothing. */
function glance(fs: FileSystem, at: Layout, wanted: Wanted, self: Self): Examination | undefined {
  const isBusy = () => lockHolders(fs, at, self).some(isLiving);
  const manifest = () => lookAtManifest(fs, at);
  const isDisturbed = () => isBusy() || manifest() !== former;
  if (isBusy()) return undefined;
  const former = manifest();
  try {
    const found = examine(fs, at, wanted, self);
    return isDisturbed() ? undefined : found;
  } catch (error) {
    if (isDisturbed()) return undefined;
    throw error;
  }
}

function lookAtManifest(fs: FileSystem, at: Layout): string | undefined {
  try {
    return fs.status(at.manifest)?.identity;
  } catch (error) {
    checkOwnFolder(fs, at);
    throw error;
  }
}

function rewrite(
  fs: FileSystem,
  at: Layout,
  wanted: Wanted,
  manifestText: string,
  self: Self,
  announce: (found: Examination) => void,
): Written {
  const recovered = recover(fs, at);
  const found = examine(fs, at, wanted, self);
  const rest = recovered === undefined ? {} : { recovered };
  if (isStopped(found.files)) return { ...answer('stopped', found), ...rest };
  if (!isPending(found, manifestText)) return { ...answer('done', found), ...rest };
  const changes = changesOf(fs, at, wanted, found, manifestText);
  announce(found);
  const journal = commit(fs, at, changes);
  const backup = changes.some((change) => change.backup) ? { backup: `.uegen/backup/${journal.backup}` } : {};
  return { ...answer('done', found), ...rest, ...backup };
}

function commit(fs: FileSystem, at: Layout, changes: readonly Change[]): Journal {
  let journal: Journal;
  try {
    journal = stage(fs, at, changes);
  } catch (error) {
    attempt(() => fs.removeTree(at.stage));
    throw error;
  }
  try {
    rollForward(fs, at, journal);
    syncFolders(fs, at, journal);
  } catch (error) {
    attempt(() => {
      undo(fs, at, journal);
      tidy(fs, at);
    });
    throw error;
  }
  // The tree is complete; what can't be tidied up now, the next build tidies.
  attempt(() => tidy(fs, at));
  return journal;
}

function changesOf(
  fs: FileSystem,
  at: Layout,
  wanted: Wanted,
  { files, disk, manifestText: oldManifest }: Examination,
  manifestText: string,
): Change[] {
  const contents = new Map(wanted.files.map((file) => [file.path, file]));
  const changes = files.flatMap(({ path, action, before, backup }): Change[] => {
    if (action !== 'create' && action !== 'change' && action !== 'delete') return [];
    const file = action === 'delete' ? undefined : contents.get(path);
    const entry = disk.get(path) ?? { kind: 'absent' as const };
    const after = file === undefined ? undefined : { ...file, mode: modeFor(file.mode, entry) };
    return [
      {
        path,
        backup,
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
      },
    ];
  });
  if (fs.status(at.place(OWN_FILES.ignore)) === undefined) changes.push(ownFile(OWN_FILES.ignore, '*\n'));
  // The manifest comes last: it vouches for all the others.
  if (oldManifest !== manifestText) changes.push(ownFile(OWN_FILES.manifest, manifestText, oldManifest));
  return changes;
}

function ownFile(path: string, text: string, old?: string): Change {
  const after = { content: Buffer.from(text), mode: '0600', hash: hashOf(text) };
  return { path, after, backup: false, ...(old === undefined ? {} : { before: hashOf(old) }) };
}

function manifestOf({ files, nodes, config }: Wanted, uegen: string) {
  const listed = files.map(({ path, mode, hash, secret }) => ({ path, mode, hash, secret }));
  return { uegen, config, files: listed, nodes };
}

function isStopped(files: readonly PlannedFile[]): boolean {
  return files.some(({ action }) => action === 'edited' || action === 'blocked');
}

function answer(status: Written['status'], { files, manifest }: Examination): Written {
  return { status, first: manifest === undefined, files, nodes: manifest?.nodes };
}

function withLock<T>(fs: FileSystem, at: Layout, self: Self, action: () => T): T {
  const close = openRoot(fs, at);
  try {
    const release = takeLock(fs, at, self);
    try {
      return action();
    } finally {
      // A lock that stays is that of a dead process soon, which the next build removes.
      attempt(release);
    }
  } finally {
    attempt(close);
  }
}

function withUmask<T>(mask: number, action: () => T): T {
  const former = process.umask(mask);
  try {
    return action();
  } finally {
    process.umask(former);
  }
}

// What follows a failure must not hide it.
function attempt(action: () => void): void {
  try {
    action();
  } catch {}
}
