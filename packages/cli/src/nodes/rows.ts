import type { Cluster, Text } from '@uegen/core';
import { plannedNodes, type State } from '@uegen/core/plan';
import { told } from '../language.ts';

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

const STATES: readonly Text[] = [
  { en: 'standing', ko: '운영' },
  { en: 'joining', ko: '추가' },
  { en: 'removing', ko: '제거' },
  { en: 'uninstalling', ko: '완전 삭제' },
  { en: 'joined', ko: '추가됨' },
  { en: 'removed', ko: '제거됨' },
  { en: 'uninstalled', ko: '삭제됨' },
];

/** A state as people read it; undefined for one that isn't there. */
export function stateText(state: string | undefined): string | undefined {
  const text = STATES.find(({ en }) => en === state);
  return text === undefined ? state : told(text);
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
  return members.find(
    (member) =>
      member.cluster === undefined &&
      member.address === address &&
      (role === undefined || member.role === role),
  )?.state;
}
