import { DRAFT_MARK } from '@uegen/core';
import { say } from '../language.ts';
import { during, Problem } from '../problem.ts';
import type { FileSystem } from './file-system.ts';
import type { Layout } from './layout.ts';
import { manifestOf, readManifest } from './manifest.ts';
import { findInterruption } from './recover.ts';
import { checkOwnFolder } from './root.ts';

/**
 * Refuses a tree that must not reach a machine: one that no build made, one whose build was interrupted, and one of
 * `--no-resolve`. The mark counts wherever it is left, on the disk or in the manifest.
 */
export function checkDeployable(fs: FileSystem, at: Layout): void {
  const text = checkOwnFolder(fs, at) ? readManifest(fs, at) : undefined;
  if (text === undefined)
    throw new Problem(
      say(`${at.root} holds no tree of uegen`, `${at.root} 에 uegen 이 만든 파일이 없습니다`),
      say('run uegen build first', 'uegen build 를 먼저 실행하십시오'),
    );
  if (findInterruption(fs, at) !== undefined)
    throw new Problem(
      say(`the last build of ${at.root} was interrupted`, `${at.root} 의 마지막 빌드가 중단되었습니다`),
      say('run uegen build again', 'uegen build 를 다시 실행하십시오'),
    );
  const listed = manifestOf(text).files.some(({ path }) => path === DRAFT_MARK);
  if (
    listed ||
    during(say(`can't look at ${DRAFT_MARK}`, `${DRAFT_MARK} 을(를) 확인할 수 없습니다`), () =>
      fs.status(at.place(DRAFT_MARK)),
    ) !== undefined
  )
    throw new Problem(
      say(
        `${at.root} was built with --no-resolve: it holds placeholders`,
        `${at.root} 은(는) --no-resolve 로 빌드해 임시 값이 들어 있습니다`,
      ),
      say('run uegen build without it', '그 옵션 없이 uegen build 를 실행하십시오'),
    );
}
