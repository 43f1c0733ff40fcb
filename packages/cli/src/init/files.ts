import { chownSync, fsyncSync, lstatSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { say } from '../language.ts';
import { during, Problem } from '../problem.ts';
import { disk } from '../tree/file-system.ts';
import { writeNew } from '../tree/stage.ts';

/** Refuses to begin where one of these files is there already. */
export function refuseFiles(paths: readonly string[]): void {
  const there = paths.filter(
    (path) =>
      during(say(`can't look at ${path}`, `${path} 을(를) 확인할 수 없습니다`), () => disk.status(path)) !==
      undefined,
  );
  if (there.length === 0) return;
  throw new Problem(
    say(
      `${there.join(', ')} exists: uegen init never overwrites a file`,
      `${there.join(', ')} 이(가) 이미 있습니다. uegen init 은 파일을 덮어쓰지 않습니다`,
    ),
    say(
      'uegen set and uegen node change a config that is there; uegen init FOLDER writes another one',
      '있는 설정은 uegen set, uegen node 로 고칩니다. 다른 곳에 만들려면 uegen init 뒤에 폴더를 적으십시오',
    ),
  );
}

/** Makes a folder and those above it. */
export function makeFolder(folder: string): void {
  during(say(`can't make the folder ${folder}`, `폴더 ${folder} 을(를) 만들 수 없습니다`), () =>
    mkdirSync(folder, { recursive: true }),
  );
}

/** Writes a file that isn't there, as a whole or not at all; what came there meanwhile is a {@link Problem}. */
export function writeFirst(path: string, text: string): void {
  put(path, text, 0o644, (fresh) => {
    disk.link(fresh, path);
    rmSync(fresh);
  });
}

/** Writes another text in a file's place, as a whole or not at all, and leaves its permissions as they are. */
export function rewrite(path: string, text: string): void {
  put(path, text, lstatSync(path).mode & 0o777, (fresh) => renameSync(fresh, path));
}

function put(path: string, text: string, mode: number, place: (fresh: string) => void): void {
  const folder = dirname(path);
  const fresh = join(folder, `.${basename(path)}.${process.pid}.new`);
  during(say(`can't write ${path}`, `${path} 을(를) 쓸 수 없습니다`), () => {
    rmSync(fresh, { force: true });
    try {
      writeNew(disk, fresh, Buffer.from(text), mode, (file) => fsyncSync(file));
      // Through sudo, the file belongs to whoever the folder belongs to.
      const { uid, gid } = lstatSync(folder);
      if (process.getuid?.() === 0) chownSync(fresh, uid, gid);
      place(fresh);
    } finally {
      rmSync(fresh, { force: true });
    }
  });
}
