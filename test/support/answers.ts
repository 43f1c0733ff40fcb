import type { Cluster, LeavingNode } from '../../packages/core/src/cluster/types.ts';
import { hosts } from '../../packages/core/src/outputs/hosts.ts';
import { rinetdConf } from '../../packages/core/src/outputs/rinetd-conf.ts';

const ROLES = { master: 'master', agent: 'slave', public: 'slave_public' } as const;
const UNITS = { master: 'dcos-mesos-master', agent: 'dcos-mesos-slave', public: 'dcos-mesos-slave-public' };

/** Reads base64. */
export const decode = (text: string): string => Buffer.from(text, 'base64').toString('utf8');

const encode = (text: unknown): string => Buffer.from(String(text)).toString('base64');

/** The text of an answer. */
export const textOf = (data: object): string => JSON.stringify(data);

/** What a machine answers on which all phases have been carried out. */
export function givenBy({ name, address }: LeavingNode, cluster: Cluster) {
  const roles = cluster.nodes.filter((node) => node.address === address).map(({ role }) => role);
  const has = (role: string) => roles.some((one) => one === role);
  const dcos = (['master', 'agent', 'public'] as const).find(has);
  const values = { cluster_name: cluster.name, dns_search: cluster.dnsSearch };
  return {
    format: 1,
    name,
    clock: [1_700_000_000, 1_700_000_001],
    texts: {
      '/etc/hosts': encode(hosts(cluster)[0]?.content),
      '/proc/mounts': encode(
        ['/', ...(cluster.disks.get(address) ?? []).map(({ mount }) => mount)]
          .map((mount) => `/dev/xvda1 ${mount} ext4 rw 0 0\n`)
          .join(''),
      ),
      ...(dcos && { '/opt/mesosphere/etc/dcos-version.json': encode('{"version": "1.10.4"}') }),
      ...(has('public') && { '/etc/rinetd.conf': encode(rinetdConf(cluster)[0]?.content) }),
    },
    values: dcos
      ? [
          ...Object.entries(values).map(([key, value]) => `${key}=${JSON.stringify(value)}`),
          `resolvers=${JSON.stringify(JSON.stringify(cluster.resolvers))}`,
        ]
      : [],
    paths: [
      ...(dcos
        ? [
            `/etc/mesosphere/roles/${ROLES[dcos]}`,
            `/etc/systemd/system/dcos.target.wants/${UNITS[dcos]}.service`,
          ]
        : []),
      ...(has('bootstrap') ? ['/usr/local/bin/dcos', '/opt/uegen-tools/maven', '/opt/uegen-tools/node'] : []),
      ...(has('gitlab') || has('master') || address === cluster.database.ip
        ? ['/etc/cron.d/uegen-backup']
        : []),
      ...(has('gitlab') ? ['/etc/cron.d/gitlab-backup', '/usr/local/sbin/gitlab-restore.sh'] : []),
    ],
    holding: has('ci') ? ['/etc/gitlab-runner/config.toml'] : [],
    services: {
      'docker.service': 'running',
      ...(has('ci') && { 'gitlab-runner.service': 'running' }),
      ...(has('public') && { 'rinetd.service': 'running' }),
    },
    packages: {
      'docker-ce': cluster.docker.version,
      ...(has('gitlab') && { 'gitlab-ce': cluster.gitlab.version }),
      ...(has('ci') && { 'gitlab-runner': `${cluster.runner?.version}-1` }),
    },
    containers: [
      ...(has('agent') || has('public') ? [`cadvisor ${cluster.cadvisor.image}`] : []),
      ...(has('gitlab') ? [`registry ${cluster.registryServer.image}`] : []),
    ],
  };
}
