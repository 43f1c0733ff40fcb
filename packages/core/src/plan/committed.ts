import { GROUPS } from '../steps/groups.ts';
import { SETTINGS } from '../steps/variables.ts';
import type { DiskEntry, PlannedFile, PlannedNode, WantedFile } from './types.ts';
import { inventoryIn, valuesOf } from './variables.ts';

/** A file of a committed tree that isn't what the config gives. */
export interface Difference {
  path: string;
  /** `content` and `executable` need a file on both sides; `stale` is a file of an earlier build. */
  kind: 'missing' | 'content' | 'executable' | 'not-a-file' | 'stale';
}

/**
 * Compares what a repository can hold: contents and the executable bit. Secret files are left out, since they aren't
 * committed, and so is every other permission bit, since git doesn't keep it. `known` is what uegen may make at all.
 */
export function committedDifferences(
  wanted: readonly WantedFile[],
  planned: readonly PlannedFile[],
  disk: ReadonlyMap<string, DiskEntry>,
  known: readonly Pick<WantedFile, 'path'>[] = [],
): Difference[] {
  const open = wanted.filter(({ secret }) => !secret);
  const ours = new Set(known.map(({ path }) => path));
  const stale = planned.filter(
    ({ action, path, secret }) => !secret && (action === 'delete' || (action === 'kept' && ours.has(path))),
  );
  return [
    ...open.flatMap((file) => differenceOf(file, disk.get(file.path))),
    ...stale.map(({ path }): Difference => ({ path, kind: 'stale' })),
  ];
}

/** What of a committed tree tells its nodes: the texts of its inventory, and of its settings, blank where there are none. */
export interface CommittedTexts {
  inventory: string;
  settings: string;
}

/**
 * The nodes of a committed tree; undefined for an inventory that uegen didn't write. It doesn't say what a machine was
 * that leaves: that is told by those of today at the same address.
 */
export function committedNodes(
  { inventory, settings }: CommittedTexts,
  today: readonly PlannedNode[],
): PlannedNode[] | undefined {
  const { groups, machines } = inventoryIn(inventory);
  const database = valuesOf(SETTINGS, settings).get('backup.database_host');
  if ([...groups.keys()].join() !== Object.keys(GROUPS).join()) return undefined;
  return Object.entries(GROUPS).flatMap(([group, { role, state }]) =>
    (groups.get(group) ?? []).map((address): PlannedNode => {
      const name = machines.get(address)?.node_name;
      const known = role ?? today.find((node) => node.address === address && node.state === state)?.role;
      return {
        name: typeof name === 'string' ? name : address,
        address,
        ...(known && { role: known }),
        state,
        ...(role === 'agent' && JSON.stringify(address) === database && { database: true }),
      };
    }),
  );
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
