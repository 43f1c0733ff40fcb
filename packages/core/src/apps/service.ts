import type { Data } from '../serialize/json.ts';
import { serviceHealth } from './health.ts';

/** What tells one of the platform's HTTP services from another. */
export interface Service {
  id: string;
  image: string;
  cpus: number;
  /** MiB. */
  mem: number;
  /** Where it listens inside its container. */
  containerPort: number;
  /** Where marathon-lb offers it. */
  servicePort: number;
  /** The host name by which marathon-lb knows it from outside. */
  host: string;
  /** The path that answers 2xx or 3xx while it is healthy. */
  healthPath: string;
  env: Readonly<Record<string, string>>;
  labels?: Readonly<Record<string, string>>;
}

/** A service as an app of Marathon 1.5: one container on a bridge network, behind both load balancers. */
export function service(of: Service): { readonly [key: string]: Data } {
  return {
    id: of.id,
    instances: 1,
    cpus: of.cpus,
    mem: of.mem,
    disk: 0,
    acceptedResourceRoles: ['*'],
    networks: [{ mode: 'container/bridge' }],
    container: {
      type: 'DOCKER',
      docker: { image: of.image, forcePullImage: true, privileged: false, parameters: [] },
      portMappings: [
        { containerPort: of.containerPort, hostPort: 0, servicePort: of.servicePort, protocol: 'tcp' },
      ],
    },
    env: of.env,
    // marathon-lb splits the groups at the comma and doesn't trim them.
    labels: { HAPROXY_GROUP: 'external,internal', HAPROXY_0_VHOST: of.host, ...of.labels },
    healthChecks: [{ protocol: 'HTTP', path: of.healthPath, portIndex: 0, ...serviceHealth }],
  };
}
