import { inBoth, says } from '../text.ts';
import type { DiskEntry, Manifest, ManifestFile, PlannedFile, Snapshot, WantedFile } from './types.ts';

/** What a plan compares. `manifest` is absent where uegen has never built. */
export interface PlanInput {
  wanted: readonly WantedFile[];
  manifest: Manifest | undefined;
  disk: Snapshot;
  /** What uegen may make at all: of these, one that no manifest lists is one of an earlier config. */
  known?: readonly Pick<WantedFile, 'path' | 'secret'>[];
  /** Replaces and deletes files that were edited by hand; each goes to the backup folder first. */
  force: boolean;
}

const ABSENT: DiskEntry = { kind: 'absent' };

/** Compares what is wanted with what lies on disk: the wanted files in their order, then what is left of earlier builds. */
export function planFiles({ wanted, manifest, disk, known = [], force }: PlanInput): PlannedFile[] {
  const listed = new Map(manifest?.files.map((file) => [file.path, file]));
  const paths = new Set(wanted.map((file) => file.path));
  const identities = new Set(wanted.flatMap((file) => identityOf(disk.get(file.path))));
  const planned = wanted.map((file) => {
    const entry = disk.get(file.path) ?? ABSENT;
    return planWanted(file, entry, manifest === undefined ? 'take-over' : listed.get(file.path), force);
  });
  const stale = (manifest?.files ?? []).filter((file) => !paths.has(file.path));
  return [
    ...planned,
    ...stale.flatMap((file) => planStale(file, disk.get(file.path) ?? ABSENT, identities, force)),
    ...known
      .filter(({ path }) => !paths.has(path) && !listed.has(path))
      .flatMap((file) =>
        planUnlisted(file, disk.get(file.path) ?? ABSENT, identities, manifest === undefined || force),
      ),
  ];
}

const EDITED = says('edited by hand', '직접 수정됨');
const NOT_OURS = says('not made by uegen', 'uegen 이 만들지 않음');
const OF_EARLIER = says('no longer generated', '더는 생성되지 않음');
const TAKEN_OVER = says('not made by uegen, taken over', 'uegen 이 만들지 않음, 이제부터 관리함');

/** True when a build would have something to do. */
export function hasChanges(files: readonly PlannedFile[]): boolean {
  return files.some(({ action }) => action !== 'unchanged' && action !== 'kept');
}

function planWanted(
  file: WantedFile,
  entry: DiskEntry,
  listed: ManifestFile | 'take-over' | undefined,
  force: boolean,
): PlannedFile {
  const { path } = file;
  const secret = file.secret || (typeof listed === 'object' && listed.secret);
  if (entry.kind === 'absent') return { path, action: 'create', secret, backup: false };
  if (entry.kind === 'other')
    return { path, action: 'blocked', secret, ...inBoth({ reason: entry.what }), backup: false };
  const before = entry.hash;
  if (before === file.hash) {
    if (modeFor(file.mode, entry) === entry.mode)
      return { path, action: 'unchanged', secret, backup: false, before };
    const isRisk = file.secret && isOpen(entry.mode);
    const reason = says(
      `${isRisk ? 'others could read it, ' : ''}mode ${entry.mode} to ${file.mode}`,
      `${isRisk ? '다른 사용자가 읽을 수 있었음, ' : ''}권한 ${entry.mode} 에서 ${file.mode} (으)로`,
    );
    return { path, action: 'change', secret, ...inBoth({ reason }), backup: false, before };
  }
  if (listed === 'take-over') {
    return { path, action: 'change', secret, ...inBoth({ reason: TAKEN_OVER }), backup: true, before };
  }
  if (before === listed?.hash) return { path, action: 'change', secret, backup: false, before };
  const reason = listed === undefined ? NOT_OURS : EDITED;
  return { path, action: force ? 'change' : 'edited', secret, ...inBoth({ reason }), backup: force, before };
}

/**
 * The permission bits that a file gets which is to have those of `wanted`: others keep no rights that they were denied
 * on disk, as after a clone under umask 077. Its owner's rights are always those wanted.
 */
export function modeFor(wanted: string, entry: DiskEntry): string {
  if (entry.kind !== 'file') return wanted;
  const [now, then] = [Number.parseInt(entry.mode, 8), Number.parseInt(wanted, 8)];
  const isTighter = (now & ~then) === 0 && (now & OWNER) === (then & OWNER);
  return isTighter ? entry.mode : wanted;
}

const OWNER = 0o700;

function isOpen(mode: string): boolean {
  return (Number.parseInt(mode, 8) & 0o077) !== 0;
}

function planStale(
  file: ManifestFile,
  entry: DiskEntry,
  wanted: ReadonlySet<string>,
  force: boolean,
): PlannedFile[] {
  const { path, secret } = file;
  if (entry.kind === 'absent') return [];
  if (entry.kind === 'other')
    return [{ path, action: 'kept', secret, ...inBoth({ reason: entry.what }), backup: false }];
  // Two names that differ only in case are one file on some systems: deleting the old one would take the new one.
  if (wanted.has(entry.identity)) return [];
  const before = entry.hash;
  if (before === file.hash) return [{ path, action: 'delete', secret, backup: false, before }];
  const action = force ? 'delete' : 'kept';
  return [{ path, action, secret, ...inBoth({ reason: EDITED }), backup: force, before }];
}

// Without a manifest, as in a fresh clone, the tree is taken over with what an earlier config gave.
function planUnlisted(
  { path, secret }: Pick<WantedFile, 'path' | 'secret'>,
  entry: DiskEntry,
  wanted: ReadonlySet<string>,
  takesOver: boolean,
): PlannedFile[] {
  if (entry.kind === 'absent' || (entry.kind === 'file' && wanted.has(entry.identity))) return [];
  if (entry.kind === 'other')
    return [{ path, action: 'kept', secret, ...inBoth({ reason: entry.what }), backup: false }];
  const action = takesOver ? 'delete' : 'kept';
  const before = entry.hash;
  return [{ path, action, secret, ...inBoth({ reason: OF_EARLIER }), backup: takesOver, before }];
}

function identityOf(entry: DiskEntry | undefined): string[] {
  return entry?.kind === 'file' ? [entry.identity] : [];
}
