import type { Cluster } from '@uegen/core';
import { plannedNodes, type State } from '@uegen/core/plan';
import { say } from '../language.ts';

type Known = State['members'][number]['state'];

/** A node as config.yml wants it beside what is known of it. */
export interface NodeRow {
  name: string;
  address: string;
  role?: string;
  /** Undefined for a machine that config.yml doesn't name any more. */
  wanted?: string;
  /** Undefined where nothing is known. */
  known?: Known;
}

const STATES: Readonly<Record<string, string>> = {
  standing: '운영',
  joining: '추가',
  removing: '제거',
  uninstalling: '완전 삭제',
  joined: '추가됨',
  removed: '제거됨',
  uninstalled: '삭제됨',
};

/** A state as people read it; undefined for one that isn't there. */
export function stateText(state: string | undefined): string | undefined {
  return state === undefined ? undefined : say(state, STATES[state] ?? state);
}

/** Every node that config.yml names, and every machine that is known and isn't named. */
export function nodeRows(cluster: Cluster, { members }: State): NodeRow[] {
  const wanted = plannedNodes(cluster).map(({ name, address, role, state }): NodeRow => {
    const known = stateOf(members, address, role);
    return { name, address, ...(role && { role }), wanted: state, ...(known && { known }) };
  });
  const forgotten = members
    .filter(({ address }) => !wanted.some((node) => node.address === address))
    .map(({ name, address, role, state }): NodeRow => ({ name, address, role, known: state }));
  return [...wanted, ...forgotten];
}

/** What is known of a machine in that role, or in any where the role isn't known. */
export function stateOf(
  members: State['members'],
  address: string,
  role: string | undefined,
): Known | undefined {
  return members.find((member) => member.address === address && (role === undefined || member.role === role))
    ?.state;
}
