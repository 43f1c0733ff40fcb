import type { Cluster, Role } from '../cluster/types.ts';
import type { Finding } from '../diagnostic.ts';
import { GITLAB_PORTS } from '../facts/gitlab.ts';
import type { Rule } from './rule.ts';

/** GitLab's web server, the registry and sshd have ports of their own on GitLab's machine. */
export const gitlabPortsAreDistinct: Rule = ({ config, cluster }) => {
  const web = {
    port: cluster.gitlab.port,
    owner: 'gitlab.external-url',
    path: ['gitlab', 'external-url'],
  };
  const registry = { port: config.registry.port, owner: 'registry.port', path: ['registry', 'port'] };
  const sshd = { port: config.ssh_port, owner: 'ssh_port', path: ['ssh_port'] };
  const minio = besideGitlab(cluster) && {
    port: config.minio.port,
    owner: 'minio.port',
    path: ['minio', 'port'],
  };
  const inner = GITLAB_PORTS.map((port) => ({ port, owner: "one of GitLab's own services" }));
  return [
    ...clashes(sshd, inner),
    ...clashes(web, [sshd, ...inner]),
    ...clashes(registry, [web, sshd, ...inner]),
    ...(minio ? clashes(minio, [web, registry]) : []),
  ];
};

interface Listener {
  port: number;
  owner: string;
  path: string[];
}

function clashes({ port, owner, path }: Listener, others: readonly Omit<Listener, 'path'>[]): Finding[] {
  return others
    .filter((other) => other.port === port)
    .map((other) => ({
      code: 'port-conflict',
      message: `${owner} and ${other.owner} have the same port`,
      path,
    }));
}

function besideGitlab({ nodes, minio }: Cluster): boolean {
  const addressOf = (role: Role) => nodes.find((node) => node.role === role)?.address;
  return minio !== undefined && addressOf('ci') === addressOf('gitlab');
}

/** The nodes look for the registry where it is. */
export const registryIsWhereNodesLook: Rule = ({ config: { host, registry } }) => {
  const [name, port] = host.registry.private.split(':');
  if (name?.toLowerCase() !== host.gitlab.toLowerCase() || Number(port) === registry.port) return [];
  return [
    {
      code: 'registry',
      severity: 'warning',
      message: `host.registry.private says port ${port} of GitLab's machine, where the registry has ${registry.port}`,
      path: ['registry', 'port'],
    },
  ];
};
