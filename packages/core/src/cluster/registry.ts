import { registryOf } from '../facts/docker.ts';
import type { Config } from '../generated/config.ts';
import { placeOf } from './place.ts';
import type { Cluster, Mirror } from './types.ts';

/** The registries as the config names them, and which of them are plain http. */
export function resolveRegistry(
  { host: { registry } }: Config,
  mirror: Mirror | undefined,
): Cluster['registry'] {
  // Without a port, the platform's own images lie with Docker Hub or another public registry, which has TLS.
  const ownPackages = placeOf(registry.package).port === undefined ? [] : [registry.package];
  const plain = [registry.private, registry.public, ...ownPackages].flatMap(
    (place) => registryOf(place) ?? [],
  );
  if (mirror?.registryUrl.startsWith('http://')) plain.push(mirror.registry);
  return { ...registry, insecure: [...new Set(plain)] };
}
