import { placeOf } from '../cluster/place.ts';
import type { Cluster, Role } from '../cluster/types.ts';
import { schemaAt } from '../config/schema.ts';
import type { Finding } from '../diagnostic.ts';
import { GITLAB_PORTS } from '../facts/gitlab.ts';
import type { Rule } from './rule.ts';

/** GitLab's web server, the registry and sshd have ports of their own on GitLab's machine. */
export const gitlabPortsAreDistinct: Rule = ({ config, cluster }) => {
  const path = config.gitlab['external-url'] === undefined ? ['host', 'gitlab'] : ['gitlab', 'external-url'];
  const web = { port: cluster.gitlab.port, owner: path.join('.'), path };
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

type Other = Omit<Listener, 'path'> & Partial<Pick<Listener, 'path'>>;

function clashes(listener: Listener, others: readonly Other[]): Finding[] {
  return others
    .filter((other) => other.port === listener.port)
    .map((other) => ({
      code: 'port-conflict',
      message: `${listener.owner} and ${other.owner} have the same port`,
      path: isDefault(listener) ? (other.path ?? listener.path) : listener.path,
    }));
}

// A port that nobody wrote has no place in config.yml to point at.
function isDefault({ path, port }: Listener): boolean {
  return schemaAt(path, undefined)?.default === port;
}

function besideGitlab({ nodes, minio }: Cluster): boolean {
  const addressOf = (role: Role) => nodes.find((node) => node.role === role)?.address;
  return minio !== undefined && addressOf('ci') === addressOf('gitlab');
}

/** The nodes look for the registry where it is. */
export const registryIsWhereNodesLook: Rule = ({ config: { host, registry, server }, cluster }) => {
  const { name, port = 80 } = placeOf(host.registry.private.toLowerCase());
  const gitlab = [host.gitlab, cluster.gitlab.url.replace('http://', ''), server.private.gitlab];
  if (!gitlab.some((place) => placeOf(place.toLowerCase()).name === name) || port === registry.port)
    return [];
  return [
    {
      code: 'registry',
      severity: 'warning',
      message: `host.registry.private leads to port ${port} of GitLab's machine, where the registry has ${registry.port}`,
      path: ['registry', 'port'],
    },
  ];
};

/** The platform asks for the tags of an image at `/v2/` right behind what it is told of the registry. */
export const registryListsTags: Rule = ({ config: { host } }) =>
  placeOf(host.registry.public).path === ''
    ? []
    : [
        {
          code: 'registry',
          severity: 'warning',
          message:
            'host.registry.public has a path: the platform asks for the tags of images below it, where registries have none',
          path: ['host', 'registry', 'public'],
          hint: "images lie below the path all the same; only the platform's list of their tags stays empty",
        },
      ];
