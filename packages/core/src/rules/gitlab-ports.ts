import { placeOf } from '../cluster/place.ts';
import type { Cluster, Role } from '../cluster/types.ts';
import type { Finding } from '../diagnostic.ts';
import { GITLAB_PORTS } from '../facts/gitlab.ts';
import { says, type Text } from '../text.ts';
import { alsoAt, type Rule } from './rule.ts';

/** GitLab's web server, the registry and sshd have ports of their own on GitLab's machine. */
export const gitlabPortsAreDistinct: Rule = ({ config, cluster }) => {
  const path = config.gitlab['external-url'] === undefined ? ['host', 'gitlab'] : ['gitlab', 'external-url'];
  const web = { port: cluster.gitlab.port, owner: key(path.join('.')), path };
  const registry = { port: config.registry.port, owner: key('registry.port'), path: ['registry', 'port'] };
  const sshd = { port: config.ssh_port, owner: key('ssh_port'), path: ['ssh_port'] };
  const minio = besideGitlab(cluster) && {
    port: config.minio.port,
    owner: key('minio.port'),
    path: ['minio', 'port'],
  };
  const inner = GITLAB_PORTS.map((port) => ({
    port,
    owner: says("one of GitLab's own services", 'GitLab 의 내부 서비스'),
  }));
  return [
    ...clashes(sshd, inner),
    ...clashes(web, [sshd, ...inner]),
    ...clashes(registry, [web, sshd, ...inner]),
    ...(minio ? clashes(minio, [web, registry]) : []),
  ];
};

// A key has one name.
function key(name: string): Text {
  return { en: name, ko: name };
}

interface Listener {
  port: number;
  owner: Text;
  path: string[];
}

type Other = Omit<Listener, 'path'> & Partial<Pick<Listener, 'path'>>;

function clashes(listener: Listener, others: readonly Other[]): Finding[] {
  return others
    .filter((other) => other.port === listener.port)
    .map(
      (other): Finding => ({
        code: 'port-conflict',
        message: says(
          `${listener.owner.en} and ${other.owner.en} have the same port`,
          `${listener.owner.ko} 와(과) ${other.owner.ko} 의 포트가 같습니다`,
        ),
        path: listener.path,
        ...alsoAt(other.path),
      }),
    );
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
      message: says(
        `host.registry.private leads to port ${port} of GitLab's machine, where the registry has ${registry.port}`,
        `host.registry.private 는 GitLab 서버의 ${port} 포트를 가리키지만, 레지스트리의 포트는 ${registry.port} 입니다`,
      ),
      path: ['registry', 'port'],
      ...alsoAt(['host', 'registry', 'private']),
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
          message: says(
            'host.registry.public has a path: the platform asks for the tags of images below it, where registries have none',
            'host.registry.public 에 경로가 있습니다. 플랫폼은 그 아래에서 이미지 태그를 조회하지만, 레지스트리에는 없습니다',
          ),
          path: ['host', 'registry', 'public'],
          hint: says(
            "images lie below the path all the same; only the platform's list of their tags stays empty",
            '이미지는 그 경로에 있으며, 플랫폼의 태그 목록만 비어 보입니다',
          ),
        },
      ];
