import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { say } from '../language.ts';
import { during, Problem } from '../problem.ts';
import { CHECKOUT_FOLDER } from '../read/checkout.ts';
import type { FileSystem } from './file-system.ts';
import { notAFolder, removeIfEmpty } from './folders.ts';
import type { Layout } from './layout.ts';

/** The folders in uegen's own one. */
const INSIDE: ReadonlySet<string> = new Set(['stage', 'backup', 'logs']);

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
  if (kind !== 'folder') throw notAFolder(at.own, kind);
  return true;
}

/** The problem that uegen's folder is closed: to others than its owner, or by its mode. */
export function closed(fs: FileSystem, at: Layout): Problem {
  const status = fs.status(at.own);
  if (status !== undefined && status.uid === process.getuid?.()) {
    const mode = status.mode.toString(8).padStart(4, '0');
    return new Problem(
      say(
        `${at.own} can't be entered: its mode is ${mode}`,
        `${at.own} 에 들어갈 수 없습니다. 권한이 ${mode} 입니다`,
      ),
      `chmod u+rwx ${quoted(at.own)}`,
    );
  }
  return new Problem(
    say(
      `${at.own} can't be entered: it belongs to another user`,
      `${at.own} 에 들어갈 수 없습니다. 다른 사용자의 것입니다`,
    ),
    takeOver(at.own),
  );
}

/** Refuses links among the folders that uegen has in its own one: what goes there would go elsewhere. */
export function checkInside(fs: FileSystem, at: Layout, names: readonly string[]): void {
  for (const name of names.filter((one) => INSIDE.has(one))) {
    const folder = join(at.own, name);
    const below = name === basename(at.stage) ? ['new', 'old'].map((part) => join(folder, part)) : [];
    for (const place of [folder, ...below]) {
      const kind = fs.status(place)?.kind;
      if (kind !== undefined && kind !== 'folder') throw notAFolder(place, kind);
    }
  }
}

/** A warning that says whose tree it is, where it is another user's; only root can write to it. */
export function ownerNote(fs: FileSystem, at: Layout): string | undefined {
  const [owner, me] = [fs.status(at.manifest)?.uid, process.getuid?.()];
  if (owner === undefined || me === undefined || owner === me) return undefined;
  const whose = say(
    `uegen: warning: ${at.root} was built by another user (uid ${owner}): what is written now belongs to uid ${me}, and that user can't build here any more.`,
    `uegen: 경고: ${at.root} 은(는) 다른 사용자(uid ${owner})가 빌드했습니다. 지금 쓰는 파일은 uid ${me} 의 것이 되고, 그 사용자는 여기서 더 이상 빌드할 수 없습니다.`,
  );
  return `${whose} ${takeOver(at.root, owner)}\n`;
}

function takeOver(path: string, owner = process.getuid?.() ?? 0): string {
  const command = `sudo chown -R ${owner} ${quoted(path)}`;
  return owner === process.getuid?.()
    ? say(`${command} gives it to you`, `${command} 로 소유자를 바꿀 수 있습니다`)
    : say(`${command} gives it back`, `${command} 로 되돌릴 수 있습니다`);
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", "'\\''")}'`;
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
