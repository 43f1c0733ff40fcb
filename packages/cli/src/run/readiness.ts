import type { Cluster } from '@uegen/core';
import { commandsOf, type Phase, phases } from '@uegen/core/phases';
import type { State } from '@uegen/core/plan';
import { say } from '../language.ts';
import type { Loaded } from '../load.ts';
import type { Known } from '../state/index.ts';
import { isRoot } from './job.ts';
import { type Lack, lacksOf, usesSsh } from './lacks.ts';
import { sshKeyFault } from './ssh-key.ts';

/**
 * Everything that keeps a phase from succeeding, as far as it can be seen from here: what `uegen run` refuses, and what
 * would fail only on a machine.
 */
export function readinessOf(
  phase: Phase,
  loaded: Loaded,
  cluster: Cluster,
  { state, standings }: Pick<Known, 'state' | 'standings'>,
): Lack[] {
  const commands = commandsOf(phase, cluster);
  const key = usesSsh(commands, cluster) ? sshKeyFault(cluster, loaded.at) : undefined;
  return [
    ...lacksOf({ phase, commands, cluster, loaded }, isRoot()),
    ...(key === undefined
      ? []
      : [{ what: say('the ssh key', 'ssh 키'), advice: `${key.what}: ${key.todo}` }]),
    ...valueLacks(phase, cluster, state),
    ...predecessors(phase, standings),
  ];
}

function predecessors({ name }: Phase, standings: Known['standings']): Lack[] {
  const isDue = (other: Phase) =>
    standings.some(({ phase, state }) => phase === other.name && state === 'due');
  return phases
    .filter((other: Phase) => other.precedes?.includes(name) && isDue(other))
    .map((other) => ({
      what: other.name,
      advice: say(
        `${other.name} is due and comes before it: uegen run ${other.name}`,
        `${other.name} 을(를) 먼저 실행해야 합니다: uegen run ${other.name}`,
      ),
    }));
}

function valueLacks(phase: Phase, cluster: Cluster, { phases }: State): Lack[] {
  const lacking = phase.lacks?.(cluster, phases[phase.name]?.done === undefined);
  if (lacking === undefined) return [];
  const { key, value } = lacking;
  return [
    {
      what: key,
      advice: say(
        `${key} is blank: its value is ${value.en}`,
        `${key} 이(가) 비어 있습니다. 값: ${value.ko}`,
      ),
    },
  ];
}
