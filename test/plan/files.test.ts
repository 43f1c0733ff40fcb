import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hasChanges, planFiles } from '../../packages/core/src/plan/plan.ts';
import type { DiskEntry, FileAction, Manifest, WantedFile } from '../../packages/core/src/plan/types.ts';

const PATH = 'install/hosts';

function wanted(hash: string, mode = '0644', secret = false): WantedFile {
  return { path: PATH, hash, mode, secret };
}

function onDisk(hash: string, mode = '0644', identity = hash): DiskEntry {
  return { kind: 'file', hash, mode, identity };
}

function listing(...files: readonly WantedFile[]): Manifest {
  return { uegen: '0', config: '', files, nodes: [] };
}

/** What is planned for the one path, as its action, with `+` for a backup. */
function planned(
  file: WantedFile | undefined,
  manifest: Manifest | undefined,
  entry: DiskEntry | undefined,
  force = false,
): string {
  const disk = new Map(entry === undefined ? [] : [[PATH, entry]]);
  const [result, ...rest] = planFiles({ wanted: file === undefined ? [] : [file], manifest, disk, force });
  assert.equal(rest, []);
  return result === undefined ? 'nothing' : `${result.action}${result.backup ? '+' : ''}`;
}

const NEW = wanted('new');
const LISTED = listing(wanted('old'));
const OTHER: DiskEntry = { kind: 'other', what: 'it is a folder' };

type Case = readonly [
  name: string,
  file: WantedFile | undefined,
  manifest: Manifest | undefined,
  entry: DiskEntry | undefined,
  result: string,
  forced: string,
];

const CASES: readonly Case[] = [
  ['absent', NEW, LISTED, undefined, 'create', 'create'],
  ['absent, first build', NEW, undefined, undefined, 'create', 'create'],
  ['as wanted', NEW, LISTED, onDisk('new'), 'unchanged', 'unchanged'],
  ['as wanted, first build', NEW, undefined, onDisk('new'), 'unchanged', 'unchanged'],
  ['a tighter mode', NEW, LISTED, onDisk('new', '0600'), 'unchanged', 'unchanged'],
  [
    'a tighter mode of a program',
    wanted('new', '0755'),
    LISTED,
    onDisk('new', '0700'),
    'unchanged',
    'unchanged',
  ],
  [
    'a program that is none any more',
    wanted('new', '0755'),
    LISTED,
    onDisk('new', '0644'),
    'change',
    'change',
  ],
  ['a mode without the right to write', NEW, LISTED, onDisk('new', '0444'), 'change', 'change'],
  ['a looser mode', NEW, LISTED, onDisk('new', '0664'), 'change', 'change'],
  [
    'a looser mode of a secret',
    wanted('new', '0600', true),
    LISTED,
    onDisk('new', '0604'),
    'change',
    'change',
  ],
  ['as listed', NEW, LISTED, onDisk('old'), 'change', 'change'],
  ['edited', NEW, LISTED, onDisk('mine'), 'edited', 'change+'],
  ['edited, although nothing new is wanted', wanted('old'), LISTED, onDisk('mine'), 'edited', 'change+'],
  ['not listed', NEW, listing(), onDisk('mine'), 'edited', 'change+'],
  ['of another maker', NEW, undefined, onDisk('mine'), 'change+', 'change+'],
  ['a folder', NEW, LISTED, OTHER, 'blocked', 'blocked'],
  ['stale, unedited', undefined, LISTED, onDisk('old'), 'delete', 'delete'],
  ['stale, edited', undefined, LISTED, onDisk('mine'), 'kept', 'delete+'],
  ['stale, a folder now', undefined, LISTED, OTHER, 'kept', 'kept'],
  ['stale, gone', undefined, LISTED, undefined, 'nothing', 'nothing'],
  ['not ours', undefined, listing(), onDisk('mine'), 'nothing', 'nothing'],
];

const files = suite('plan: files');

for (const [name, file, manifest, entry, result, forced] of CASES)
  files(name, () => {
    assert.is(planned(file, manifest, entry), result);
    assert.is(planned(file, manifest, entry, true), forced);
  });

files('a file that was renamed only in case is not deleted where both names are one file', () => {
  const manifest = listing({ ...wanted('old'), path: 'install/HOSTS' });
  const plan = (identity: string) => {
    const disk = new Map([
      [PATH, onDisk('old', '0644', 'one')],
      ['install/HOSTS', onDisk('old', '0644', identity)],
    ]);
    return planFiles({ wanted: [NEW], manifest, disk, force: true }).map(
      ({ path, action }) => `${path} ${action}`,
    );
  };
  assert.equal(plan('one'), ['install/hosts change']);
  assert.equal(plan('two'), ['install/hosts change', 'install/HOSTS delete']);
});

files('a file that was a secret once counts as one as long as its old content can be seen', () => {
  const manifest = listing(wanted('old', '0600', true));
  const [file] = planFiles({ wanted: [NEW], manifest, disk: new Map([[PATH, onDisk('old')]]), force: false });
  assert.is(file?.secret, true);
});

files('only what a build does or stumbles over counts as a change', () => {
  const expected: Record<FileAction, boolean> = {
    create: true,
    change: true,
    delete: true,
    edited: true,
    blocked: true,
    unchanged: false,
    kept: false,
  };
  for (const [action, changes] of Object.entries(expected))
    assert.is(
      hasChanges([{ path: PATH, action: action as FileAction, secret: false, backup: false }]),
      changes,
      action,
    );
});

files.run();
