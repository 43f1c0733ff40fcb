import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { say } from '../language.ts';
import { during, Problem } from '../problem.ts';
import { CHECKOUT_FOLDER } from '../read/checkout.ts';
import type { FileSystem } from './file-system.ts';
import { removeIfEmpty } from './folders.ts';
import type { Layout } from './layout.ts';

/** Where the tree goes: `--out`, or the config's folder, or the folder above it in a uEngine checkout. */
export function outputRoot(out: string | undefined, configFolder: string): string {
  const wanted = out ?? (basename(configFolder) === CHECKOUT_FOLDER ? dirname(configFolder) : configFolder);
  const [root, stats] = during(
    say(`can't use the output folder ${wanted}`, `출력 폴더 ${wanted} 을(를) 쓸 수 없습니다`),
    () => {
      const real = realPath(resolve(wanted));
      return [real, statSync(real, { throwIfNoEntry: false })] as const;
    },
  );
  if (stats !== undefined && !stats.isDirectory())
    throw new Problem(
      say(`the output folder ${wanted} is not a folder`, `출력 폴더 ${wanted} 은(는) 폴더가 아닙니다`),
    );
  return root;
}

/**
 * Makes the output root and uegen's own folder where they are missing, and returns what takes them away again as
 * long as they are empty.
 */
export function openRoot(fs: FileSystem, at: Layout): () => void {
  const made: string[] = [];
  const close = () => {
    for (const folder of [...made].reverse()) removeIfEmpty(fs, folder);
  };
  try {
    during(say("can't make the output folder", '출력 폴더를 만들 수 없습니다'), () =>
      makeMissing(fs, at.root, made),
    );
    during(say("can't make .uegen in the output folder", '출력 폴더에 .uegen 을 만들 수 없습니다'), () =>
      makeOwnFolder(fs, at, made),
    );
  } catch (error) {
    close();
    throw error;
  }
  return close;
}

/** Refuses a folder of uegen's that was replaced by something else. */
export function checkOwnFolder(fs: FileSystem, at: Layout): boolean {
  const kind = during(
    say("can't look at .uegen", '.uegen 을 확인할 수 없습니다'),
    () => fs.status(at.own)?.kind,
  );
  if (kind === undefined) return false;
  if (kind !== 'folder') {
    throw new Problem(
      kind === 'link'
        ? say('.uegen in the output folder is a symbolic link', '출력 폴더의 .uegen 이 심볼릭 링크입니다')
        : say('.uegen in the output folder is not a folder', '출력 폴더의 .uegen 이 폴더가 아닙니다'),
    );
  }
  return true;
}

function makeMissing(fs: FileSystem, folder: string, made: string[]): void {
  if (fs.status(folder) !== undefined) return;
  makeMissing(fs, dirname(folder), made);
  fs.makeFolder(folder, 0o755);
  made.push(folder);
}

function makeOwnFolder(fs: FileSystem, at: Layout, made: string[]): void {
  if (!checkOwnFolder(fs, at)) {
    fs.makeFolder(at.own, 0o700);
    made.push(at.own);
  } else if (((fs.status(at.own)?.mode ?? 0) & 0o077) !== 0) {
    fs.setFolderMode(at.own, 0o700);
  }
}

// The real path of what exists; the rest is yet to be made.
function realPath(path: string): string {
  if (existsSync(path) || path === dirname(path)) return realpathSync(path);
  const parent = realPath(dirname(path));
  return resolve(parent, basename(path));
}
