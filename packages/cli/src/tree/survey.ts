import { createHash } from 'node:crypto';
import type { Text } from '@uegen/core';
import type { DiskEntry } from '@uegen/core/plan';
import { say } from '../language.ts';
import { during } from '../problem.ts';
import { progress } from '../progress.ts';
import type { FileSystem, Status } from './file-system.ts';
import type { Layout } from './layout.ts';

/** Paths whose content lies elsewhere as long as an interrupted build isn't finished; null is a file to delete. */
export type Overlay = ReadonlyMap<string, string | null>;

const KINDS = {
  file: { en: 'a file', ko: '파일' },
  folder: { en: 'a folder', ko: '폴더' },
  link: { en: 'a symbolic link', ko: '심볼릭 링크' },
  other: { en: 'neither a file nor a folder', ko: '파일도 폴더도 아닌 것' },
};
const NO_OVERLAY: Overlay = new Map();

/** SHA-256 in hex. */
export function hashOf(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Permission bits as ansible writes them: '0644'. */
export function modeText(mode: number): string {
  return `0${mode.toString(8).padStart(3, '0')}`;
}

/** What lies at each of the paths. No link is followed below the root, and only regular files are opened. */
export function survey(
  fs: FileSystem,
  at: Layout,
  paths: Iterable<string>,
  overlay: Overlay = NO_OVERLAY,
): Map<string, DiskEntry> {
  const folders = new Map<string, DiskEntry | undefined>();
  const entries = new Map<string, DiskEntry>();
  for (const path of paths) {
    progress().tick();
    if (entries.has(path)) continue;
    const staged = overlay.get(path);
    const obstacle = staged === undefined ? obstacleAbove(fs, at, path, folders) : undefined;
    entries.set(
      path,
      obstacle ?? (staged === null ? { kind: 'absent' } : examine(fs, staged ?? at.place(path), path)),
    );
  }
  return entries;
}

/** What stands in the way of a path: a folder above it that isn't there, or isn't a folder. */
function obstacleAbove(
  fs: FileSystem,
  at: Layout,
  path: string,
  known: Map<string, DiskEntry | undefined>,
): DiskEntry | undefined {
  const end = path.lastIndexOf('/');
  if (end < 0) return undefined;
  const folder = path.slice(0, end);
  if (known.has(folder)) return known.get(folder);
  const obstacle = obstacleAbove(fs, at, folder, known) ?? obstacleAt(fs, at, folder);
  known.set(folder, obstacle);
  return obstacle;
}

function obstacleAt(fs: FileSystem, at: Layout, folder: string): DiskEntry | undefined {
  const status = look(fs, at.place(folder), folder);
  if (status === undefined) return { kind: 'absent' };
  return status.kind === 'folder' ? undefined : { kind: 'other', what: isKind(folder, status.kind) };
}

function isKind(folder: string | undefined, kind: Status['kind']): Text {
  const { en, ko } = KINDS[kind];
  return folder === undefined
    ? { en: `it is ${en}`, ko: `${ko}입니다` }
    : { en: `${folder} is ${en}`, ko: `${folder}: ${ko}입니다` };
}

function examine(fs: FileSystem, place: string, path: string): DiskEntry {
  const status = look(fs, place, path);
  if (status === undefined) return { kind: 'absent' };
  if (status.kind !== 'file') return { kind: 'other', what: isKind(undefined, status.kind) };
  const content = during(say(`can't read ${path}`, `${path} 을(를) 읽을 수 없습니다`), () => fs.read(place));
  return { kind: 'file', mode: modeText(status.mode), hash: hashOf(content), identity: status.identity };
}

function look(fs: FileSystem, place: string, path: string): Status | undefined {
  return during(say(`can't look at ${path}`, `${path} 을(를) 확인할 수 없습니다`), () => fs.status(place));
}
