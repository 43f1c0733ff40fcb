import { chownSync, fsyncSync, lstatSync, mkdirSync, renameSync, rmSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import type { KeyPath } from '@uegen/core';
import { say } from '../language.ts';
import { during, Problem } from '../problem.ts';
import { disk } from '../tree/file-system.ts';
import { writeNew } from '../tree/stage.ts';

/** The folder beside config.yml where secrets lie that uegen was given or fetched. */
export const SECRETS = 'secrets';

/** A secret that config.yml refers to. */
export interface Secret {
  /** Relative to the folder of config.yml, as `!file` names it. */
  path: string;
  value: string;
}

/** Where the secret of a key lies: `gitlab.root.token` in `secrets/gitlab-root-token`. */
export function secretPath(key: KeyPath): string {
  return `${SECRETS}/${key.join('-').replaceAll(/[^A-Za-z0-9._-]/g, '_')}`;
}

/** Writes secrets, each as {@link writeSecret} does. */
export function storeSecrets(configFolder: string, secrets: readonly Secret[]): void {
  for (const secret of secrets) writeSecret(configFolder, secret);
}

/**
 * Writes a secret for its owner alone, as a whole or not at all. The folder is 0700 and has a .gitignore of its own, so
 * that no commit takes a secret along.
 */
function writeSecret(configFolder: string, { path, value }: Secret): void {
  const place = join(configFolder, path);
  during(say(`can't write ${path}`, `${path} 을(를) 쓸 수 없습니다`), () => {
    const owner = lstatSync(configFolder);
    makeFolder(dirname(place), owner);
    const ignore = join(dirname(place), '.gitignore');
    if (disk.status(ignore) === undefined) put(ignore, '*\n', owner);
    put(place, `${value}\n`, owner);
  });
}

function makeFolder(folder: string, owner: Stats): void {
  const status = disk.status(folder);
  if (status === undefined) {
    mkdirSync(folder, { mode: 0o700 });
    if (process.getuid?.() === 0) chownSync(folder, owner.uid, owner.gid);
  } else if (status.kind !== 'folder')
    throw new Problem(say(`${SECRETS} is not a folder`, `${SECRETS} 은(는) 폴더가 아닙니다`));
  else if ((status.mode & 0o077) !== 0) disk.setFolderMode(folder, 0o700);
}

function put(place: string, content: string, owner: Stats): void {
  const kind = disk.status(place)?.kind;
  if (kind !== undefined && kind !== 'file')
    throw new Problem(say(`${place} is not a file`, `${place} 은(는) 파일이 아닙니다`));
  const fresh = `${place}.${process.pid}.new`;
  rmSync(fresh, { force: true });
  try {
    writeNew(disk, fresh, Buffer.from(content), 0o600, (file) => fsyncSync(file));
    if (process.getuid?.() === 0) chownSync(fresh, owner.uid, owner.gid);
    renameSync(fresh, place);
  } finally {
    rmSync(fresh, { force: true });
  }
}
