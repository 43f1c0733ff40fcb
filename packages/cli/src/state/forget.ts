import { suggest } from '@uegen/core';
import { phases } from '@uegen/core/phases';
import { NO_STATE, type State } from '@uegen/core/plan';
import { say } from '../language.ts';
import { Problem } from '../problem.ts';
import { disk } from '../tree/file-system.ts';
import type { Layout } from '../tree/layout.ts';
import { takeLock } from '../tree/lock.ts';
import { checkOwnFolder } from '../tree/root.ts';
import { thisProcess } from '../tree/this-process.ts';
import { changeState } from './file.ts';

/** What stands for the whole record. */
export const EVERYTHING = 'everything';

/** What stands for who is known to have joined or left, and for the values that the machines have. */
export const MACHINES = 'nodes';

/** Clears what is recorded of a phase, of the machines, or all of it. */
export function forgetIn(at: Layout, what: string): void {
  const known = [EVERYTHING, MACHINES, ...phases.map(({ name }) => name)];
  if (!known.includes(what)) {
    const meant = suggest(what, known);
    throw new Problem(
      say(`there is no phase ${what}`, `${what} 단계는 없습니다`),
      meant === undefined
        ? say(
            `--forget alone clears everything, --forget ${MACHINES} the machines`,
            `--forget 만 쓰면 모든 기록을, --forget ${MACHINES} 는 노드의 기록을 지웁니다`,
          )
        : say(`did you mean ${meant}?`, `${meant} 을(를) 찾으셨습니까?`),
    );
  }
  if (disk.status(at.state) === undefined) return;
  checkOwnFolder(disk, at);
  const release = takeLock(disk, at, thisProcess());
  try {
    changeState(disk, at, (state) => without(state, what));
  } finally {
    release();
  }
}

function without(state: State, what: string): State {
  if (what === EVERYTHING) return NO_STATE;
  if (what === MACHINES) return { ...state, members: [], values: {} };
  const { [what]: _, ...rest } = state.phases;
  return { ...state, phases: rest };
}
