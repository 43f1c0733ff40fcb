import { imageValues } from '../../packages/core/src/outputs/config-properties.ts';
import { phases } from '../../packages/core/src/phases/index.ts';
import { sampleCluster } from './cluster.ts';
import type { SchemaKey } from './keys.ts';

/**
 * What a change of a key makes due where no checkout is at hand, by the longest name that the key begins with. In a
 * checkout, what the images are built from makes them due besides.
 */
const DUE: Readonly<Record<string, string>> = {
  cluster_name: 'genconf',
  ansible_user: 'install genconf',
  ansible_ssh_private_key_file: 'genconf',
  ssh_port: 'genconf gitlab',
  // How ansible gets to the machines, not what it does there.
  ssh: '',
  resolvers: 'install genconf',
  dns_search: 'genconf',
  'ntp.servers': 'install',
  'server.public': 'restart-cloud-server cadvisor',
  'db.ip': 'apps backup',
  'db.database': 'apps',
  'db.password': 'db-password apps',
  'host.registry.package': 'package apps',
  'host.registry.private': 'install restart-cloud-server cadvisor',
  'host.registry.public': 'install restart-cloud-server cadvisor',
  'host.db': 'package',
  'host.gitlab': 'gitlab package apps restart-cloud-server cadvisor',
  'host.iam': 'package apps restart-cloud-server cadvisor',
  'host.config': 'package apps',
  'host.default': 'package apps',
  'host.eureka-server': 'package apps',
  'host.cloud-server': 'package apps',
  'host.cloud-ui': 'package apps',
  'iam.port': 'restart-cloud-server cadvisor',
  'iam.mail': 'gitlab',
  'iam.client-key': 'restart-cloud-server cadvisor',
  'iam.client-secret': 'restart-cloud-server cadvisor',
  'dcos.token': 'restart-cloud-server cadvisor',
  'dcos.user': 'dcos-token',
  'dcos.installer': 'download',
  'dcos.installer-checksum': 'download',
  platform: 'download',
  'gitlab.version': 'gitlab',
  'gitlab.external-url': 'gitlab package apps restart-cloud-server cadvisor',
  'gitlab.root.username': 'apps',
  'gitlab.root.password': 'gitlab apps',
  'gitlab.root.token': 'restart-cloud-server cadvisor',
  'gitlab.config-repo': 'restart-cloud-server cadvisor',
  'gitlab.smtp': 'gitlab',
  'gitlab.backup': 'gitlab',
  'gitlab.backup.path': 'gitlab gitlab-backup',
  'gitlab.backup.manage-path': 'gitlab gitlab-backup',
  'gitlab.backup.schedule': 'gitlab-backup',
  'gitlab.backup.config-schedule': 'gitlab-backup',
  'gitlab.backup.config-path': 'gitlab-backup',
  'gitlab.backup.config-keep-time': 'gitlab-backup',
  'gitlab.backup.upload.type': 'gitlab gitlab-backup',
  'gitlab.backup.upload.local-root': 'gitlab gitlab-backup',
  'gitlab.backup.upload.directory': 'gitlab-backup',
  registry: 'gitlab',
  'registry.data-path': 'gitlab backup',
  backup: 'backup',
  health: '',
  'cadvisor.image': 'install',
  'cadvisor.port': 'install cadvisor',
  'cadvisor.base-port': 'cadvisor',
  'cadvisor.ports': 'cadvisor',
  rinetd: 'cadvisor',
  'network.device': 'static-ip genconf',
  'network.netmask': 'static-ip',
  'network.gateway': 'static-ip',
  'network.dns': 'static-ip',
  disks: 'data-disk',
  runner: 'ci-runner',
  // A runner with a token of its own, as here, isn't registered again.
  'runner.registration-token': 'gitlab',
  minio: 'ci-runner',
  'mirror.url': 'bootstrap-tools download install gitlab ci-runner cadvisor',
  'mirror.registry': 'install gitlab ci-runner apps',
  'proxy.http': 'bootstrap-tools download install genconf gitlab ci-runner cadvisor gitlab-backup package',
  'proxy.https': 'bootstrap-tools download install genconf gitlab ci-runner cadvisor gitlab-backup package',
  'proxy.no-proxy':
    'bootstrap-tools download install genconf gitlab ci-runner cadvisor gitlab-backup package',
  repositories: 'install',
  'repositories.gitlab-runner': 'ci-runner',
  'repositories.docker-machine': 'ci-runner',
  'repositories.gitlab': 'gitlab',
  docker: 'install',
  tools: 'bootstrap-tools',
};

/** The DNS table, which people carry to their name server, and the runbook are all that these change. */
const FOR_PEOPLE = ['server.public.gitlab', 'host.dcos', 'dns.wildcard', 'lang'];

/** The schema knows one value only. */
export const FIXED = ['runner.autoscale.driver'];

const IMAGE_KEYS = Object.keys(imageValues(sampleCluster()));

const isBelow = (key: string, name: string) =>
  key === name || (/^[.-]/.test(key.slice(name.length)) && key.startsWith(name));

/** The phases that a change of the key makes due, in their order; undefined where nobody has said. */
export function dueFor({ path, schema }: SchemaKey, inCheckout: boolean): string | undefined {
  const dotted = path.join('.');
  const effect = schema['x-effect'];
  if (effect === 'none' || (effect !== undefined && !inCheckout)) return '';
  const [name] = Object.keys(DUE)
    .filter((one) => isBelow(dotted, one))
    .sort((a, b) => b.length - a.length);
  const known = effect !== undefined || FOR_PEOPLE.includes(dotted) ? '' : DUE[name ?? ''];
  if (known === undefined) return undefined;
  const ofImages = IMAGE_KEYS.includes(dotted) ? ['package', 'apps'] : [];
  const due = new Set([
    ...known.split(' '),
    ...(inCheckout ? ofImages : []),
    ...(effect === 'carried' ? ['package'] : []),
  ]);
  return phases
    .map((phase) => phase.name as string)
    .filter((phase) => due.has(phase))
    .join(' ');
}
