import type { Cluster } from '../../cluster/types.ts';
import type { Data } from '../../serialize/json.ts';
import { imageOf, type OfferedApp, virtualHost } from '../app.ts';
import { serviceHealth } from './health.ts';

/** What tells one of the platform's HTTP services from another, besides what every app says. */
export interface Service {
  cpus: number;
  /** MiB. */
  mem: number;
  /** Where it listens inside its container. */
  containerPort: number;
  /** The path that answers 2xx or 3xx while it is healthy. */
  healthPath: string;
  env: Readonly<Record<string, string>>;
  labels?: Readonly<Record<string, string>>;
}

/** A service as an app of Marathon 1.5: one container on a bridge network, behind both load balancers. */
export function service(app: OfferedApp, cluster: Cluster, of: Service): { readonly [key: string]: Data } {
  const vhost = virtualHost(app.offer, cluster);
  return {
    id: app.id,
    instances: 1,
    cpus: of.cpus,
    mem: of.mem,
    disk: 0,
    acceptedResourceRoles: ['*'],
    networks: [{ mode: 'container/bridge' }],
    container: {
      type: 'DOCKER',
      docker: { image: imageOf(app, cluster), forcePullImage: true, privileged: false, parameters: [] },
      portMappings: [
        { containerPort: of.containerPort, hostPort: 0, servicePort: app.offer.port, protocol: 'tcp' },
      ],
    },
    env: of.env,
    // marathon-lb splits the groups at the comma and doesn't trim them.
    labels: {
      HAPROXY_GROUP: 'external,internal',
      ...(vhost !== undefined && { HAPROXY_0_VHOST: vhost }),
      ...of.labels,
    },
    healthChecks: [{ protocol: 'HTTP', path: of.healthPath, portIndex: 0, ...serviceHealth }],
  };
}
