import type { Cluster } from '@uegen/core';
import { commandsOf, type Phase } from '@uegen/core/phases';
import type { State } from '@uegen/core/plan';
import { say } from '../language.ts';
import type { Loaded } from '../load.ts';
import { isRoot } from './job.ts';
import { type Lack, lacksOf, usesSsh } from './lacks.ts';
import { sshKeyFault } from './ssh-key.ts';

/**
 * Everything that keeps a phase from succeeding, as far as it can be seen from here: what `uegen run` refuses, and what
 * would fail only on a machine.
 */
export function readinessOf(phase: Phase, loaded: Loaded, cluster: Cluster, state: State): Lack[] {
  const commands = commandsOf(phase, cluster);
  const key = usesSsh(commands, cluster) ? sshKeyFault(cluster, loaded.at) : undefined;
  return [
    ...lacksOf({ phase, commands, cluster, loaded }, isRoot()),
    ...(key === undefined
      ? []
      : [{ what: say('the ssh key', 'ssh 키'), advice: `${key.what}: ${key.todo}` }]),
    ...valueLacks(phase, cluster, state),
  ];
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
