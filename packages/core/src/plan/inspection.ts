import { hasDcos } from '../cluster/roles.ts';
import type { Cluster, ClusterNode, LeavingNode } from '../cluster/types.ts';
import { type Phase, phases } from '../phases/index.ts';
import type { Answer } from '../steps/answer.ts';
import type { Member, PhaseRecord, State } from './state.ts';
import { isAt, label } from './transition.ts';

/** What the machines answered. */
export interface Inspection {
  /** The moment, in UTC as ISO 8601 writes it. */
  at: string;
  /** By address; whoever is silent isn't there. */
  answers: ReadonlyMap<string, Answer>;
  /** Digests of what a phase would read now. */
  digests(phase: Phase): Readonly<Record<string, string>>;
}

/** Every machine that config.yml names, each once. */
export function machinesOf({ nodes, removing, uninstalling }: Cluster): LeavingNode[] {
  const all = [...nodes, ...removing, ...uninstalling];
  return all.filter((node, index) => all.findIndex((one) => isAt(one, node)) === index);
}

/**
 * The state once the machines were asked: what they say wins over the record. Where one is silent, what is known of it
 * stays, and no phase is due for its silence. Machines of another cluster are noted as such, and then say nothing else.
 */
export function recordInspection(state: State, cluster: Cluster, inspection: Inspection): State {
  const { answers, at } = inspection;
  if (answers.size === 0) return state;
  const asked = { ...state, phases: { ...state.phases, inspect: { done: at, inputs: {} } } };
  const members = membersAfter(state, cluster, answers);
  if (members.some((member) => member.cluster !== undefined)) return { ...asked, members };
  const isOlder = state.phases.deploy === undefined && members.some(hasDcos);
  const known: State = { ...asked, members, ...(isOlder && { gaps: true }) };
  const shown = phases.reduce((so, phase) => phaseAfter(so, phase, cluster, inspection), known);
  return { ...shown, values: { ...shown.values, ...valuesAfter(shown, cluster, answers) } };
}

function membersAfter(
  { members }: State,
  cluster: Cluster,
  answers: ReadonlyMap<string, Answer>,
): readonly Member[] {
  return machinesOf(cluster).reduce<readonly Member[]>((all, node) => {
    const answer = answers.get(node.address);
    if (answer === undefined) return all;
    const old = all.find((one) => isAt(one, node) && hasDcos(one));
    const now = dcosMember(node, old, answer, cluster);
    const kept = all.flatMap((one) => (one !== old ? [one] : now === undefined ? [] : [now]));
    const joined = old === undefined && now !== undefined ? [now] : [];
    return [...kept, ...joined, ...otherRoles(node, answer, cluster, kept)];
  }, members);
}

function dcosMember(
  node: LeavingNode,
  old: Member | undefined,
  { name: ownName, dcos }: Answer,
  cluster: Cluster,
): Member | undefined {
  const { address } = node;
  // A record of another name stays, until the machine bears the new one.
  const name = old === undefined || ownName === node.name ? node.name : old.name;
  if (dcos === undefined) {
    const role = old?.role ?? leavingRole(node, cluster);
    return role && { name, address, role, state: 'uninstalled' };
  }
  // Where it names no role, it has DC/OS all the same.
  const role = dcos.role ?? old?.role ?? wantedRole(node, cluster);
  if (role === undefined) return old;
  const other = dcos.values.cluster_name ?? cluster.name;
  const state = dcos.runs || dcos.role === undefined ? 'joined' : 'removed';
  return { name, address, role, state, ...(other !== cluster.name && { cluster: other }) };
}

// Of a machine without DC/OS, nothing is to be noted unless it is to have none.
function leavingRole(node: LeavingNode, cluster: Cluster): Member['role'] | undefined {
  return cluster.uninstalling.some((one) => isAt(one, node)) ? wantedRole(node, cluster) : undefined;
}

function wantedRole(node: LeavingNode, { nodes }: Cluster): Member['role'] | undefined {
  return [node, ...nodes.filter((one) => isAt(one, node))].find(hasDcos)?.role;
}

