import type { Cluster, ClusterNode } from '../cluster/types.ts';
import type { Finding } from '../diagnostic.ts';
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
