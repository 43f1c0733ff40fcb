import { laterKeys } from '../cluster/later-keys.ts';
import type { Cluster } from '../cluster/types.ts';
import { isBlank } from '../config/type.ts';
import type { KeyPath, Position } from '../diagnostic.ts';
import { parseConfig } from '../parse/parse.ts';
import { findPositions } from '../parse/positions.ts';
import { lookUp } from '../parse/tree.ts';
import { inBoth } from '../text.ts';

/** A key that can only be filled in while the platform is being installed, and isn't yet. */
export interface LaterBlank {
  path: KeyPath;
  /** Where the key stands, or its nearest parent where it isn't written at all. */
  position: Position;
  /** What can't work before the key is filled in. */
  neededBy: string;
  /** Where its value comes from. */
  source: string;
  ko?: { neededBy: string; source: string };
}

/**
 * The guide's later keys that are still blank in a text that parses, or, where a reference leads to nothing yet, in the
 * cluster; none for a text that doesn't parse.
 */
export function laterBlanks(text: string, cluster?: Cluster): LaterBlank[] {
  const parsed = parseConfig(text);
  if ('diagnostics' in parsed) return [];
  const positions = findPositions(text, parsed.tree);
  return laterKeys
    .filter((key) => isBlank(lookUp(parsed.tree, key.path) ?? null) || (cluster && key.isBlank(cluster)))
    .map((key) => ({
      path: key.path,
      position: positions.key(key.path),
      ...inBoth({ neededBy: key.neededBy, source: key.source }),
    }));
}
