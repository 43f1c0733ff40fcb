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
      const source = url(cluster);
      const file = { kind, name, phases, source, place: placeOf(name, kind, source) };
      const list = listOf(sum);
      if (list === undefined) return [sum === '' ? file : { ...file, checksum: sum }];
      return [
        { kind: 'file', name: `${name}-checksum`, phases, source: list, place: placeOf(name, kind, list) },
        { ...file, checksum: sum },
      ];
    });
}

/** A file as machines fetch it; the checksum is '' where none is known, and both are for a cluster without the file. */
export function fileOf(name: FileName, cluster: Cluster): { url: string; checksum: string } {
  const { kind, exists, url, checksum }: FileEntry = files[name];
  if (exists?.(cluster) === false) return { url: '', checksum: '' };
  const [source, sum] = [url(cluster), checksum?.(cluster) ?? ''];
  const { mirror } = cluster;
  if (mirror === undefined) return { url: source, checksum: sum };
  const at = (original: string) => `${mirror.url}/${placeOf(name, kind, original)}`;
  const list = listOf(sum);
  return { url: at(source), checksum: list === undefined ? sum : sum.replace(list, () => at(list)) };
}

// A file keeps its name, by which lists of checksums know it, as far as it means itself in an address.
function placeOf(name: string, kind: FileEntry['kind'], source: string): string {
  if (kind === 'key') return `keys/${name}`;
  if (kind === 'sources') return `git/${name}.git`;
  const base = source.replace(/^.*\//, '').replace(/[^A-Za-z0-9._+-]/g, '_');
  return `files/${name}/${/^\.*$/.test(base) ? 'file' : base}`;
}

// The address of a list of checksums, where the checksum is one.
function listOf(checksum: string): string | undefined {
  return /^sha(?:256|512):(.*:\/\/.*)$/.exec(checksum)?.[1];
}
