import { marathonCloudServer } from '../../packages/core/src/apps/cloud-server.ts';
import { marathonCloudUi } from '../../packages/core/src/apps/cloud-ui.ts';
import { marathonConfig } from '../../packages/core/src/apps/config.ts';
import { marathonDb } from '../../packages/core/src/apps/db.ts';
import { marathonEurekaServer } from '../../packages/core/src/apps/eureka-server.ts';
import { marathonIam } from '../../packages/core/src/apps/iam.ts';
import { marathonLb } from '../../packages/core/src/apps/marathon-lb.ts';
import { marathonLbInternal } from '../../packages/core/src/apps/marathon-lb-internal.ts';
import type { Cluster } from '../../packages/core/src/cluster/types.ts';
import type { Output } from '../../packages/core/src/outputs/output.ts';
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

const outputs: readonly [string, Output][] = [
  ['config', marathonConfig],
  ['eureka-server', marathonEurekaServer],
  ['db', marathonDb],
  ['iam', marathonIam],
  ['cloud-server', marathonCloudServer],
  ['cloud-ui', marathonCloudUi],
  ['marathon-lb', marathonLb],
  ['marathon-lb-internal', marathonLbInternal],
];

/** The one file of an output and the app in it. */
export function build(output: Output, cluster: Cluster = sampleCluster()) {
  const [file, ...others] = output(cluster);
  if (file === undefined || others.length > 0) throw new Error('an app is one file');
  return { file, app: JSON.parse(String(file.content)) as App };
}

/** The eight apps for the guide's cluster, in the order of their service ports, the load balancers last. */
export const apps = outputs.map(([name, output]) => ({ name, ...build(output) }));

/** The app whose file is `deploys/NAME.json`. */
export function app(name: string): App {
  const found = apps.find((each) => each.name === name);
  if (found === undefined) throw new Error(name);
  return found.app;
}
