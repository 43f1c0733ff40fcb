import type { Cluster } from '../cluster/types.ts';
import { type Phase, type PhaseName, phases, readsOf } from '../phases/index.ts';
import { type Reads, readsFile, readsVariable } from '../steps/reads.ts';
import { inBoth } from '../text.ts';
import type { NodeConcern } from './nodes.ts';
import type { PlannedFile } from './types.ts';
import { isLeftAlone } from './uploads.ts';

/** A phase that a plan concerns, and how many of its files change. */
export interface PhaseConcern {
  phase: PhaseName;
  files: number;
  /** What it means, where its name doesn't say enough. */
  meaning?: string;
  ko?: { meaning: string };
}

/** What a build would change. */
export interface Changes {
  files: readonly PlannedFile[];
  nodes: readonly NodeConcern[];
  /** Per file of variables, the names of those that change; of a file that isn't there, any may. */
  variables: ReadonlyMap<string, readonly string[]>;
  /** Nothing was ever built: everything is still to be done. */
  first: boolean;
}

/** The phases whose files or nodes a plan changes, in the order in which they are carried out. */
export function phaseConcerns(cluster: Cluster, changes: Changes): PhaseConcern[] {
  const changed = changes.files.filter(
    ({ action, path }) =>
      (action === 'create' || action === 'change' || action === 'delete') &&
      (changes.first || !isLeftAlone(path)),
  );
  return phases.flatMap((phase) => {
    const reads = readsOf(phase, cluster);
    const count = changed.filter(({ path }) => concerns(path, reads, changes.variables)).length;
    const asked = changes.nodes.some((node) => node.phase === phase.name);
    const due = count > 0 && followsChanges(phase, changes.first);
    const { name, meaning } = phase;
    return due || asked ? [{ phase: name, files: count, ...(meaning && inBoth({ meaning })) }] : [];
  });
}

function followsChanges({ named, once, afterwards }: Phase, first: boolean): boolean {
  if (afterwards !== undefined) return !first;
  return !named && (first || !once);
}

function concerns(path: string, reads: Reads, variables: Changes['variables']): boolean {
  return readsFile(reads, path) || (variables.get(path) ?? []).some((name) => readsVariable(reads, name));
}