/** What a machine is beside its role in DC/OS: GitLab's, the runner's, or the bootstrap node. */
function otherRoles(
  node: LeavingNode,
  answer: Answer,
  cluster: Cluster,
  members: readonly Member[],
): Member[] {
  return phases.flatMap(({ joins, shows }) =>
    cluster.nodes
      .filter((one) => isAt(one, node) && !hasDcos(one) && joins?.(one) && shows?.by(answer, one, cluster))
      .filter((one) => !members.some((member) => isAt(member, one) && member.role === one.role))
      .map(({ name, address, role }): Member => ({ name, address, role, state: 'joined' })),
  );
}

function phaseAfter(state: State, phase: Phase, cluster: Cluster, inspection: Inspection): State {
  if (phase.asks || phase.idle?.(cluster) !== undefined) return state;
  if (phase.isOpen !== undefined) return doorAfter(state, phase, inspection, machinesOf(cluster).length);
  const record = recordAfter(state, phase, cluster, inspection);
  return record === undefined ? state : { ...state, phases: { ...state.phases, [phase.name]: record } };
}

function recordAfter(
  { phases: records, gaps }: State,
  phase: Phase,
  cluster: Cluster,
  { answers, at, digests }: Inspection,
): PhaseRecord | undefined {
  const record = records[phase.name];
  // Of what the machines can't show, a later change of what it reads can still be seen.
  const baseline = () =>
    gaps && record === undefined && !phase.named && !phase.once ? { inputs: digests(phase) } : undefined;
  const { shows } = phase;
  // What began and hasn't ended is to end, whatever is there already.
  if (shows === undefined || record?.started !== undefined) return baseline();
  const nodes = cluster.nodes.filter((node) => shows.on(node, cluster));
  const lacking = nodes.filter((node) => lacks(node, answers, shows, cluster));
  const { missing = [], ...rest } = record ?? { inputs: {} };
  if (lacking.length === 0 && nodes.length > 0 && nodes.every(({ address }) => answers.has(address)))
    return record?.done === undefined ? { done: at, inputs: digests(phase) } : rest;
  const silent = nodes.filter(({ address }) => !answers.has(address)).map(label);
  const all = [...lacking.map(label), ...missing.filter((one) => silent.includes(one))];
  // What is done for good is undone only where no machine has it.
  const isUndone = all.length > 0 && (!phase.once || all.length === nodes.length);
  if (isUndone && (record?.done !== undefined || gaps)) return { ...rest, missing: all };
  return record === undefined ? baseline() : rest;
}

function lacks(
  node: ClusterNode,
  answers: ReadonlyMap<string, Answer>,
  shows: NonNullable<Phase['shows']>,
  cluster: Cluster,
): boolean {
  const answer = answers.get(node.address);
  return answer !== undefined && !shows.by(answer, node, cluster);
}

// It is open where one machine says so, and closed where all say so.
function doorAfter(
  state: State,
  { name, closes = '', isOpen }: Phase,
  { answers, at }: Inspection,
  machines: number,
): State {
  const open = [...answers.values()].some((answer) => isOpen?.(answer));
  const wasOpen = (state.phases[closes]?.done ?? '') > (state.phases[name]?.done ?? '');
  if (open === wasOpen || (!open && answers.size < machines)) return state;
  const changed = open ? closes : name;
  return { ...state, phases: { ...state.phases, [changed]: { done: at, inputs: {} } } };
}

/** What all who answered agree on. Where somebody is silent, what was known before stays. */
function valuesAfter(
  { values }: State,
  cluster: Cluster,
  answers: ReadonlyMap<string, Answer>,
): Record<string, string> {
  const isWhole = machinesOf(cluster).every(({ address }) => answers.has(address));
  const found = new Map<string, Set<string>>();
  for (const { finds } of phases)
    for (const answer of finds === undefined ? [] : answers.values())
      for (const [key, value] of Object.entries(finds?.(answer, cluster) ?? {}))
        found.set(key, (found.get(key) ?? new Set()).add(value));
  return Object.fromEntries(
    [...found].flatMap(([key, all]) => {
      const [value] = all;
      const isTold = all.size === 1 && (isWhole || values[key] === undefined);
      return isTold && value !== undefined ? [[key, value]] : [];
    }),
  );
}
