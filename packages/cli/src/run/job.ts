import { type Cluster, type LeavingNode, suggest } from '@uegen/core';
import { asUser, type Command, commandsOf, type Phase, phases } from '@uegen/core/phases';
import { say } from '../language.ts';
import type { Loaded } from '../load.ts';
import { Problem } from '../problem.ts';
import { targetOf } from './target.ts';
import { isWhole } from './whole.ts';

/** A phase of one cluster, with all that a run of it depends on. */
export interface Job {
  phase: Phase;
  commands: readonly Command[];
  /** The nodes that it takes something from, where it does. */
  target: readonly LeavingNode[] | undefined;
  /** False where extra arguments may leave something out of what it does to each of its nodes. */
  whole: boolean;
  cluster: Cluster;
  loaded: Loaded;
}

/** The phase of that name. */
export function phaseNamed(name: string): Phase {
  const phase = phases.find((one) => one.name === name);
  if (phase !== undefined) return phase;
  const meant = suggest(
    name,
    phases.map((one) => one.name),
  );
  throw new Problem(
    say(`there is no phase ${name}`, `${name} 단계는 없습니다`),
    meant === undefined
      ? say('uegen run lists all phases', 'uegen run 으로 모든 단계를 확인합니다')
      : say(
          `did you mean ${meant}? uegen run lists all phases`,
          `${meant} 을(를) 찾으셨습니까? uegen run 으로 모든 단계를 확인합니다`,
        ),
  );
}

/** Makes ready what a phase runs; a phase without anything to do, or for nodes that aren't there, is a {@link Problem}. */
export function jobOf(phase: Phase, loaded: Loaded, cluster: Cluster, extra: readonly string[]): Job {
  const idle = phase.idle?.(cluster);
  if (idle !== undefined)
    throw new Problem(
      say(`${phase.name} has nothing to do: ${idle.en}`, `${phase.name} 에는 할 일이 없습니다: ${idle.ko}`),
    );
  const commands = commandsOf(phase, cluster);
  if (extra.length > 0 && !commands.some((command) => command.extra))
    throw new Problem(
      say(`${phase.name} takes no extra arguments`, `${phase.name} 에는 추가 인수를 쓸 수 없습니다`),
    );
  return {
    phase,
    commands: commands.map((command) => asUser(command, isRoot(), extra)),
    target: targetOf(phase, cluster, extra),
    whole: isWhole(phase, extra),
    cluster,
    loaded,
  };
}

/** True when nothing has to go through sudo. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}
