import type { Cluster, LeavingNode } from '../cluster/types.ts';
import { registryOf } from '../facts/docker.ts';
import { publicFile } from '../file.ts';
import { toAnsibleYaml } from '../serialize/yaml.ts';
import { GROUPS, type Group } from '../steps/groups.ts';
import { INVENTORY } from '../steps/variables.ts';
import type { Output } from './output.ts';

/**
 * `install/ansible-hosts.yml`: ansible's inventory. A host's name is its private address. Every group is there, also
 * without hosts, so that a play on it never fails for want of it. A joining node is in `add_agent` or
 * `add_public_agent` only, a leaving one in the group of its farewell only.
 */
export const inventory: Output = (cluster) => [publicFile(INVENTORY, () => toAnsibleYaml(dataOf(cluster)))];

function dataOf(cluster: Cluster) {
  const names = namesByAddress([...cluster.nodes, ...cluster.removing, ...cluster.uninstalling]);
  return {
    all: {
      vars: {
        ansible_user: cluster.ssh.user,
        ansible_port: cluster.ssh.port,
        ansible_ssh_private_key_file: cluster.ssh.keyFile,
        registry_host: registryOf(cluster.registry.private) ?? cluster.registry.private,
      },
      children: Object.fromEntries(
        Object.entries(GROUPS).map(([name, group]) => [
          name,
          { hosts: hosts(membersOf(group, cluster), names, cluster.disks) },
        ]),
      ),
    },
  };
}

function membersOf({ role, state }: Group, cluster: Cluster): readonly LeavingNode[] {
  if (state === 'removing') return cluster.removing;
  if (state === 'uninstalling') return cluster.uninstalling;
  return cluster.nodes.filter((node) => node.role === role && node.joining === (state === 'joining'));
}

// A machine with two roles is one host in two groups: were its name to differ, the group that comes last would win.
function namesByAddress(nodes: readonly LeavingNode[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { address, name } of nodes) if (!names.has(address)) names.set(address, name);
  return names;
}

function hosts(
  nodes: readonly LeavingNode[],
  names: ReadonlyMap<string, string>,
  allDisks: Cluster['disks'],
) {
  return new Map(
    nodes.map(({ address, name }) => {
      const disks = allDisks.get(address)?.map((disk) => ({ ...disk }));
      return [address, { node_name: names.get(address) ?? name, ...(disks && { data_disks: disks }) }];
    }),
  );
}
