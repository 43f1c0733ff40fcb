import type { Cluster } from '../cluster/types.ts';
import type { Download } from './download.ts';
import { phasesWith } from './users.ts';

/** Where a package comes from: `centos` is the distribution, with whatever repositories its machines have. */
type Origin = 'centos' | 'epel' | 'docker' | 'gitlab' | 'gitlab-runner';

interface PackageEntry {
  /** Where the role installs only when its play says so: the variable that does. */
  when?: string;
  /** False for a cluster that goes without them. */
  exists?(cluster: Cluster): boolean;
  names(cluster: Cluster): Readonly<Partial<Record<Origin, readonly string[]>>>;
}

/** The packages that playbooks install, by the role that does; what these need comes along. */
export const packages = {
  bootstrap_tools: {
    names: () => ({
      epel: ['ansible'],
      centos: ['bzip2', 'git', 'gzip', 'java-1.8.0-openjdk-devel', 'tar', 'wget'],
    }),
  },
  base: {
    names: () => ({
      centos: [
        ...[
          'bind-utils',
          'curl',
          'device-mapper-persistent-data',
          'ipset',
          'libselinux-python',
          'lvm2',
          'ntp',
        ],
        ...['tar', 'unzip', 'xz', 'yum-utils'],
      ],
      epel: ['haveged'],
    }),
  },
  repositories: { names: () => ({ centos: ['ca-certificates'] }) },
  docker: {
    names: ({ docker }) => ({ docker: [`docker-ce-${docker.version}`] }),
  },
  gitlab: {
    names: ({ gitlab }) => ({
      centos: ['curl', 'openssh-server', 'policycoreutils-python'],
      gitlab: [`gitlab-ce-${gitlab.version}`],
    }),
  },
  ci_runner: {
    exists: ({ runner }) => runner !== undefined,
    names: ({ runner }) => ({ 'gitlab-runner': [`gitlab-runner-${runner?.version}`] }),
  },
  // Without a package of its own, rinetd is compiled.
  cadvisor_proxy: {
    when: 'cadvisor_proxy_install',
    names: ({ rinetd }) =>
      rinetd.package === undefined
        ? { centos: ['gcc', 'gzip', 'make', 'tar'] }
        : { centos: [rinetd.package] },
  },
  gitlab_backup: { names: () => ({ centos: ['rsync'] }) },
} as const satisfies Readonly<Record<string, PackageEntry>>;

const entries: readonly (readonly [string, PackageEntry])[] = Object.entries(packages);

/** What each role installs on a cluster's machines, as yum is told. */
export function packagesByRole(cluster: Cluster): Record<string, string[]> {
  return Object.fromEntries(
    entries
      .filter(([, { exists }]) => exists?.(cluster) ?? true)
      .map(([role, { names }]) => [role, Object.values(names(cluster)).flat()]),
  );
}

/** The packages of a cluster, each once, with every phase that installs it. */
export function packagesOf(cluster: Cluster): Download[] {
  const found = new Map<string, Download>();
  for (const [role, { exists, when, names }] of entries) {
    if (!(exists?.(cluster) ?? true)) continue;
    const phases = phasesWith([{ role, ...(when !== undefined && { when }) }], cluster);
    for (const [source, list] of Object.entries(names(cluster)))
      for (const name of list) {
        const known = found.get(name)?.phases ?? [];
        found.set(name, { kind: 'package', name, phases: [...new Set([...known, ...phases])], source });
      }
  }
  return [...found.values()];
}
