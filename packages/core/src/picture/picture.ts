import { hostOf } from '../apps/app.ts';
import { appsOf } from '../apps/index.ts';
import { ROLES } from '../cluster/roles.ts';
import type { Cluster, Role } from '../cluster/types.ts';
import type { State } from '../plan/state.ts';
import { says, type Text } from '../text.ts';
import { type End, type Flow, flowsOf } from './flows.ts';
import { machinesOf, type PictureMachine } from './machines.ts';
import { openPorts, openPortsText } from './ports.ts';
import { ROLE_NAMES } from './words.ts';

/** More machines than this are drawn as groups of those that are alike. */
export const MOST_MACHINES = 50;

/** One machine of a picture, or several that are alike: the first, how many, and the last of them. */
export interface MachineBox extends PictureMachine {
  count: number;
  last: PictureMachine;
}

/** One app that Marathon runs wherever there is room, or on the machine named. */
export interface AppBox {
  name: string;
  purpose: Text;
  /** Its own port, at both load balancers; the load balancers have none. */
  port?: number;
  host?: string;
  /** The names of the machines that it is bound to; empty where Marathon picks a private agent. */
  machines: readonly string[];
}

/** What is drawn as one frame: the machines of a role, the apps, or what lies outside. */
export interface PictureGroup {
  id: End | 'leaving';
  title: Text;
  /** Public addresses or host names. */
  addresses: readonly string[];
  /** The ports that are open from outside; absent for none. */
  ports?: Text;
  machines: readonly MachineBox[];
  apps: readonly AppBox[];
}

/** A cluster as people draw it: what is there, and what flows between. It holds no secret. */
export interface Picture {
  name: string;
  groups: readonly PictureGroup[];
  flows: readonly Flow[];
}

/**
 * The picture of a cluster. `members` is the record of its machines, where there is one: without it, every machine that
 * config.yml lists counts as standing.
 */
export function pictureOf(cluster: Cluster, members?: State['members']): Picture {
  const machines = machinesOf(cluster, members);
  const flows = flowsOf(cluster);
  const isGrouped = machines.length > MOST_MACHINES;
  const boxes = (role: Role | undefined) => {
    const own = machines.filter((machine) => machine.role === role);
    return isGrouped ? alike(own) : own.map((machine) => ({ ...machine, count: 1, last: machine }));
  };
  const outside = (id: End, title: Text, ...addresses: string[]): PictureGroup[] =>
    flows.some(({ from, to }) => from === id || to === id)
      ? [{ id, title, addresses, machines: [], apps: [] }]
      : [];
  const roles = ROLES.map(
    (role): PictureGroup => ({
      id: role,
      title: ROLE_NAMES[role],
      addresses: publicAddresses(role, cluster),
      ...(openPorts(role, cluster).length > 0 && { ports: openPortsText(role, cluster) }),
      machines: boxes(role),
      apps: [],
    }),
  );
  const leaving: PictureGroup = {
    id: 'leaving',
    title: says('other machines', '그 밖의 서버'),
    addresses: [],
    machines: boxes(undefined),
    apps: [],
  };
  const apps: PictureGroup = {
    id: 'apps',
    title: says('apps on Marathon', 'Marathon 앱'),
    addresses: [],
    machines: [],
    apps: appBoxes(cluster, machines),
  };
  return {
    name: cluster.name,
    groups: [
      ...outside('users', says('users', '사용자')),
      ...[...roles, leaving].filter((group) => group.machines.length > 0),
      apps,
      ...outside('registry', says('Docker registry', '도커 레지스트리'), cluster.registry.private),
      ...outside('mail', says('mail server', '메일 서버'), cluster.gitlab.smtp?.host ?? ''),
    ],
    flows,
  };
}

function publicAddresses(role: Role, { publicAddress }: Cluster): readonly string[] {
  if (role === 'public') return publicAddress.agents;
  if (role === 'master') return [publicAddress.master];
  return role === 'gitlab' && publicAddress.gitlab !== '' ? [publicAddress.gitlab] : [];
}

function appBoxes(cluster: Cluster, machines: readonly PictureMachine[]): AppBox[] {
  return appsOf(cluster).map(({ name, purpose, offer, machines: bound }): AppBox => {
    const addresses = new Set(bound?.(cluster));
    const names = machines.filter(
      (machine) => machine.programs.includes(name) && addresses.has(machine.address),
    );
    return {
      name,
      purpose,
      ...(offer && { port: offer.port, host: hostOf(offer, cluster) }),
      machines: names.map((machine) => machine.name),
    };
  });
}

/** Machines of a role that have the same state and programs as one box, in the order of the first of each. */
function alike(machines: readonly PictureMachine[]): MachineBox[] {
  const boxes = new Map<string, MachineBox>();
  for (const machine of machines) {
    const key = [machine.state, ...machine.programs].join('\n');
    const box = boxes.get(key);
    if (box === undefined) boxes.set(key, { ...machine, count: 1, last: machine });
    else {
      box.count += 1;
      box.last = machine;
    }
  }
  return [...boxes.values()];
}
