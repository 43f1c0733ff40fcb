import { appsOf } from '../apps/index.ts';
import type { Cluster, Role } from '../cluster/types.ts';
import { gathered } from '../gathered.ts';
import { plannedNodes } from '../plan/nodes.ts';
import type { State } from '../plan/state.ts';
import type { PlannedNode } from '../plan/types.ts';
import { remembered } from '../remembered.ts';
import type { PictureState } from './words.ts';

/** A machine under one of its roles, as config.yml and the record of the machines know it. */
export interface PictureMachine {
  name: string;
  /** The private IPv4 address. */
  address: string;
  /** Absent where config.yml doesn't name a machine that leaves elsewhere. */
  role?: Role;
  state: PictureState;
  /** What runs there and nowhere else: programs that a phase sets up, and apps that are bound to the machine. */
  programs: readonly string[];
  /** Where its measurements are read from outside: `http://host:port`. */
  cadvisor?: string;
}

/** What the phases set up on machines of a role, besides DC/OS. */
const PROGRAMS: Readonly<Record<Role, readonly string[]>> = {
  bootstrap: ['ansible'],
  gitlab: ['GitLab', 'registry'],
  ci: ['gitlab-runner', 'minio'],
  master: ['Marathon', 'Mesos'],
  public: ['rinetd'],
  agent: [],
};

/**
 * Every machine of a cluster, in the order of its nodes; those that leave come last. One in two roles is there twice.
 * `members` is the record of the machines, where there is one.
 */
export function machinesOf(cluster: Cluster, members?: State['members']): readonly PictureMachine[] {
  if (members === undefined) return machinesAsListed(cluster);
  return machinesWith(cluster, (node) => stateOf(node, membersAt(members).get(node.address) ?? []));
}

const machinesAsListed = remembered((cluster: Cluster) => machinesWith(cluster, ({ state }) => state));

const membersAt = remembered((members: NonNullable<State['members']>) =>
  gathered(members.map((member): [string, (typeof members)[number]] => [member.address, member])),
);

function machinesWith(cluster: Cluster, pictured: (node: PlannedNode) => PictureState): PictureMachine[] {
  const proxied = new Map(
    cluster.cadvisor.proxy.map(({ address, listenPort }) => [
      address,
      `http://${cluster.publicAddress.agent}:${listenPort}`,
    ]),
  );
  const [programs, apps] = [programsOf(cluster), appsByAddress(cluster)];
  return plannedNodes(cluster).map((node): PictureMachine => {
    const { name, address } = node;
    const role = node.role as Role | undefined;
    const cadvisor = proxied.get(address);
    const stays = node.state === 'standing' || node.state === 'joining';
    const setUp = stays && role !== undefined ? programs[role] : [];
    const bound = stays && (role === 'public' || role === 'agent') ? (apps.get(address) ?? []) : [];
    return {
      name,
      address,
      ...(role && { role }),
      state: pictured(node),
      programs: [...setUp, ...bound],
      ...(cadvisor !== undefined && { cadvisor }),
    };
  });
}

function stateOf(
  { role, state }: PlannedNode,
  members: readonly NonNullable<State['members']>[number][],
): PictureState {
  const known = members.find((member) => role === undefined || member.role === role);
  if (state === 'removing' || state === 'uninstalling')
    return known !== undefined && known.state !== 'joined' ? 'gone' : state;
  if (known?.state === 'joined') return 'standing';
  return state === 'standing' ? 'new' : state;
}

function appsByAddress(cluster: Cluster): Map<string, string[]> {
  return gathered(
    appsOf(cluster).flatMap(({ name, machines }) =>
      (machines?.(cluster) ?? []).map((address): [string, string] => [address, name]),
    ),
  );
}

function programsOf({ minio }: Cluster): Readonly<Record<Role, readonly string[]>> {
  return minio === undefined
    ? { ...PROGRAMS, ci: PROGRAMS.ci.filter((program) => program !== 'minio') }
    : PROGRAMS;
}
