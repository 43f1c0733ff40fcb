import type { Cluster, ClusterNode, LeavingNode } from '../cluster/types.ts';
import { phases as allPhases, type PhaseName } from '../phases/index.ts';
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

// Whom a phase gives what their role brings.
const JOINS: Partial<Record<PhaseName, (node: ClusterNode) => boolean>> = {
  'bootstrap-tools': ({ role }) => role === 'bootstrap',
  deploy: (node) => hasDcos(node) && !node.joining,
  'add-agent': ({ joining }) => joining,
  gitlab: ({ role }) => role === 'gitlab',
  'ci-runner': ({ role }) => role === 'ci',
};

// Whom it takes it from.
const LEAVES: Partial<Record<PhaseName, Leaving>> = {
  'gracefully-remove-agent': { nodes: ({ removing }) => removing, state: 'removed' },
  uninstall: { nodes: ({ uninstalling }) => uninstalling, state: 'uninstalled' },
};

interface Leaving {
  nodes: (cluster: Cluster) => readonly LeavingNode[];
  state: Member['state'];
}

/** What the machines keep of config.yml once a phase has brought it, by key. */
const KEEPS: Partial<Record<PhaseName, Readonly<Record<string, (cluster: Cluster) => string>>>> = {
  deploy: {
    cluster_name: ({ name }) => name,
    resolvers: ({ resolvers }) => resolvers.join(' '),
    dns_search: ({ dnsSearch }) => dnsSearch,
  },
  apps: { 'db.ip': ({ database }) => database.ip },
  install: {
    ansible_user: ({ ssh }) => ssh.user,
    ssh_port: ({ ssh }) => String(ssh.port),
    ansible_ssh_private_key_file: ({ ssh }) => ssh.keyFile,
  },
};

/** Whether DC/OS runs on a node of that role. */
export function hasDcos({ role }: { role?: string }): boolean {
  return role === 'master' || role === 'agent' || role === 'public';
}

/** What config.yml gives now for each value that machines keep. */
export function wantedValues(cluster: Cluster): Readonly<Record<string, string>> {
  return Object.assign({}, ...Object.values(KEEPS).map((values) => valuesOf(values, cluster)));
}

/** The state once a phase has begun: should it never end, that is known. */
export function recordStart(state: State, phase: PhaseName, at: string): State {
  const record = { inputs: {}, ...state.phases[phase], started: at };
  return { ...state, phases: { ...state.phases, [phase]: record } };
}

/** The state once a phase has succeeded, with what it has made of the machines. */
export function recordSuccess(state: State, { phase, at, inputs, cluster, only }: Success): State {
  const concerned = ({ address }: LeavingNode) => only === undefined || only.includes(address);
  const joined = cluster.nodes.filter((node) => JOINS[phase]?.(node)).filter(concerned);
  const leaving = LEAVES[phase];
  const left = (leaving?.nodes(cluster) ?? [])
    .filter(concerned)
    .flatMap((node) => asLeft(node, leaving?.state ?? 'removed', state.members));
  const changed = [...joined.map(asJoined), ...left];
  const members = [
    ...state.members.filter((member) => !changed.some((other) => isSame(member, other))),
    ...changed,
  ];
  const kept = only === undefined ? { ...state.values, ...valuesOf(KEEPS[phase], cluster) } : state.values;
  const phases =
    only === undefined
      ? { ...carried(state, phase, inputs), [phase]: { done: at, inputs } }
      : unbegun(state, phase);
  return { ...state, phases, members, values: kept };
}

// What a phase brings to all machines, the others needn't bring any more.
function carried({ phases }: State, phase: PhaseName, inputs: Success['inputs']): State['phases'] {
  const files = allPhases.find(({ name }) => name === phase)?.carries ?? [];
  const fresh = Object.entries(inputs).filter(([name]) => files.includes(name));
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

function unbegun(state: State, phase: PhaseName): State['phases'] {
  const { [phase]: record, ...others } = state.phases;
  if (record?.done === undefined) return others;
  const { started: _, ...rest } = record;
  return { ...others, [phase]: rest };
}

function valuesOf(
  values: Readonly<Record<string, (cluster: Cluster) => string>> = {},
  cluster: Cluster,
): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value(cluster)]));
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
