import type { DiskEntry, PlannedFile, WantedFile } from './types.ts';

/** A file of a committed tree that isn't what the config gives. */
export interface Difference {
  path: string;
  /** `content` and `executable` need a file on both sides; `stale` is a file of an earlier build. */
  kind: 'missing' | 'content' | 'executable' | 'not-a-file' | 'stale';
}

/**
 * Compares what a repository can hold: contents and the executable bit. Secret files are left out, since they aren't
 * committed, and so is every other permission bit, since git doesn't keep it.
 */
export function committedDifferences(
  wanted: readonly WantedFile[],
  planned: readonly PlannedFile[],
  disk: ReadonlyMap<string, DiskEntry>,
): Difference[] {
  const open = wanted.filter(({ secret }) => !secret);
  const stale = planned.filter(({ action, secret }) => action === 'delete' && !secret);
  return [
    ...open.flatMap((file) => differenceOf(file, disk.get(file.path))),
    ...stale.map(({ path }): Difference => ({ path, kind: 'stale' })),
  ];
}

function differenceOf({ path, hash, mode }: WantedFile, entry: DiskEntry | undefined): Difference[] {
  if (entry === undefined || entry.kind === 'absent') return [{ path, kind: 'missing' }];
  if (entry.kind === 'other') return [{ path, kind: 'not-a-file' }];
  if (entry.hash !== hash) return [{ path, kind: 'content' }];
  return isExecutable(entry.mode) === isExecutable(mode) ? [] : [{ path, kind: 'executable' }];
}

function isExecutable(mode: string): boolean {
  return (Number.parseInt(mode, 8) & 0o100) !== 0;
}
