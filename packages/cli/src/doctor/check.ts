import type { Cluster } from '@uegen/core';
import type { PhaseName } from '@uegen/core/phases';
import { say } from '../language.ts';
import type { Loaded } from '../load.ts';

/** What a look found. */
export interface Finding {
  /** What was looked at: a program, a file, a machine or a name. */
  subject: string;
  /** `later` is what a phase that is still to be run brings along. */
  state: 'ok' | 'later' | 'bad';
  what: string;
  /** What to do, where something is to be done. */
  todo?: string;
}

/** What a check may look at. */
export interface Setting {
  loaded: Loaded;
  cluster: Cluster;
  /** Whether a phase is known to have succeeded. */
  done(phase: PhaseName): boolean;
}

/** One thing that is looked at; it changes nothing, and ends in time whatever it asks. */
export type Check = (setting: Setting) => Promise<readonly Finding[]>;

/** Something that isn't there: bad, unless the phase that brings it is still to be run. */
export function absent(subject: string, what: string, phase: PhaseName, { done }: Setting): Finding {
  const todo = say(`uegen run ${phase} brings it`, `uegen run ${phase} 이(가) 준비합니다`);
  return { subject, state: done(phase) ? 'bad' : 'later', what, todo };
}
