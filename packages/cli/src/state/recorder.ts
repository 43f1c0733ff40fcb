import { randomBytes } from 'node:crypto';
import type { Cluster } from '@uegen/core';
import { spokenIn } from '@uegen/core';
import { type Phase, phases } from '@uegen/core/phases';
import { recordBaseline, recordHeld, recordStart, recordSuccess, type State } from '@uegen/core/plan';
import { language, say } from '../language.ts';
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
  /** What it fetched is on the machines of some phases already; `later` is the config that holds it. */
  held(later: Loaded): void;
}

/** The phase that starts the platform: others change what runs then. */
const STARTS = 'apps';

/** A recorder of a phase. A state that can't be written is a warning: what was done on the machines is done. */
export function recorder(phase: Phase, cluster: Cluster, loaded: Loaded, terminal: Terminal): Recorder {
  const { at, generated } = loaded;
  return {
    began: () => changeRecord(at, terminal, (state) => recordStart(state, phase.name, now())),
    succeeded: (only) =>
      changeRecord(at, terminal, (state) => {
        const key = ensureKey(disk, at, randomBytes);
        const digests = (of: Phase) => digestsOf(of, cluster, generated.files, key);
        const inputs = digests(phase);
        const success = { phase: phase.name, at: now(), inputs, cluster, ...(only && { only }) };
        const after = recordSuccess(state, success);
        // What it starts has the values of now.
        return phase.name !== STARTS
          ? after
          : phases
              .filter(({ afterwards }) => afterwards !== undefined)
              .reduce((known, later) => recordBaseline(known, later.name, digests(later)), after);
      }),
    held: (later) => {
      const { cluster: wanted, files } = later.generated;
      if (wanted === undefined) return;
      changeRecord(at, terminal, (state) => {
        const key = ensureKey(disk, at, randomBytes);
        return phases
          .filter(({ name }) => phase.fetchedFrom?.includes(name))
          .reduce(
            (known, of) =>
              recordHeld(
                known,
                of.name,
                digestsOf(of, cluster, generated.files, key),
                digestsOf(of, wanted, files, key),
              ),
            state,
          );
      });
    },
  };
}

/** This moment, in UTC as ISO 8601 writes it. */
export function now(): string {
  return new Date().toISOString();
}

/** Changes the record. One that can't be written is a warning. */
export function changeRecord(at: Layout, terminal: Terminal, how: (state: State) => State): void {
  try {
    const { aside, problem } = spokenIn(language(), changeState(disk, at, how));
    if (aside !== undefined)
      terminal.tell(
        say(
          `uegen: warning: .uegen/state.json was set aside as ${aside}: ${problem}\n`,
          `uegen: 경고: .uegen/state.json 을 ${aside} 로 옮겼습니다: ${problem}\n`,
        ),
      );
  } catch (error) {
    const problem = asProblem(
      error,
      say("can't write .uegen/state.json", '.uegen/state.json 을 쓸 수 없습니다'),
    );
    if (!(problem instanceof Problem)) throw error;
    terminal.tell(
      say(
        `uegen: warning: ${problem.message}; what this run did isn't recorded\n`,
        `uegen: 경고: ${problem.message}. 이번 실행은 기록하지 못했습니다\n`,
      ),
    );
  }
}
