import { nodesAt } from '../cluster/nodes.ts';
import type { Cluster, ClusterNode, ProxyRule, Role } from '../cluster/types.ts';
import type { Finding, KeyPath } from '../diagnostic.ts';
import type { Config } from '../generated/config.ts';

/** What an earlier build of the same tree was told. */
export interface Former {
  /** The node of the database. */
  database?: { name: string; address: string };
}

/** What a rule looks at: the config as typed, all nodes it names, and what it resolves to. */
export interface Subject {
  config: Config;
  named: readonly ClusterNode[];
  cluster: Cluster;
  former: Former;
}

/** A rule over several keys. It reports everything it finds, and no value that may be a secret. */
export type Rule = (subject: Subject) => Finding[];

/** Where config.yml gives a node's address. */
export function nodePath(config: Config, node: ClusterNode): string[] {
  const { role, name, joining } = node;
  if (joining) return ['server', 'private', role === 'public' ? 'add-public-agent' : 'add-agent', name];
  const single =
    role === 'bootstrap' ||
    role === 'gitlab' ||
    role === 'ci' ||
    typeof config.server.private[role] === 'string';
  return single ? ['server', 'private', role] : ['server', 'private', role, name];
}

/**
 * The other sides of a problem that lies between keys: whoever mends it may change either. Name all that may be one: those
 * that config.yml doesn't write are left out where the text is known.
 */
export function alsoAt(...paths: readonly (KeyPath | undefined)[]): Pick<Finding, 'also'> {
  const also = paths.flatMap((path) => (path === undefined ? [] : [{ path }]));
  return also.length === 0 ? {} : { also };
}

/** The lists of leaving nodes, by their keys. */
export function leavingLists({ removing, uninstalling }: Cluster) {
  return [
    ['gracefully-remove-agent', removing],
    ['uninstall', uninstalling],
  ] as const;
}

/** Where config.yml says that a node of this role leaves. */
export function leavingPlaces(cluster: Cluster, role: Role): string[][] {
  return leavingLists(cluster).flatMap(([list, nodes]) =>
    nodes.filter((node) => node.role === role).map(({ name }) => ['server', 'private', list, name]),
  );
}

/** Where config.yml says a port of the cadvisor proxy, or the name from which it comes. */
export function proxyPlace({ config, cluster }: Subject, { name, address }: ProxyRule): string[] {
  if (Object.hasOwn(config.cadvisor.ports, name)) return ['cadvisor', 'ports', name];
  const [node] = nodesAt(address, cluster.nodes);
  return node === undefined ? ['cadvisor'] : nodePath(config, node);
}
