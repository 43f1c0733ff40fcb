import { type PhaseName, phases } from '../phases/index.ts';
import type { NodeConcern } from './nodes.ts';
import type { PlannedFile } from './types.ts';

/** A phase that a plan concerns, and how many of its files change. */
export interface PhaseConcern {
  phase: PhaseName;
  files: number;
}

/** The phases whose files or nodes a plan changes, in the order in which they are run. */
export function phaseConcerns(files: readonly PlannedFile[], nodes: readonly NodeConcern[]): PhaseConcern[] {
  const changed = files.filter(
    ({ action }) => action === 'create' || action === 'change' || action === 'delete',
  );
  return phases.flatMap(({ name, carries }) => {
    const count = changed.filter(({ path }) => carries?.test(path)).length;
    const asked = nodes.some(({ phase }) => phase === name);
    return count > 0 || asked ? [{ phase: name, files: count }] : [];
  });
}
