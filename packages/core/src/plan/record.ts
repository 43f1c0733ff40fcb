import { hasDcos } from '../cluster/roles.ts';
import type { Cluster, ClusterNode, LeavingNode } from '../cluster/types.ts';
import { type Phase, type PhaseName, phases } from '../phases/index.ts';
import type { Member, State } from './state.ts';

/** A phase that has succeeded. */
export interface Success {
  phase: PhaseName;
  /** The moment, in UTC as ISO 8601 writes it. */
  at: string;
  /** Digests of what it read, by the names that `inputsOf` gives. */
  inputs: Readonly<Record<string, string>>;
  cluster: Cluster;
  /** Those of its nodes that it was for, where it wasn't for all of them: then it counts as not yet done. */
  only?: readonly string[];
}

/** What config.yml gives now for each value that machines keep. */
export function wantedValues(cluster: Cluster): Readonly<Record<string, string>> {
  return Object.assign({}, ...phases.map((phase) => valuesOf(phase, cluster)));
}

/** The state once a phase has begun: should it never end, that is known. */
export function recordStart(state: State, phase: PhaseName, at: string): State {
  const record = { inputs: {}, ...state.phases[phase], started: at };
  return { ...state, phases: { ...state.phases, [phase]: record } };
}

/** The state once a phase has succeeded, with what it has made of the machines. */
export function recordSuccess(state: State, { phase: name, at, inputs, cluster, only }: Success): State {
  const phase = phaseOf(name);
  const concerned = ({ address }: LeavingNode) => only === undefined || only.includes(address);
  const joined = cluster.nodes.filter((node) => phase?.joins?.(node)).filter(concerned);
  const { ends } = phase ?? {};
  const left = ends === undefined ? [] : (phase?.nodes?.(cluster) ?? []).filter(concerned);
  const changed = [
    ...joined.map(asJoined),
    ...left.flatMap((node) => (ends === undefined ? [] : asLeft(node, ends, state.members))),
  ];
  const members = [
    ...state.members.filter((member) => !changed.some((other) => isSame(member, other))),
    ...changed,
  ];
  if (only !== undefined) return { ...state, phases: unbegun(state, name), members };
  return {
    ...state,
    phases: { ...carried(state, phase, inputs), [name]: { done: at, inputs } },
    members,
    values: { ...state.values, ...valuesOf(phase, cluster) },
  };
}

function phaseOf(name: PhaseName): Phase | undefined {
  return phases.find((phase) => phase.name === name);
}

// What a phase brings to all machines, the others needn't bring any more.
function carried(
  { phases }: State,
  { carries = [] }: Partial<Phase> = {},
  inputs: Success['inputs'],
): State['phases'] {
  const fresh = Object.entries(inputs).filter(([name]) => carries.includes(name));
  return Object.fromEntries(
    Object.entries(phases).map(([name, record]) => {
      const known = fresh.filter(([file]) => file in record.inputs);
      return [name, { ...record, inputs: { ...record.inputs, ...Object.fromEntries(known) } }];
    }),
  );
}

/** The state with what a phase would read, where nothing is known of it: what was just started runs with that. */
export function recordBaseline(state: State, phase: PhaseName, inputs: Success['inputs']): State {
  if (state.phases[phase] !== undefined) return state;
  return { ...state, phases: { ...state.phases, [phase]: { inputs } } };
}

/**
 * The state once config.yml got values that the machines of a phase have already: what they change of what it reads, from
 * `before` to `after`, doesn't make it due.
 */
export function recordHeld(
  state: State,
  phase: string,
  before: Success['inputs'],
  after: Success['inputs'],
): State {
  const record = state.phases[phase];
  if (record === undefined) return state;
  const known = Object.entries(record.inputs).map(([name, digest]) => [
    name,
    digest === before[name] ? (after[name] ?? digest) : digest,
  ]);
  return { ...state, phases: { ...state.phases, [phase]: { ...record, inputs: Object.fromEntries(known) } } };
}

function unbegun(state: State, phase: PhaseName): State['phases'] {
  const { [phase]: record, ...others } = state.phases;
  if (record?.done === undefined) return others;
  const { started: _, ...rest } = record;
  return { ...others, [phase]: rest };
}

function valuesOf({ keeps = {} }: Partial<Phase> = {}, cluster: Cluster): Record<string, string> {
  return Object.fromEntries(Object.entries(keeps).map(([key, value]) => [key, value(cluster)]));
}

function asJoined({ name, address, role }: ClusterNode): Member {
  return { name, address, role, state: 'joined' };
}

// A node that config.yml lists as leaving only may be known from when it joined.
function asLeft(
  { name, address, role }: LeavingNode,
  state: Member['state'],
  members: readonly Member[],
): Member[] {
  const known = members.find((member) => member.address === address && hasDcos(member));
  const before = role ?? known?.role;
  return before === undefined ? [] : [{ name, address, role: before, state }];
}

// A machine has one role of DC/OS, and may have others beside it.
function isSame(one: Member, other: Member): boolean {
  return one.address === other.address && (one.role === other.role || (hasDcos(one) && hasDcos(other)));
}
