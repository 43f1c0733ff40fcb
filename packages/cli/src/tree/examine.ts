import { sometimesMade } from '@uegen/core';
import {
  type DiskEntry,
  hasChanges,
  type Manifest,
  type PlannedFile,
  type PlannedNode,
  pathsProblem,
  planFiles,
  type WantedFile,
} from '@uegen/core/plan';
import { told } from '../language.ts';
import { Problem } from '../problem.ts';
import type { FileSystem } from './file-system.ts';
import type { Layout } from './layout.ts';
import { isLiving, lockHolders } from './lock.ts';
import { manifestOf, readManifest } from './manifest.ts';
import { findInterruption, type Interruption } from './recover.ts';
import { checkOwnFolder } from './root.ts';
import { survey } from './survey.ts';
import type { Self } from './this-process.ts';

/** A file to write, with its bytes. */
export interface TreeFile extends WantedFile {
  content: Uint8Array;
}

/** What a build is to bring about. */
export interface Wanted {
  files: readonly TreeFile[];
  nodes: readonly PlannedNode[];
  /** SHA-256 of the config, in hex. */
  config: string;
  force: boolean;
}

/** An output root compared with what is wanted. */
export interface Examination {
  manifest: Manifest | undefined;
  /** The text of the manifest as it lies on disk. */
  manifestText: string | undefined;
  files: readonly PlannedFile[];
  disk: ReadonlyMap<string, DiskEntry>;
  /** What a killed build left behind; its files then count as if it had been finished, or undone. */
  interruption: Interruption | undefined;
  /** True when a killed build left its lock. */
  staleLock: boolean;
}

/** Compares the disk with what is wanted, without touching anything. */
export function examine(fs: FileSystem, at: Layout, wanted: Wanted, self: Self): Examination {
  const problem = pathsProblem(wanted.files.map(({ path }) => path));
  if (problem !== undefined) throw new Problem(told(problem));
  const own = checkOwnFolder(fs, at);
  const staleLock = own && lockHolders(fs, at, self).some((holder) => !isLiving(holder));
  const interruption = own ? findInterruption(fs, at) : undefined;
  const manifestText = own ? readManifest(fs, at, interruption?.overlay) : undefined;
  const manifest = manifestText === undefined ? undefined : manifestOf(manifestText);
  const paths = [...wanted.files, ...(manifest?.files ?? []), ...sometimesMade].map(({ path }) => path);
  const disk = survey(fs, at, paths, interruption?.overlay);
  const files = planFiles({
    wanted: wanted.files,
    manifest,
    disk,
    known: sometimesMade,
    force: wanted.force,
  });
  return { manifest, manifestText, files, disk, interruption, staleLock };
}

/** True when a build would write something, if only its own records. */
export function isPending(examination: Examination, manifestText: string): boolean {
  const { files, interruption, staleLock } = examination;
  return (
    hasChanges(files) || interruption !== undefined || staleLock || examination.manifestText !== manifestText
  );
}
