import { DRAFT_MARK } from '@uegen/core';
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
  if (text === undefined) throw new Problem(`${at.root} holds no tree of uegen`, 'run uegen build first');
  if (findInterruption(fs, at) !== undefined)
    throw new Problem(`the last build of ${at.root} was interrupted`, 'run uegen build again');
  const listed = manifestOf(text).files.some(({ path }) => path === DRAFT_MARK);
  if (listed || during(`can't look at ${DRAFT_MARK}`, () => fs.status(at.place(DRAFT_MARK))) !== undefined)
    throw new Problem(
      `${at.root} was built with --no-resolve: it holds placeholders`,
      'run uegen build without it',
    );
}
