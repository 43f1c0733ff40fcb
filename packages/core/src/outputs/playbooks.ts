import { publicFile } from '../file.ts';
import { phases } from '../phases/index.ts';
import type { Phase } from '../phases/phase.ts';
import { notice, type Playbook, playbookText } from '../steps/play.ts';
import type { Output } from './output.ts';

/** `install/ansible-<name>.yml`, the playbook of every phase that plays one. */
export const playbooks: Output = (cluster) => {
  const owners = new Map<Playbook, Phase>();
  for (const phase of phases)
    for (const { playbook } of phase.steps)
      if (playbook !== undefined && !owners.has(playbook)) owners.set(playbook, phase);
  return [...owners].flatMap(([playbook, { idle, optional }]) => {
    const why = idle?.(cluster);
    if (why !== undefined && optional) return [];
    const plays = why === undefined ? playbook.plays(cluster) : [notice(why.en)];
    return [publicFile(`install/ansible-${playbook.name}.yml`, () => playbookText(plays))];
  });
};
