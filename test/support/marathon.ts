import { apps as platformApps } from '../../packages/core/src/apps/index.ts';
import type { Cluster } from '../../packages/core/src/cluster/types.ts';
import { marathonApps } from '../../packages/core/src/outputs/marathon-apps.ts';
import { sampleCluster } from './cluster.ts';

interface HealthCheck {
  protocol: string;
  path?: string;
  portIndex?: number;
  command?: { value: string };
  [seconds: `${string}Seconds`]: number;
  maxConsecutiveFailures: number;
}

/** An app of Marathon 1.5, as far as the platform's apps use it. */
export interface App {
  id: string;
  instances: number;
  cpus: number;
  mem: number;
  disk: number;
  cmd?: string;
  args?: string[];
  acceptedResourceRoles?: string[];
  constraints?: string[][];
  networks: { mode: string; name?: string }[];
  requirePorts?: boolean;
  portDefinitions?: { port: number; protocol: string }[];
  container: {
    type: string;
    docker: {
      image: string;
      forcePullImage: boolean;
      privileged: boolean;
      parameters: { key: string; value: string }[];
    };
    portMappings?: { containerPort: number; hostPort: number; servicePort: number; protocol: string }[];
    volumes?: { containerPath: string; hostPath: string; mode: string }[];
  };
  env: Record<string, string>;
  labels?: Record<string, string>;
  healthChecks: HealthCheck[];
  upgradeStrategy?: { maximumOverCapacity: number; minimumHealthCapacity: number };
  unreachableStrategy?: { inactiveAfterSeconds: number; expungeAfterSeconds: number };
  killSelection?: string;
  backoffFactor?: number;
}

/** The file of the app whose file is `deploys/NAME.json`, and the app in it. */
export function build(name: string, cluster: Cluster = sampleCluster()) {
  const file = marathonApps(cluster).find(({ path }) => path === `deploys/${name}.json`);
  if (file === undefined) throw new Error(name);
  return { name, file, app: JSON.parse(String(file.content)) as App };
}

/** The apps for the guide's cluster, in the order of their service ports, the load balancers last. */
export const apps = [...platformApps]
  .sort((a, b) => (a.offer?.port ?? 65536) - (b.offer?.port ?? 65536))
  .map(({ name }) => build(name));

/** The app whose file is `deploys/NAME.json`. */
export function app(name: string): App {
  const found = apps.find((each) => each.name === name);
  if (found === undefined) throw new Error(name);
  return found.app;
}
