import { nodesAt } from '../cluster/nodes.ts';
import { clusterEnds } from '../cluster/resolve.ts';
import type { ClusterNode, LeavingNode } from '../cluster/types.ts';
import { gathered } from '../gathered.ts';
import type { Config } from '../generated/config.ts';
import { says } from '../text.ts';
import { alsoAt, leavingLists, nodePath, type Rule } from './rule.ts';

const isAgent = ({ role }: LeavingNode) => role === 'agent' || role === 'public';

/** Only an agent that config.yml names elsewhere can be removed gracefully. */
export const removedNodesAreAgents: Rule = ({ config, named, cluster }) =>
  cluster.removing
    .filter((node) => !isAgent(node))
    .map(({ name, address, role }) => ({
      code: 'node-state',
      message:
        role === undefined
          ? says(
              `${name} is not a node of the cluster: no agent has this address`,
              `${name} 은(는) 클러스터의 노드가 아닙니다. 이 주소의 에이전트가 없습니다`,
            )
          : says(
              `${name} has the address of ${role}: only agents can be removed gracefully`,
              `${name} 의 주소는 ${role} 의 주소입니다. 에이전트만 gracefully-remove-agent 로 제거할 수 있습니다`,
            ),
      path: ['server', 'private', 'gracefully-remove-agent', name],
      ...alsoAt(...placesAt(address, config, named)),
    }));

/** DC/OS can be uninstalled from its own nodes only. The guide's example lists nodes that are gone: a warning. */
export const uninstalledNodesAreKnown: Rule = ({ config, named, cluster }) =>
  cluster.uninstalling
    .filter((node) => !isAgent(node) && node.role !== 'master')
    .map(({ name, address, role }) => ({
      code: 'node-state',
      severity: role === undefined ? 'warning' : 'error',
      message:
        role === undefined
          ? says(
              `${name} is not a node of the cluster: no node has this address`,
              `${name} 은(는) 클러스터의 노드가 아닙니다. 이 주소의 노드가 없습니다`,
            )
          : says(
              `${name} has the address of ${role}, where DC/OS is not installed`,
              `${name} 의 주소는 ${role} 의 주소이며, 그 서버에는 DC/OS 가 없습니다`,
            ),
      path: ['server', 'private', 'uninstall', name],
      ...alsoAt(...placesAt(address, config, named)),
    }));

// Where config.yml names the nodes that have an address.
function placesAt(address: string, config: Config, named: readonly ClusterNode[]): string[][] {
  return nodesAt(address, named).map((node) => nodePath(config, node));
}

/** A leaving node under the name of another node is a slip that would take the wrong machine away. */
export const leavingNamesMatch: Rule = ({ config, named, cluster }) => {
  const lists = leavingLists(cluster);
  if (lists.every(([, nodes]) => nodes.length === 0)) return [];
  const owners = gathered(
    named.flatMap((node) => [node.name, ...node.aliases].map((name): [string, ClusterNode] => [name, node])),
  );
  return lists.flatMap(([list, nodes]) =>
    nodes
      .filter(({ name, address }) => owners.get(name)?.every((node) => node.address !== address))
      .map(({ name }) => ({
        code: 'node-state' as const,
        ...alsoAt(...(owners.get(name) ?? []).map((node) => nodePath(config, node))),
        message: says(
          `${name} has another address elsewhere in the config`,
          `${name} 의 주소가 설정의 다른 곳과 다릅니다`,
        ),
        path: ['server', 'private', list, name],
      })),
  );
};

/** One list names a leaving machine once. */
export const leavingAddressesAreDistinct: Rule = ({ cluster }) =>
  leavingLists(cluster).flatMap(([list, nodes]) => {
    const first = new Map<string, string>();
    for (const { name, address } of nodes) if (!first.has(address)) first.set(address, name);
    return nodes
      .filter(({ name, address }) => first.get(address) !== name)
      .map(({ name, address }) => ({
        code: 'duplicate-address' as const,
        ...alsoAt(['server', 'private', list, first.get(address) ?? '']),
        message: says(
          `${name} has the address of ${first.get(address)}`,
          `${name} 의 주소가 ${first.get(address)} 의 주소와 같습니다`,
        ),
        path: ['server', 'private', list, name],
      }));
  });

/** The database lies on one private agent, and leaves only when all do: its data is in /mysql/datadir there. */
export const databaseStays: Rule = ({ config, named, cluster }) => {
  const home = named.find((node) => node.address === cluster.database.ip && node.role === 'agent');
  if (home === undefined)
    return [
      {
        code: 'database-node',
        message: says(
          'db.ip must be the address of a private agent',
          'db.ip 는 프라이빗 에이전트의 주소여야 합니다',
        ),
        path: ['db', 'ip'],
        ...alsoAt(...placesAt(cluster.database.ip, config, named)),
      },
    ];
  const stays = cluster.nodes.some((node) => node.address === home.address);
  if (stays || clusterEnds(named, cluster.nodes)) return [];
  const places = leavingLists(cluster).flatMap(([list, nodes]) =>
    nodes
      .filter(({ address }) => address === home.address)
      .map(({ name }) => ['server', 'private', list, name]),
  );
  return [
    {
      code: 'database-node',
      message: says(
        `${home.name} holds the database in /mysql/datadir: it cannot leave while other nodes stay`,
        `${home.name} 의 /mysql/datadir 에 데이터베이스가 있어, 다른 노드가 남아 있는 동안 제거할 수 없습니다`,
      ),
      path: places[0] as string[],
      ...alsoAt(...places.slice(1), ['db', 'ip']),
    },
  ];
};
