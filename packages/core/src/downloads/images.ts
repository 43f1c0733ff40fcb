import { appsOf } from '../apps/index.ts';
import { mirroredName } from '../cluster/mirror.ts';
import type { Cluster } from '../cluster/types.ts';
import type { Download } from './download.ts';
import { phasesWith, type User } from './users.ts';

interface ImageEntry {
  by: readonly User[];
  /** None for a cluster that goes without it. */
  names(cluster: Cluster): readonly string[];
}

/** Every image that machines pull and that isn't the platform's own. */
export const images = {
  cadvisor: { by: [{ role: 'cadvisor' }], names: ({ cadvisor }) => [cadvisor.image] },
  registry: { by: [{ role: 'registry' }], names: ({ registryServer }) => [registryServer.image] },
  minio: { by: [{ role: 'minio' }], names: ({ minio }) => (minio === undefined ? [] : [minio.image]) },
  // It is pulled by the first job that names no other.
  runner: {
    by: [{ role: 'ci_runner' }],
    names: ({ runner }) => (runner === undefined ? [] : [runner.image]),
  },
  // What the platform's own images are built from.
  foundations: {
    by: [{ script: 'docker-build.sh' }],
    names: (cluster) =>
      appsOf(cluster).flatMap(({ image }) => (typeof image === 'string' ? [] : [image.from])),
  },
  apps: {
    by: [{ script: 'package-deploy.sh' }],
    names: (cluster) => appsOf(cluster).flatMap(({ image }) => (typeof image === 'string' ? [image] : [])),
  },
} as const satisfies Readonly<Record<string, ImageEntry>>;

/** The images of a cluster, each once, with every phase that pulls it. */
export function imagesOf(cluster: Cluster): Download[] {
  const found = new Map<string, Download>();
  for (const { by, names } of Object.values<ImageEntry>(images))
    for (const name of names(cluster)) {
      const phases = phasesWith(by, cluster);
      const known = found.get(name)?.phases ?? [];
      const place = mirroredName(name, cluster);
      found.set(name, {
        kind: 'image',
        name,
        phases: [...new Set([...known, ...phases])],
        source: name,
        ...(place !== undefined && { place }),
      });
    }
  return [...found.values()];
}
