import { type Diagnostic, diagnose } from '../diagnostic.ts';
import { shellWord } from '../escape/shell.ts';
import type { GeneratedFile } from '../file.ts';

/** Answers which of some paths of the tree git's index lists. */
export type TrackedPaths = (paths: readonly string[]) => readonly string[];

/** A warning for each file with secrets that git's index lists: a commit would publish it. */
export function trackedSecrets(files: readonly GeneratedFile[], trackedPaths: TrackedPaths): Diagnostic[] {
  const secret = files.filter((file) => file.secret).map(({ path }) => path);
  return trackedPaths(secret).map((path) =>
    diagnose({
      code: 'tracked-secret',
      severity: 'warning',
      message: 'this file holds secrets and git tracks it, so that a commit of all changes publishes them',
      path: [],
      file: path,
      hint: `in the output folder, run: git rm --cached ${/^[\w./-]+$/.test(path) ? path : shellWord(path)}`,
    }),
  );
}
