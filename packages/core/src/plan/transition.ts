import { hasDcos } from '../cluster/roles.ts';
import type { Cluster, ClusterNode, LeavingNode } from '../cluster/types.ts';
import type { PhaseName } from '../phases/index.ts';
import { says, type Text } from '../text.ts';
import { wantedValues } from './record.ts';
import type { Member, State } from './state.ts';

/** What is wanted beside what is known, as the rows of the table of transitions look at it. */
export interface View {
  cluster: Cluster;
  state: State;
  /** Standing nodes of DC/OS. */
  standing: readonly ClusterNode[];
  /** Members of the cluster, and those who left it. */
  joined: readonly Member[];
  /** Those who are in the cluster and whom config.yml doesn't name at all. */
  forgotten: readonly Member[];
  /** Standing nodes that never got DC/OS, or lost it. */
  outside: readonly ClusterNode[];
  leaving: ReadonlySet<string>;
  /** Machines that are members of another cluster. */
  foreign: readonly Member[];
}

/** Someone or something that a row of the table is about. */
export interface Found {
  node?: { name: string; address: string; role?: string };
  /** What happened, in a few words. */
  what: Text;
}

/** What a change of config.yml means for a cluster that runs. One row of the table. */
export interface Transition {
  name: string;
  /** `phase` runs something; `advice` is for people; `warning` is a danger, `error` a change that can't be carried out. */
  verdict: 'phase' | 'advice' | 'warning' | 'error';
  phase?: PhaseName;
  /** The change. */
  when: Text;
  /** What has to be done, or can't be. */
  advice: Text;
  find(view: View): Found[];
}

/** Whether DC/OS was ever deployed, by the record, or by what the machines say where it has gaps. */
export function runs({ phases, members, gaps }: State): boolean {
  const hasMaster = members.some(({ role, state }) => role === 'master' && state === 'joined');
  return phases.deploy?.done !== undefined || (gaps === true && hasMaster);
}

/** A view of a cluster, or undefined as long as DC/OS was never deployed: then the same edits only mean to install. */
export function viewOf(cluster: Cluster, state: State): View | undefined {
  const foreign = state.members.filter(({ cluster: name }) => name !== undefined && name !== cluster.name);
  const joined = state.members.filter((member) => member.state === 'joined' && !foreign.includes(member));
  if (foreign.length === 0 && (!runs(state) || !joined.some(hasDcos))) return undefined;
  const standing = cluster.nodes.filter((node) => hasDcos(node) && !node.joining);
  const leaving = new Set([...cluster.removing, ...cluster.uninstalling].map(({ address }) => address));
  const named = new Set([...cluster.nodes.map(({ address }) => address), ...leaving]);
  const isForeign = (node: ClusterNode) => foreign.some((member) => isAt(member, node));
  return {
    cluster,
    state,
    standing,
    joined,
    forgotten: joined.filter((member) => hasDcos(member) && !named.has(member.address)),
    outside: standing.filter(
      (node) => !isForeign(node) && !joined.some((member) => isAt(member, node) && hasDcos(member)),
    ),
    leaving,
    foreign,
  };
}

/** Whether two are one machine. */
export function isAt(one: { address: string }, other: { address: string }): boolean {
  return one.address === other.address;
}

/** What a node is called in a sentence. */
export function label({ name, address }: { name: string; address: string }): string {
  return `${name} (${address})`;
}

/** Where a node of the same name and role stood, if it is one that isn't named any more. */
export function formerOf(node: ClusterNode, { forgotten }: View): Member | undefined {
  return forgotten.find(({ name, role }) => name === node.name && role === node.role);
}

/** Leaving nodes that haven't come so far. */
export function stillIn(
  nodes: readonly LeavingNode[],
  { state }: View,
  past: readonly Member['state'][],
): LeavingNode[] {
  return nodes.filter((node) => !hasPassed(node, state, past));
}

/** Whether a leaving node has come so far. */
export function hasPassed(node: LeavingNode, state: State, past: readonly Member['state'][]): boolean {
  return state.members.some((member) => isAt(member, node) && hasDcos(member) && past.includes(member.state));
}

/** Where the machines were given another value of a key than config.yml has now. */
export function otherValues({ cluster, state }: View, keys: readonly string[]): Found[] {
  const wanted = wantedValues(cluster);
  return keys.flatMap((key): Found[] => {
    const [known, now] = [state.values[key], wanted[key]];
    if (known === undefined || known === now) return [];
    return [
      {
        what: says(
          `${key} was ${known || 'blank'} and is ${now || 'blank'} now`,
          `${key} 변경: ${known || '(비어 있음)'} 에서 ${now || '(비어 있음)'} (으)로`,
        ),
      },
    ];
  });
}
