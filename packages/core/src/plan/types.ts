import type { Text } from '../text.ts';
/** A wanted file without its bytes: what a plan needs to know of it. `hash` is the SHA-256 of the content, in hex. */
export interface WantedFile {
  path: string;
  /** Permission bits as ansible writes them, for example '0644'. */
  mode: string;
  secret: boolean;
  hash: string;
}

/** What lies at a path on disk. `identity` tells whether two names lead to one and the same file. */
export type DiskEntry =
  | { kind: 'absent' }
  | { kind: 'file'; mode: string; hash: string; identity: string }
  /** Something that uegen neither reads nor replaces; `what` completes "there is ...". */
  | { kind: 'other'; what: Text | string };

/** The concerned paths and what lies there. A path that isn't listed counts as absent. */
export type Snapshot = ReadonlyMap<string, DiskEntry>;

/** One file of the last build. */
export interface ManifestFile {
  path: string;
  mode: string;
  hash: string;
  secret: boolean;
}

/** What a node was up to in the last build. */
export type NodeState = 'standing' | 'joining' | 'removing' | 'uninstalling';

/** A node as the manifest remembers it; it holds no secret. */
export interface PlannedNode {
  name: string;
  address: string;
  role?: string;
  state: NodeState;
  /** The platform's database lies there. */
  database?: true;
}

/** What uegen remembers of its last build in an output root. */
export interface Manifest {
  /** uegen's version. */
  uegen: string;
  /** SHA-256 of the config, in hex. */
  config: string;
  files: readonly ManifestFile[];
  nodes: readonly PlannedNode[];
}

/**
 * What happens to a file: `edited` stops a build until it is forced, `blocked` stops it in any case, and `kept` is
 * a file of an earlier build that isn't wanted any more but has become the operator's own.
 */
export type FileAction = 'create' | 'change' | 'delete' | 'unchanged' | 'edited' | 'kept' | 'blocked';

/** One file of a plan. */
export interface PlannedFile {
  path: string;
  action: FileAction;
  secret: boolean;
  /** Why, where the action alone doesn't say it. */
  reason?: string;
  ko?: { reason: string };
  /** True when what lies there now goes to the backup folder before it is replaced or deleted. */
  backup: boolean;
  /** The content hash on disk that the plan was made for; absent when no file lies there. */
  before?: string;
}
