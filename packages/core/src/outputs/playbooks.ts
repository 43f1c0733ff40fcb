import { publicFile } from '../file.ts';
import { phases } from '../phases/index.ts';
import type { Phase } from '../phases/phase.ts';
import { notice, type Playbook, playbookText } from '../steps/play.ts';
import type { Output } from './output.ts';

/** `install/ansible-<name>.yml`, the playbook of every phase that plays one. */
export const playbooks: Output = (cluster) =>
  [...owners()].flatMap(([playbook, { idle, optional }]) => {
    const why = idle?.(cluster);
    if (why !== undefined && optional) return [];
    const plays = why === undefined ? playbook.plays(cluster) : [notice(why.en)];
    return [publicFile(pathOf(playbook), () => playbookText(plays))];
  });

/** Where they lie, those of phases that a cluster goes without included. */
export const playbookPaths: readonly string[] = [...owners().keys()].map(pathOf);

/** Every playbook with the phase that it is made for: the first that plays it. */
function owners(): Map<Playbook, Phase> {
  const found = new Map<Playbook, Phase>();
  for (const phase of phases)
    for (const { playbook } of phase.steps)
      if (playbook !== undefined && !found.has(playbook)) found.set(playbook, phase);
  return found;
}

function pathOf({ name }: Playbook): string {
  return `install/ansible-${name}.yml`;
}
