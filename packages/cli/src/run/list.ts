import type { Cluster } from '@uegen/core';
import { commandsOf, type Phase, phases } from '@uegen/core/phases';
import type { Loaded } from '../load.ts';
import { Problem } from '../problem.ts';
import { isRoot } from './job.ts';
import { lacksOf } from './lacks.ts';
import { checkTree } from './tree.ts';

/** Every phase in the guide's order, with what it still lacks. */
export function listPhases(loaded: Loaded, cluster: Cluster): string {
  const width = Math.max(...phases.map(({ name }) => name.length));
  const lines = phases.map(
    (phase) => `${phase.name.padEnd(width)}  ${phase.title.en}${state(phase, loaded, cluster)}`,
  );
  return [...lines, ...treeText(loaded)].map((line) => `${line}\n`).join('');
}

function state(phase: Phase, loaded: Loaded, cluster: Cluster): string {
  const idle = phase.idle?.(cluster);
  if (idle !== undefined) return `: nothing to do, ${idle.en}`;
  const lacks = lacksOf({ phase, commands: commandsOf(phase, cluster), cluster, loaded }, isRoot());
  return lacks.length === 0 ? '' : `: lacks ${lacks.map(({ what }) => what).join(', ')}`;
}

function treeText(loaded: Loaded): string[] {
  try {
    checkTree(loaded);
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [
      '',
      `None can be run yet: ${error.message}`,
      ...(error.hint === undefined ? [] : [`  hint: ${error.hint}`]),
    ];
  }
}
