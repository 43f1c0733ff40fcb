import { gathered } from '../gathered.ts';
import type { Config } from '../generated/config.ts';
import { remembered } from '../remembered.ts';
import { ROLES, type Role } from './roles.ts';
import type { ClusterNode, Disk } from './types.ts';

type DiskSetting = Config['disks'][number];

/** A disk as one node of its setting gets it; `mount` is absent where neither the config nor the role says one. */
export interface PlacedDisk {
  node: ClusterNode;
  disk: Omit<Disk, 'mount'> & { mount?: string };
}

// The guide's own mount points: masters write many logs, agents keep Docker's data.
const MOUNTS: Partial<Record<Role, string>> = {
  master: '/var/log',
  public: '/var/lib/docker',
  agent: '/var/lib/docker',
};

const GROUPS: ReadonlySet<string> = new Set<string>(ROLES);

/** The groups and node names of a setting, as a list. */
export function selectors({ nodes }: DiskSetting): readonly string[] {
  return typeof nodes === 'string' ? [nodes] : nodes;
}

/** True when a selector picks this node: by its role, or by its name where the selector names no role. */
export function selects(selector: string, node: ClusterNode): boolean {
  return GROUPS.has(selector) ? node.role === selector : node.name === selector;
}

/** Where in `nodes` those are that a selector picks. */
export function placesOf(selector: string, nodes: readonly ClusterNode[]): readonly number[] {
  return placesBySelector(nodes).get(selector) ?? [];
}

const placesBySelector = remembered((nodes: readonly ClusterNode[]) =>
  gathered(
    nodes.flatMap((node, index) =>
      [...new Set([node.role, node.name])]
        .filter((selector) => selects(selector, node))
        .map((selector): [string, number] => [selector, index]),
    ),
  ),
);

/** A setting's disk on each of `nodes` that it picks, once per machine. */
export function placeDisk(setting: DiskSetting, nodes: readonly ClusterNode[]): PlacedDisk[] {
  const { device, fstype, options } = setting;
  const placed = new Map<string, PlacedDisk>();
  const places = new Set(selectors(setting).flatMap((selector) => placesOf(selector, nodes)));
  for (const place of [...places].sort((a, b) => a - b)) {
    const node = nodes[place] as ClusterNode;
    if (placed.has(node.address)) continue;
    const mount = setting.mount ?? MOUNTS[node.role];
    placed.set(node.address, {
      node,
      disk: { device, fstype, options, ...(mount !== undefined && { mount }) },
    });
  }
  return [...placed.values()];
}

/** Every machine's disks, in the config's order. A disk without a mount point is left out: a rule refuses it. */
export function disksByAddress(
  settings: readonly DiskSetting[],
  nodes: readonly ClusterNode[],
): ReadonlyMap<string, readonly Disk[]> {
  const placed = settings.flatMap((setting) => placeDisk(setting, nodes));
  return gathered(
    placed.flatMap(({ node, disk: { mount, ...disk } }): [string, Disk][] =>
      mount === undefined ? [] : [[node.address, { ...disk, mount }]],
    ),
  );
}
