import type { Cluster } from '../../cluster/types.ts';
import { MARATHON_URL } from '../../facts/dcos.ts';
import { APP_ID_PORT, STATISTICS_PORT, servicePortRange } from '../../facts/marathon-lb.ts';
import type { Data } from '../../serialize/json.ts';
import { type App, imageOf } from '../app.ts';
import { restartPolicy } from './restart-policy.ts';

/** marathon-lb, in the version whose options and HAProxy are meant here. */
export const LOAD_BALANCER_IMAGE = 'mesosphere/marathon-lb:v1.11.2';

/** What tells marathon-lb from marathon-lb-internal, besides what every app says. */
export interface LoadBalancer {
  /** More than one run on as many machines: their ports are the host's own. */
  instances: number;
  /** The value of `HAPROXY_GROUP` that an app must carry to be offered here. */
  group: 'external' | 'internal';
  /** Ports besides those that every marathon-lb listens on. */
  webPorts: readonly number[];
  /** Options of marathon-lb besides those that every one gets. */
  options: readonly string[];
  /** The resource roles of the nodes it may run on; absent leaves it to Marathon, which means private agents. */
  roles?: readonly string[];
  /** Which machines it may run on, in Marathon's words. */
  constraints?: readonly (readonly string[])[];
}

/** marathon-lb 1.11.2 as an app of Marathon 1.5, on the host's own network. */
export function loadBalancer(app: App, cluster: Cluster, of: LoadBalancer): { readonly [key: string]: Data } {
  const ports = [...of.webPorts, STATISTICS_PORT, APP_ID_PORT, ...range(servicePortRange)];
  return {
    id: app.id,
    instances: of.instances,
    cpus: 0.5,
    mem: 512,
    disk: 0,
    ...(of.roles && { acceptedResourceRoles: of.roles }),
    ...(of.constraints && { constraints: of.constraints }),
    args: [
      ...['sse', '-m', MARATHON_URL, '--health-check'],
      ...of.options,
      ...['--haproxy-map', '--max-reload-retries', '10', '--reload-interval', '10', '--group', of.group],
    ],
    networks: [{ mode: 'host' }],
    requirePorts: true,
    portDefinitions: ports.map((port) => ({ port, protocol: 'tcp' })),
    container: {
      type: 'DOCKER',
      docker: {
        image: imageOf(app, cluster),
        forcePullImage: false,
        privileged: true,
        parameters: [
          { key: 'label', value: 'created_by=marathon' },
          { key: 'label', value: 'dcos_pkg_name=marathon-lb' },
        ],
      },
    },
    env: {
      HAPROXY_GLOBAL_DEFAULT_OPTIONS: 'redispatch,http-server-close,dontlognull',
      HAPROXY_SYSCTL_PARAMS: [
        'net.ipv4.tcp_tw_reuse=1',
        'net.ipv4.tcp_fin_timeout=30',
        'net.ipv4.tcp_max_syn_backlog=10240',
        'net.ipv4.tcp_max_tw_buckets=400000',
        'net.ipv4.tcp_max_orphans=60000',
        'net.core.somaxconn=10000',
      ].join(' '),
    },
    healthChecks: [
      {
        protocol: 'MESOS_HTTP',
        path: '/_haproxy_health_check',
        portIndex: ports.indexOf(STATISTICS_PORT),
        gracePeriodSeconds: 60,
        intervalSeconds: 5,
        timeoutSeconds: 2,
        delaySeconds: 15,
        maxConsecutiveFailures: 2,
      },
    ],
    upgradeStrategy: upgradeStrategy(of.instances),
    ...restartPolicy,
  };
}

// A new one finds its ports taken until an old one is gone: none is ever started beside the old ones. Several are
// renewed half by half; of a single one no half could be spared, and Marathon would wait for ever.
function upgradeStrategy(instances: number): Data {
  return { maximumOverCapacity: 0, minimumHealthCapacity: instances > 1 ? 0.5 : 0 };
}

function range({ first, last }: { first: number; last: number }): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
