import { randomBytes } from 'node:crypto';
import type { Cluster } from '@uegen/core';
import type { Phase } from '@uegen/core/phases';
import { recordStart, recordSuccess, type State } from '@uegen/core/plan';
import type { Loaded } from '../load.ts';
import { asProblem, Problem } from '../problem.ts';
import type { Terminal } from '../terminal.ts';
import { disk } from '../tree/file-system.ts';
import type { Layout } from '../tree/layout.ts';
import { digestsOf } from './digest.ts';
import { changeState, ensureKey } from './file.ts';

/** Writes down, for one run of a phase, that it began and that it succeeded; whoever calls holds the lock. */
export interface Recorder {
  began(): void;
  /** `only` names the nodes that it was for, where it wasn't for all of them. */
  succeeded(only?: readonly string[]): void;
}

/** A recorder of a phase. A state that can't be written is a warning: what was done on the machines is done. */
export function recorder(phase: Phase, cluster: Cluster, loaded: Loaded, terminal: Terminal): Recorder {
  const { at, generated } = loaded;
  return {
    began: () => change(at, terminal, (state) => recordStart(state, phase.name, now())),
    succeeded: (only) =>
      change(at, terminal, (state) => {
        const inputs = digestsOf(phase, cluster, generated.files, ensureKey(disk, at, randomBytes));
        return recordSuccess(state, {
          phase: phase.name,
          at: now(),
          inputs,
          cluster,
          ...(only !== undefined && { only }),
        });
      }),
  };
}

function now(): string {
  return new Date().toISOString();
}

function change(at: Layout, terminal: Terminal, how: (state: State) => State): void {
  try {
    const { aside, problem } = changeState(disk, at, how);
    if (aside !== undefined)
      terminal.err(`uegen: warning: .uegen/state.json was set aside as ${aside}: ${problem}\n`);
  } catch (error) {
    const problem = asProblem(error, "can't write .uegen/state.json");
    if (!(problem instanceof Problem)) throw error;
    terminal.err(`uegen: warning: ${problem.message}; what this run did isn't recorded\n`);
  }
}
