import { type ConfigEdit, parseConfig } from '@uegen/core';
import type { State } from '@uegen/core/plan';
import { say } from '../language.ts';
import { type NodeEdits, PRIVATE } from './edits.ts';
import { stateOf } from './rows.ts';

const JOINING = { 'add-agent': 'agent', 'add-public-agent': 'public' } as const;
const LEAVING = ['gracefully-remove-agent', 'uninstall'] as const;
const STANDING = ['agent', 'public', 'master', 'add-agent', 'add-public-agent'] as const;

type List = (typeof STANDING)[number] | (typeof LEAVING)[number];
type Lists = Partial<Record<List, string | Readonly<Record<string, string>>>>;

/**
 * What was carried out becomes what config.yml says: nodes that are known to have joined stand, and those that are known
 * to have left disappear from every list. Of the others it is said that they stay.
 */
export function settlingOf({ members }: State, text: string): NodeEdits {
  const lists = listsOf(text);
  const leaving = LEAVING.flatMap((list) => entriesOf(lists, list).map((entry) => ({ ...entry, list })));
  const goes = new Set(leaving.map(({ address }) => address));
  // One that left gracefully stays listed as long as DC/OS is to be taken off it.
  const awaits = new Set(entriesOf(lists, 'uninstall').map(({ address }) => address));
  const gone = leaving.filter(({ address }) => {
    const known = dcosState(members, address);
    return known === 'uninstalled' || (known === 'removed' && !awaits.has(address));
  });
  const joined = (['add-agent', 'add-public-agent'] as const).flatMap((list) =>
    entriesOf(lists, list)
      .filter(({ address }) => !goes.has(address))
      .map((entry) => ({ ...entry, list, role: JOINING[list] })),
  );
  const settled = joined.filter(({ address, role }) => stateOf(members, address, role) === 'joined');
  const notes = [
    ...joined
      .filter((one) => !settled.includes(one))
      .map(({ name, address, list }) =>
        say(
          `${name} (${address}) stays under ${list}: it is not known to have joined`,
          `${name} (${address}) 을(를) ${list} 에 남겨 둡니다. 추가된 기록이 없습니다`,
        ),
      ),
    ...leaving
      .filter((one) => !gone.includes(one))
      .map(({ name, address, list }) =>
        say(
          `${name} (${address}) stays under ${list}: it is not known to have left`,
          `${name} (${address}) 을(를) ${list} 에 남겨 둡니다. 제거된 기록이 없습니다`,
        ),
      ),
  ];
  if (joined.length + leaving.length === 0)
    notes.push(
      say(
        'no node joins or leaves: there is nothing to settle',
        '추가하거나 제거하는 노드가 없어 정리할 것이 없습니다',
      ),
    );
  const addresses = new Set(gone.map(({ address }) => address));
  const edits: ConfigEdit[] = [
    ...settled.flatMap(({ name, list, role }) => standing(lists, list, role, name)),
    ...[...LEAVING, ...STANDING].flatMap((list) =>
      entriesOf(lists, list)
        .filter(({ address }) => addresses.has(address))
        .map(({ name }): ConfigEdit => ({ remove: [...PRIVATE, list, name] })),
    ),
  ];
  return { edits, notes };
}

// A machine may have other roles beside that of DC/OS.
function dcosState(members: State['members'], address: string) {
  return members.find(
    (one) =>
      one.cluster === undefined && one.address === address && /^(?:master|agent|public)$/.test(one.role),
  )?.state;
}

/** One address under `public` is the guide's own name for it; beside another one it needs that name. */
function standing(lists: Lists, list: List, role: 'agent' | 'public', name: string): ConfigEdit[] {
  const held = lists[role];
  const move: ConfigEdit = { move: [...PRIVATE, list, name], to: [...PRIVATE, role, name] };
  if (typeof held !== 'string' || held === '') return [move];
  return [{ remove: [...PRIVATE, role] }, { set: [...PRIVATE, role, 'public'], value: held }, move];
}

function entriesOf(lists: Lists, list: List): { name: string; address: string }[] {
  const entries = lists[list];
  if (typeof entries !== 'object' || entries === null) return [];
  return Object.entries(entries).map(([name, address]) => ({ name, address }));
}

// Where the nodes are written; a list that a reference stands for isn't one.
function listsOf(text: string): Lists {
  const parsed = parseConfig(text);
  if (!('tree' in parsed)) return {};
  const server = parsed.tree.server as { private?: Lists } | null | undefined;
  return server?.private ?? {};
}
