import type { Cluster } from '@uegen/core';
import { commandsOf, phases } from '@uegen/core/phases';
import { columns, folded } from '../cells.ts';
import { say, told } from '../language.ts';
import type { Loaded } from '../load.ts';
import { Problem } from '../problem.ts';
import { isRoot } from './job.ts';
import { lacksOf } from './lacks.ts';
import { checkTree } from './tree.ts';

/** A phase, and what keeps it from being run. */
export interface PhaseLacks {
  phase: string;
  title: string;
  /** Why it has nothing to do. */
  idle?: string;
  lacks: readonly string[];
}

/** Every phase in the guide's order, with what it still lacks. */
export function phaseLacks(loaded: Loaded, cluster: Cluster): PhaseLacks[] {
  return phases.map((phase): PhaseLacks => {
    const { name, title } = phase;
    const idle = phase.idle?.(cluster);
    if (idle !== undefined) return { phase: name, title: told(title), idle: told(idle), lacks: [] };
    const lacks = lacksOf({ phase, commands: commandsOf(phase, cluster), cluster, loaded }, isRoot());
    return { phase: name, title: told(title), lacks: lacks.map(({ what }) => what) };
  });
}

/** The same for people, and what keeps all of them from being run. */
export function listPhases(loaded: Loaded, cluster: Cluster, width: number): string {
  const rows = phaseLacks(loaded, cluster).map((row) => [row.phase, `${row.title}${stateText(row)}`]);
  const table = columns(rows, width + 2).replace(/^ {2}/gm, '');
  const more = treeText(loaded).map((line) => `${line}\n`);
  return folded([table, ...more].join(''), width);
}

function stateText({ idle, lacks }: PhaseLacks): string {
  if (idle !== undefined) return say(`: nothing to do, ${idle}`, `: 할 일 없음, ${idle}`);
  return lacks.length === 0 ? '' : `: ${say('lacks', '부족')} ${lacks.join(', ')}`;
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
