import type { Cluster } from '../cluster/types.ts';
import type { Download } from './download.ts';
import { filesOf } from './files.ts';
import { imagesOf } from './images.ts';
import { packagesOf } from './packages.ts';
import { repositoriesOf } from './repositories.ts';

export type { Download, DownloadKind } from './download.ts';
export { fileOf } from './files.ts';
export { packagesByRole } from './packages.ts';
export { ARCHITECTURE, repositoriesOf, repositoryProxies, repositoryVariables } from './repositories.ts';

/**
 * Everything that a cluster has machines fetch from elsewhere. The variables of playbooks, the scripts and this list are
 * made of the same entries, so that nothing is fetched that isn't here.
 */
export function downloadsOf(cluster: Cluster): Download[] {
  const repositories = repositoriesOf(cluster).map(({ signed: _, keys: __, ...repository }) => repository);
  return [...filesOf(cluster), ...repositories, ...packagesOf(cluster), ...imagesOf(cluster)];
}
