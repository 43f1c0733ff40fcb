import { gathered } from '../gathered.ts';
import type { Config } from '../generated/config.ts';
import { remembered } from '../remembered.ts';
import { byNaturalName } from './order.ts';
import type { ClusterNode, LeavingNode, Role } from './types.ts';

/** Every node that config.yml names under a role, before states are weighed, by role and natural name. */
export const namedNodes = remembered((config: Config): readonly ClusterNode[] => {
  const { bootstrap, gitlab, ci, public: publicAgents, master, agent } = config.server.private;
  return [
    node('bootstrap', bootstrap, 'bootstrap'),
    node('gitlab', gitlab, 'gitlab'),
    ...(ci === undefined ? [] : [node('ci', ci, 'ci')]),
    ...publicNodes(publicAgents),
    ...sorted(config.server.private['add-public-agent']).map(([name, address]) =>
      node(name, address, 'public', true),
    ),
    ...sorted(master).map(([name, address]) => node(name, address, 'master')),
    ...sorted(agent).map(([name, address]) => node(name, address, 'agent')),
    ...sorted(config.server.private['add-agent']).map(([name, address]) =>
      node(name, address, 'agent', true),
    ),
  ];
});

/** Those of `nodes` that have an address. */
export function nodesAt(address: string, nodes: readonly ClusterNode[]): readonly ClusterNode[] {
  return byAddress(nodes).get(address) ?? [];
}

const byAddress = remembered((nodes: readonly ClusterNode[]) =>
  gathered(nodes.map((node): [string, ClusterNode] => [node.address, node])),
);

/** The nodes of one of the lists of leaving nodes; the role is that of the named node at the same address. */
export function leavingNodes(
  list: Readonly<Record<string, string>> | undefined,
  roles: ReadonlyMap<string, Role>,
): LeavingNode[] {
  return sorted(list).map(([name, address]) => {
    const role = roles.get(address);
    return role === undefined ? { name, address } : { name, address, role };
  });
}

/** The addresses of both lists of leaving nodes. A node is matched by its address, and leaving wins. */
export function leavingAddresses(config: Config): Set<string> {
  const { 'gracefully-remove-agent': removing, uninstall } = config.server.private;
  return new Set([...Object.values(removing ?? {}), ...Object.values(uninstall ?? {})]);
}

/** `server.*.public` as names and addresses, first name first; one address is the guide's `public`. */
export function publicNames(setting: string | Readonly<Record<string, string>>): [string, string][] {
  return typeof setting === 'string' ? [['public', setting]] : sorted(setting);
}

// The guide calls the public agent `public` in config.yml and `public-agent` on the machine: it answers to both.
function publicNodes(setting: string | Readonly<Record<string, string>>): ClusterNode[] {
  const names = publicNames(setting);
  return names.map(([name, address], index) => ({
    ...node(name, address, 'public'),
    aliases:
      index > 0
        ? []
        : ['public', 'public-agent'].filter((alias) => !names.some(([taken]) => taken === alias)),
  }));
}

function node(name: string, address: string, role: Role, joining = false): ClusterNode {
  return { name, aliases: [], address, role, joining };
}

function sorted(mapping: Readonly<Record<string, string>> | undefined): [string, string][] {
  const entries = Object.entries(mapping ?? {});
  // As they mostly are.
  const isSorted = entries.every(([name], index) => byNaturalName(entries[index - 1]?.[0] ?? '', name) <= 0);
  return isSorted ? entries : entries.sort(([a], [b]) => byNaturalName(a, b));
}
