import { join } from 'node:path';
import { OWN_FOLDER } from '@uegen/core/plan';

/** Files in uegen's own folder that a build writes along with the tree, as paths from the output root. */
export const OWN_FILES = {
  manifest: `${OWN_FOLDER}/manifest.json`,
  ignore: `${OWN_FOLDER}/.gitignore`,
} as const;

/** Where everything lies below one output root. */
export interface Layout {
  root: string;
  own: string;
  manifest: string;
  /** Present while the files of a build are being put in their places. */
  journal: string;
  /** The journal of a build that is being undone. */
  rollback: string;
  stage: string;
  /** The n-th file to come. */
  fresh(index: number): string;
  /** The n-th file as it was. */
  former(index: number): string;
  backups: string;
  /** What was carried out, and what is known of the machines. */
  state: string;
  /** What the digests in the state are keyed with. */
  stateKey: string;
  /** What machines answer, each in a file, until it is read. */
  answers: string;
  /** The place of a path of the tree, which has no `.` and no `..`; the empty one is the root. */
  place(path: string): string;
}

/** The layout below an output root, which is an absolute path without links. */
export function layoutOf(root: string): Layout {
  const own = join(root, OWN_FOLDER);
  const stage = join(own, 'stage');
  const [fresh, former] = [join(stage, 'new'), join(stage, 'old')];
  // Each file is asked for several times, and paths of a tree need no resolving.
  const below = root.endsWith('/') ? root : `${root}/`;
  return {
    root,
    own,
    manifest: join(root, OWN_FILES.manifest),
    journal: join(own, 'journal.json'),
    rollback: join(own, 'rollback.json'),
    stage,
    fresh: (index) => `${fresh}/${index}`,
    former: (index) => `${former}/${index}`,
    backups: join(own, 'backup'),
    state: join(own, 'state.json'),
    stateKey: join(own, 'state.key'),
    answers: join(own, 'answers'),
    place: (path) => (path === '' ? root : below + path),
  };
}
