/** The TCP ports of one kind of DC/OS node. */
interface NodePorts {
  /** Free before DC/OS 1.10 is installed, in the order of its installer's own check. */
  needed: readonly number[];
  /** In use once it runs. */
  listening: readonly number[];
}

/** What DC/OS 1.10 keeps for itself on its nodes. */
export const dcosPorts: Readonly<Record<'master' | 'agent', NodePorts>> = {
  master: {
    needed: [
      ...[53, 80, 443, 1050, 2181, 5050, 7070, 8080, 8101, 8123, 8181, 9000, 9942, 9990, 15055, 33107, 36771],
      ...[41281, 42819, 43911, 46839, 61053, 61420, 61421, 62053, 62080],
    ],
    listening: [
      ...[53, 80, 443, 2181, 3888, 5050, 8080, 8123, 8181, 9000, 15055, 15201, 61053, 61420, 62053, 62080],
      ...[62501, 62502],
    ],
  },
  agent: {
    needed: [53, 5051, 34451, 39851, 43995, 61001, 61420, 61421, 62053, 62080],
    listening: [53, 5051, 61001, 61420, 62053, 62080],
  },
};

/** The line of versions that everything here is for. */
export const DCOS_VERSION = '1.10';

/** Domains that only its own name servers know. */
export const DCOS_DOMAINS: readonly string[] = ['mesos', 'thisdcos.directory', 'dcos.directory', 'zk'];

/** Whom DC/OS' name servers ask where its installer is told nobody. */
export const DEFAULT_RESOLVERS: readonly string[] = ['8.8.8.8', '8.8.4.4'];

/** Mesos' own port on a master. */
export const MESOS_PORT = 5050;

/** Where the apps find Marathon. */
export const MARATHON_URL = 'http://marathon.mesos:8080';

/** True for a port that DC/OS uses, or wants for itself, on a node of that kind. */
export function isDcosPort(port: number, kind: keyof typeof dcosPorts): boolean {
  const { needed, listening } = dcosPorts[kind];
  return needed.includes(port) || listening.includes(port);
}

/** How many of `masters` must be there for ZooKeeper to go on. */
export function quorumOf(masters: number): number {
  return Math.floor(masters / 2) + 1;
}

/** The name by which the cluster's own DNS knows an app of Marathon, from its id. */
export function nameInside(id: string): string {
  return `${id.slice(1).split('/').reverse().join('.')}.marathon.mesos`;
}
