import { registryOf } from '../facts/docker.ts';
import type { Config } from '../generated/config.ts';
import type { Cluster, Mirror } from './types.ts';

/** The mirror that the config names, if it does. */
export function resolveMirror({ mirror }: Config): Mirror | undefined {
  if (mirror === undefined) return undefined;
  const registryUrl = mirror.registry.replace(/\/$/, '');
  return {
    url: mirror.url.replace(/\/+$/, ''),
    registry: registryUrl.replace(/^https?:\/\//, ''),
    registryUrl,
  };
}

/** Docker's settings, with the mirror's registry in front of those of Docker Hub. */
export function resolveDocker({ docker }: Config, mirror: Mirror | undefined): Config['docker'] {
  const given = docker['registry-mirrors'].map((url) => url.replace(/\/$/, ''));
  const all = mirror === undefined ? given : [mirror.registryUrl, ...given];
  return { ...docker, 'registry-mirrors': [...new Set(all)] };
}

/** An image as machines pull it: from the mirror where there is one. */
export function imageAt(image: string, cluster: Pick<Cluster, 'mirror' | 'registry'>): string {
  const name = mirroredName(image, cluster);
  return cluster.mirror === undefined || name === undefined ? image : `${cluster.mirror.registry}/${name}`;
}

/**
 * The name of an image below a mirror's registry; undefined for one that lies in the cluster's own registries, or in the
 * mirror's. Official images of Docker Hub have its folder `library/`, as a mirror of it is asked for; those of other
 * registries have a folder by the registry's name. A digest becomes a tag: the manifest of a copy has another one.
 */
export function mirroredName(
  image: string,
  { mirror, registry }: Pick<Cluster, 'mirror' | 'registry'>,
): string | undefined {
  const host = image.includes('/') ? registryOf(image) : undefined;
  const own = [registry.package, registry.private, registry.public].map(registryOf);
  if (host !== undefined && (host === mirror?.registry || own.includes(host))) return undefined;
  const plain = image.replace(/^(?:index\.)?docker\.io\//, '').replace('@sha256:', ':sha256-');
  if (host !== undefined) return plain.replace(host, host.replace(':', '-'));
  return plain.includes('/') ? plain : `library/${plain}`;
}
