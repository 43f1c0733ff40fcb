import { chownSync, fsyncSync, lstatSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { say } from '../language.ts';
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
  return during(say(`can't read the config ${config}`, `설정 파일 ${config} 을(를) 읽을 수 없습니다`), () => {
    const path = realpathSync(config);
    if (!lstatSync(path).isFile())
      throw new Problem(say(`the config ${config} is not a file`, `설정 ${config} 은(는) 파일이 아닙니다`));
    const bytes = Buffer.from(disk.read(path));
    return { path, bytes, text: bytes.toString('utf8') };
  });
}

/** Writes another text in its place, as a whole or not at all. A config that changed meanwhile is a {@link Problem}. */
export function replaceConfig({ path, bytes }: ConfigText, text: string): void {
  const fresh = join(dirname(path), `.${basename(path)}.${process.pid}.new`);
  during(say(`can't write the config ${path}`, `설정 파일 ${path} 을(를) 쓸 수 없습니다`), () => {
    const { mode, uid, gid } = lstatSync(path);
    rmSync(fresh, { force: true });
    try {
      writeNew(disk, fresh, Buffer.from(text), mode & 0o777, (file) => fsyncSync(file));
      // Through sudo, the file stays whose it was.
      if (process.getuid?.() === 0) chownSync(fresh, uid, gid);
      if (!bytes.equals(disk.read(path)))
        throw new Problem(
          say(
            `the config ${path} was changed meanwhile: nothing was written`,
            `그 사이에 설정 파일 ${path} 이(가) 바뀌었습니다. 아무것도 쓰지 않았습니다`,
          ),
          say('run it again', '다시 실행하십시오'),
        );
      renameSync(fresh, path);
    } finally {
      rmSync(fresh, { force: true });
    }
  });
}
