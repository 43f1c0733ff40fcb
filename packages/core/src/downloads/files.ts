import type { Cluster } from '../cluster/types.ts';
import { DOCKER_MACHINE_CHECKSUM } from '../facts/runner.ts';
import type { Download } from './download.ts';
import { phasesWith, type User } from './users.ts';

interface FileEntry {
  kind: 'file' | 'sources' | 'key';
  by: readonly User[];
  /** False for a cluster that goes without it. */
  exists?(cluster: Cluster): boolean;
  url(cluster: Cluster): string;
  /** '' where config.yml names none. */
  checksum?(cluster: Cluster): string;
}

const hasRunner = ({ runner }: Cluster) => runner !== undefined;

/** Every single file that machines fetch, in the order in which they are needed. */
export const files = {
  maven: {
    kind: 'file',
    by: [{ role: 'bootstrap_tools' }],
    url: ({ tools }) => tools.maven,
    checksum: ({ tools }) => tools['maven-checksum'],
  },
  node: {
    kind: 'file',
    by: [{ role: 'bootstrap_tools' }],
    url: ({ tools }) => tools.node,
    checksum: ({ tools }) => tools['node-checksum'],
  },
  'dcos-cli': {
    kind: 'file',
    by: [{ role: 'bootstrap_tools' }],
    url: ({ tools }) => tools['dcos-cli'],
    checksum: ({ tools }) => tools['dcos-cli-checksum'] ?? '',
  },
  platform: { kind: 'sources', by: [{ script: 'download.sh' }], url: ({ platform }) => platform.repository },
  'dcos-installer': {
    kind: 'file',
    by: [{ script: 'download.sh' }],
    url: ({ dcos }) => dcos.installer,
    checksum: ({ dcos }) => dcos.installerChecksum,
  },
  'epel-key': {
    kind: 'key',
    by: [{ role: 'repositories' }],
    url: ({ repositories }) => repositories['epel-key'],
  },
  'docker-key': {
    kind: 'key',
    by: [{ role: 'repositories' }],
    url: ({ repositories }) => repositories['docker-key'],
  },
  'gitlab-key': {
    kind: 'key',
    by: [{ role: 'gitlab' }],
    url: ({ repositories }) => repositories['gitlab-key'],
  },
  'gitlab-runner-key': {
    kind: 'key',
    by: [{ role: 'ci_runner' }],
    exists: hasRunner,
    url: ({ repositories }) => repositories['gitlab-runner-key'],
  },
  'gitlab-runner-package-key': {
    kind: 'key',
    by: [{ role: 'ci_runner' }],
    exists: hasRunner,
    url: ({ repositories }) => repositories['gitlab-runner-package-key'],
  },
  'docker-machine': {
    kind: 'file',
    by: [{ role: 'ci_runner' }],
    exists: ({ runner }) => runner?.machines !== undefined,
    url: ({ repositories }) => repositories['docker-machine'],
    checksum: () => DOCKER_MACHINE_CHECKSUM,
  },
  rinetd: {
    kind: 'file',
    by: [{ role: 'cadvisor_proxy', when: 'cadvisor_proxy_install' }],
    exists: ({ rinetd }) => rinetd.package === undefined,
    url: ({ rinetd }) => rinetd.source,
    checksum: ({ rinetd }) => rinetd.checksum,
  },
} as const satisfies Readonly<Record<string, FileEntry>>;

/** A file by its name in {@link files}. */
export type FileName = keyof typeof files;

const entries: readonly (readonly [FileName, FileEntry])[] = Object.entries(files) as [FileName, FileEntry][];

/** The files that a cluster has machines fetch, and the lists of checksums that some are held against. */
export function filesOf(cluster: Cluster): Download[] {
  return entries
    .filter(([, { exists }]) => exists?.(cluster) ?? true)
    .flatMap(([name, { kind, by, url, checksum }]): Download[] => {
      const phases = phasesWith(by, cluster);
      const sum = checksum?.(cluster) ?? '';
      const file = { kind, name, phases, source: url(cluster), ...(sum !== '' && { checksum: sum }) };
      const list = listOf(sum);
      return list === undefined
        ? [file]
        : [file, { kind: 'file', name: `${name}-checksum`, phases, source: list }];
    });
}

/** A file as machines fetch it; the checksum is '' where none is known, and both are for a cluster without the file. */
export function fileOf(name: FileName, cluster: Cluster): { url: string; checksum: string } {
  const { exists, url, checksum }: FileEntry = files[name];
  if (exists?.(cluster) === false) return { url: '', checksum: '' };
  return { url: url(cluster), checksum: checksum?.(cluster) ?? '' };
}

/** The address of a list of checksums, where the checksum is one. */
export function listOf(checksum: string): string | undefined {
  return /^sha(?:256|512):(.*:\/\/.*)$/.exec(checksum)?.[1];
}
