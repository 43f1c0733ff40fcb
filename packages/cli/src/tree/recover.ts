import type { DiskEntry } from '@uegen/core/plan';
import { rollBack, rollForward, tidy } from './apply.ts';
import type { FileSystem } from './file-system.ts';
import { type Direction, type Journal, type JournalEntry, readJournal } from './journal.ts';
import type { Layout } from './layout.ts';
import { keep } from './stage.ts';
import { hashOf, type Overlay, survey } from './survey.ts';

/** What an interrupted build left, and how the tree will look when the next build has dealt with it. */
export interface Interruption {
  direction: Direction;
  overlay: Overlay;
}

/** Looks, without touching anything, for what an interrupted build left. */
export function findInterruption(fs: FileSystem, at: Layout): Interruption | undefined {
  const found = readJournal(fs, at);
  if (found === undefined) {
    // Without a journal no file of the tree was touched.
    return fs.status(at.stage) === undefined ? undefined : { direction: 'back', overlay: new Map() };
  }
  const direction = decide(fs, at, found.journal, found.direction);
  return { direction, overlay: overlayOf(fs, at, found.journal, direction) };
}

/** Finishes or undoes an interrupted build. */
export function recover(fs: FileSystem, at: Layout): Direction | undefined {
  const found = readJournal(fs, at);
  if (found === undefined) {
    if (fs.status(at.stage) === undefined) return undefined;
    tidy(fs, at);
    return 'back';
  }
  const direction = decide(fs, at, found.journal, found.direction);
  if (direction === 'forward') rollForward(fs, at, respectEdits(fs, at, found.journal));
  else undo(fs, at, found.journal);
  tidy(fs, at);
  return direction;
}

/** Undoes a build; from its first step on, an interruption means that it is undone, not finished. */
export function undo(fs: FileSystem, at: Layout, journal: Journal): void {
  if (fs.status(at.journal) !== undefined) fs.rename(at.journal, at.rollback);
  rollBack(fs, at, journal);
}

/** A build can be finished when all that is still to be put in place is whole, and every place is free for it. */
function decide(fs: FileSystem, at: Layout, journal: Journal, planned: Direction): Direction {
  if (planned === 'back') return 'back';
  const disk = survey(
    fs,
    at,
    journal.entries.map(({ path }) => path),
  );
  const whole = journal.entries.every((entry, index) => {
    if (!isPending(fs, at, entry, index, disk)) return true;
    if (disk.get(entry.path)?.kind === 'other') return false;
    return entry.after === null || hashOf(fs.read(at.fresh(index))) === entry.after;
  });
  return whole ? 'forward' : 'back';
}

/** Leaves what the operator deleted or edited since the interruption: an edit is backed up, or kept where it was to be deleted. */
function respectEdits(fs: FileSystem, at: Layout, journal: Journal): Journal {
  const disk = survey(
    fs,
    at,
    journal.entries.map(({ path }) => path),
  );
  const entries = journal.entries.map((entry, index): JournalEntry => {
    const now = disk.get(entry.path);
    if (!isPending(fs, at, entry, index, disk) || now?.kind !== 'file' || now.hash === entry.before)
      return entry;
    // What was to be deleted stays, as if it had never been listed.
    if (entry.after === null) return { ...entry, after: now.hash, backup: false };
    if (fs.status(at.former(index)) !== undefined) fs.remove(at.former(index));
    keep(fs, at.place(entry.path), at.former(index));
    return { ...entry, backup: true };
  });
  return { ...journal, entries };
}

function isPending(
  fs: FileSystem,
  at: Layout,
  { path, after }: JournalEntry,
  index: number,
  disk: ReadonlyMap<string, DiskEntry>,
): boolean {
  if (after === null) return disk.get(path)?.kind !== 'absent';
  return fs.status(at.fresh(index)) !== undefined;
}

function overlayOf(fs: FileSystem, at: Layout, journal: Journal, direction: Direction): Overlay {
  const overlay = new Map<string, string | null>();
  journal.entries.forEach(({ path, after, before }, index) => {
    const applied =
      after === null ? fs.status(at.place(path)) === undefined : fs.status(at.fresh(index)) === undefined;
    if (direction === 'forward' && !applied) overlay.set(path, after === null ? null : at.fresh(index));
    if (direction === 'back' && applied) overlay.set(path, before === null ? null : at.former(index));
  });
  return overlay;
}
