import type { Cluster } from '../cluster/types.ts';
import { proxyFor } from '../cluster/web-proxy.ts';
import type { Download } from './download.ts';
import { type FileName, fileOf } from './files.ts';
import { phasesWith, type User } from './users.ts';

interface RepositoryEntry {
  by: readonly User[];
  /** False for a cluster that goes without it. */
  exists?(cluster: Cluster): boolean;
  /** The address as yum takes it, with `$basearch`. */
  url(cluster: Cluster): string;
  /** The keys of its packages and metadata. */
  keys: readonly FileName[];
  /** Where a mirror has it, below its repositories; by its name if absent. */
  folder?: string;
  /** Its metadata are signed as well, and so have to stay as they are. */
  signed?: true;
}

/** That of DC/OS' machines, as `$basearch` of yum names it. */
export const ARCHITECTURE = 'x86_64';

// The key of CentOS lies on its machines.
const centos = (folder: string): RepositoryEntry => ({
  by: [{ role: 'repositories' }],
  exists: ({ repositories }) => repositories.centos !== '',
  url: ({ repositories }) => `${repositories.centos}/${folder}/$basearch/`,
  keys: [],
  folder: `centos/${folder}/${ARCHITECTURE}`,
});

/** Every repository of packages that playbooks write, in the order in which they are needed. */
export const repositories = {
  base: centos('os'),
  updates: centos('updates'),
  extras: centos('extras'),
  epel: { by: [{ role: 'repositories' }], url: (cluster) => cluster.repositories.epel, keys: ['epel-key'] },
  docker: {
    by: [{ role: 'repositories' }],
    url: (cluster) => cluster.repositories.docker,
    keys: ['docker-key'],
  },
  gitlab: { by: [{ role: 'gitlab' }], url: (cluster) => cluster.repositories.gitlab, keys: ['gitlab-key'] },
  'gitlab-runner': {
    by: [{ role: 'ci_runner' }],
    exists: ({ runner }) => runner !== undefined,
    url: (cluster) => cluster.repositories['gitlab-runner'],
    keys: ['gitlab-runner-key', 'gitlab-runner-package-key'],
    signed: true,
  },
} as const satisfies Readonly<Record<string, RepositoryEntry>>;

/** A repository by its name in {@link repositories}. */
export type RepositoryName = keyof typeof repositories;

const entries: readonly (readonly [RepositoryName, RepositoryEntry])[] = Object.entries(repositories) as [
  RepositoryName,
  RepositoryEntry,
][];

/** A repository that a cluster's playbooks write. */
export interface Repository extends Download {
  kind: 'repository';
  place: string;
  /** Its metadata are signed as well. */
  signed: boolean;
  keys: readonly FileName[];
}

/** The repositories that a cluster's playbooks write. */
export function repositoriesOf(cluster: Cluster): Repository[] {
  return entries
    .filter(([, { exists }]) => exists?.(cluster) ?? true)
    .map(([name, entry]) => ({
      kind: 'repository',
      name,
      phases: phasesWith(entry.by, cluster),
      source: entry.url(cluster),
      place: placeOf(name, entry),
      signed: entry.signed ?? false,
      keys: entry.keys,
    }));
}

function placeOf(name: string, { folder = name }: RepositoryEntry): string {
  return `repositories/${folder}`;
}

/** What playbooks are told of repositories and their keys, by the keys of config.yml; '' for those that no play writes. */
export function repositoryVariables(cluster: Cluster): Readonly<Record<string, string>> {
  const { centos, epel, docker, gitlab, 'gitlab-runner': runner } = repositoryAddresses(cluster);
  return {
    centos,
    epel,
    'epel-key': fileOf('epel-key', cluster).url,
    docker,
    'docker-key': fileOf('docker-key', cluster).url,
    gitlab,
    'gitlab-key': fileOf('gitlab-key', cluster).url,
    'gitlab-runner': runner,
    'gitlab-runner-key': fileOf('gitlab-runner-key', cluster).url,
    'gitlab-runner-package-key': fileOf('gitlab-runner-package-key', cluster).url,
  };
}

/** What yum is told to reach each repository through, by the same keys: a proxy, or `_none_` for one that lies inside. */
export function repositoryProxies(cluster: Cluster): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(repositoryAddresses(cluster))
      .filter(([, address]) => /^(?:https?|ftp):/.test(address))
      .map(([name, address]) => [name, proxyFor(address, cluster.webProxy) ?? '_none_']),
  );
}

function repositoryAddresses(cluster: Cluster) {
  return {
    // Above the folders of each.
    centos: centosAddress(cluster),
    epel: addressOf('epel', cluster),
    docker: addressOf('docker', cluster),
    gitlab: addressOf('gitlab', cluster),
    'gitlab-runner': addressOf('gitlab-runner', cluster),
  };
}

function centosAddress({ mirror, repositories: { centos } }: Cluster): string {
  return mirror === undefined || centos === '' ? centos : `${mirror.url}/repositories/centos`;
}

function addressOf(name: RepositoryName, cluster: Cluster): string {
  const entry: RepositoryEntry = repositories[name];
  if (entry.exists?.(cluster) === false) return '';
  const { mirror } = cluster;
  return mirror === undefined ? entry.url(cluster) : `${mirror.url}/${placeOf(name, entry)}`;
}
