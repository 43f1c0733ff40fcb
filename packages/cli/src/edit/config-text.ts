import { chownSync, fsyncSync, lstatSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { during, Problem } from '../problem.ts';
import { readConfig } from '../read/config-file.ts';
import { disk } from '../tree/file-system.ts';
import { writeNew } from '../tree/stage.ts';

/** The text of config.yml, as it is on the disk: a byte order mark stays. */
export interface ConfigText {
  /** The file itself, behind any link. */
  path: string;
  bytes: Buffer;
  text: string;
}

/** Reads config.yml to be edited; what `readConfig` refuses is refused here too. */
export function openConfig(config: string): ConfigText {
  readConfig(config);
  return during(`can't read the config ${config}`, () => {
    const path = realpathSync(config);
    if (!lstatSync(path).isFile()) throw new Problem(`the config ${config} is not a file`);
    const bytes = Buffer.from(disk.read(path));
    return { path, bytes, text: bytes.toString('utf8') };
  });
}

/** Writes another text in its place, as a whole or not at all. A config that changed meanwhile is a {@link Problem}. */
export function replaceConfig({ path, bytes }: ConfigText, text: string): void {
  const fresh = join(dirname(path), `.${basename(path)}.${process.pid}.new`);
  during(`can't write the config ${path}`, () => {
    const { mode, uid, gid } = lstatSync(path);
    rmSync(fresh, { force: true });
    try {
      writeNew(disk, fresh, Buffer.from(text), mode & 0o777, (file) => fsyncSync(file));
      // Through sudo, the file stays whose it was.
      if (process.getuid?.() === 0) chownSync(fresh, uid, gid);
      if (!bytes.equals(disk.read(path)))
        throw new Problem(`the config ${path} was changed meanwhile: nothing was written`, 'run it again');
      renameSync(fresh, path);
    } finally {
      rmSync(fresh, { force: true });
    }
  });
}
