import type { Cluster } from '@uegen/core';
import { commandsOf, type Phase, phases } from '@uegen/core/phases';
import { say, told } from '../language.ts';
import type { Loaded } from '../load.ts';
import { Problem } from '../problem.ts';
import { isRoot } from './job.ts';
import { lacksOf } from './lacks.ts';
import { checkTree } from './tree.ts';

/** Every phase in the guide's order, with what it still lacks. */
export function listPhases(loaded: Loaded, cluster: Cluster): string {
  const width = Math.max(...phases.map(({ name }) => name.length));
  const lines = phases.map(
    (phase) => `${phase.name.padEnd(width)}  ${told(phase.title)}${state(phase, loaded, cluster)}`,
  );
  return [...lines, ...treeText(loaded)].map((line) => `${line}\n`).join('');
}

function state(phase: Phase, loaded: Loaded, cluster: Cluster): string {
  const idle = phase.idle?.(cluster);
  if (idle !== undefined) return say(`: nothing to do, ${idle.en}`, `: 할 일 없음, ${idle.ko}`);
  const lacks = lacksOf({ phase, commands: commandsOf(phase, cluster), cluster, loaded }, isRoot());
  return lacks.length === 0 ? '' : `: ${say('lacks', '부족')} ${lacks.map(({ what }) => what).join(', ')}`;
}

function treeText(loaded: Loaded): string[] {
  try {
    checkTree(loaded);
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [
      '',
      say(`None can be run yet: ${error.message}`, `아직 아무 단계도 실행할 수 없습니다: ${error.message}`),
      ...(error.hint === undefined ? [] : [`  ${say('hint', '힌트')}: ${error.hint}`]),
    ];
  }
}
