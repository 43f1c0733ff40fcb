import type { Cluster } from '../../cluster/types.ts';
import type { Text } from '../../text.ts';

/** What the runbook says of a phase beside its commands; `code spans` are Markdown's. */
export interface Note {
  /** What it does, and what has to be done by hand before. */
  what(cluster: Cluster): Text;
  /** What has to be done by hand afterwards. */
  after?(cluster: Cluster): Text;
  /** What to do when it fails. */
  trouble: readonly Text[];
}

/** One sentence for every cluster. */
export function always(ko: string, en: string): () => Text {
  return () => ({ ko, en });
}
