import { relative } from 'node:path';
import { foldersAbove } from '@uegen/core/plan';
import { say } from '../language.ts';
import { errorCode, Problem } from '../problem.ts';
import type { FileSystem } from './file-system.ts';

const STILL_NEEDED = new Set(['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR']);

/** Removes a folder if nothing lies in it. */
export function removeIfEmpty(fs: FileSystem, path: string): void {
  try {
    fs.removeFolder(path);
  } catch (error) {
    if (!STILL_NEEDED.has(errorCode(error) ?? '')) throw error;
  }
}

/** Makes a folder below `base` and those between, for the owner alone; a link among them is an error. */
export function makeFolders(fs: FileSystem, base: string, folder: string): void {
  for (const path of foldersAbove(`${relative(base, folder)}/`)) {
    const place = `${base}/${path}`;
    const kind = fs.status(place)?.kind;
    if (kind === undefined) fs.makeFolder(place, 0o700);
    else if (kind !== 'folder') throw notAFolder(place, kind);
  }
}

/** The problem that something lies where uegen has a folder. */
export function notAFolder(place: string, kind: string): Problem {
  return new Problem(
    kind === 'link'
      ? say(`${place} is a symbolic link`, `${place} 이(가) 심볼릭 링크입니다`)
      : say(`${place} is not a folder`, `${place} 이(가) 폴더가 아닙니다`),
    say('move it away and build again', '다른 곳으로 옮기고 다시 빌드하십시오'),
  );
}
