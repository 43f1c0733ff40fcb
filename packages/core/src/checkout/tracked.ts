import { type Diagnostic, diagnose } from '../diagnostic.ts';
import { shellWord } from '../escape/shell.ts';
import type { GeneratedFile } from '../file.ts';
import { says, type Text } from '../text.ts';

/** Answers which of some paths of the tree git's index lists. */
export type TrackedPaths = (paths: readonly string[]) => readonly string[];

/** A warning for each file with secrets that git's index lists: a commit would publish it. */
export function trackedSecrets(files: readonly GeneratedFile[], trackedPaths: TrackedPaths): Diagnostic[] {
  const secret = files.filter((file) => file.secret).map(({ path }) => path);
  return trackedPaths(secret).map((path) =>
    diagnose({
      code: 'tracked-secret',
      severity: 'warning',
      message: says(
        'git tracks this file, which holds secrets: a commit of all changes publishes them',
        '비밀 값이 있는 이 파일을 git 이 추적합니다. 변경을 모두 커밋하면 공개됩니다',
      ),
      path: [],
      file: path,
      hint: untrack(path),
    }),
  );
}

function untrack(path: string): Text {
  const command = `git rm --cached ${/^[\w./-]+$/.test(path) ? path : shellWord(path)}`;
  return says(`in the output folder, run: ${command}`, `출력 폴더에서 실행하십시오: ${command}`);
}
