import type { Cluster } from '@uegen/core';
import {
  concernsOf,
  type Digests,
  type NodeConcern,
  type PlannedNode,
  type Standing,
  type State,
  standingsOf,
} from '@uegen/core/plan';
import type { Loaded } from '../load.ts';
import { disk } from '../tree/file-system.ts';
import { digestsOf } from './digest.ts';
import { readKey, readState } from './file.ts';

/** What is wanted compared with what is known of the machines. */
export interface Known {
  state: State;
  /** Why the record couldn't be read, if so. */
  problem?: string;
  ko?: { problem: string };
  /** False where nothing was ever recorded: then a plan can only say which phases an edit concerns. */
  recorded: boolean;
  concerns: readonly NodeConcern[];
  /** Every phase, in the order in which they are carried out. */
  standings: readonly Standing[];
}

/** Compares a config with the record; `before` are the nodes of the last build. Nothing is touched. */
export function knownOf(
  { at, generated: { files } }: Loaded,
  cluster: Cluster,
  before: readonly PlannedNode[] | undefined,
): Known {
  const { state: read, problem, ko } = readState(disk, at);
  // What is in a record that can't be read isn't therefore undone.
  const state: State = problem === undefined ? read : { ...read, gaps: true };
  const key = readKey(disk, at);
  const digests: Digests = (phase) => (key === undefined ? undefined : digestsOf(phase, cluster, files, key));
  const concerns = concernsOf(cluster, state, before);
  return {
    state,
    ...(problem !== undefined && { problem }),
    ...(ko && { ko }),
    recorded: problem !== undefined || Object.keys(state.phases).length > 0,
    concerns,
    standings: standingsOf(cluster, state, concerns, digests),
  };
}

/** The phases among them that are due, in their order. */
export function dueOf(standings: readonly Standing[]): Standing[] {
  return standings.filter(({ state }) => state === 'due');
}
