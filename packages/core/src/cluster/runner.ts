import { registryOf } from '../facts/docker.ts';
import type { Config } from '../generated/config.ts';
import { gitlabAddress } from './gitlab.ts';
import type { Cluster, ClusterNode, Minio, Runner, RunnerCache, RunnerMachines } from './types.ts';

/** The runner on the CI machine, with the defaults that follow from other keys, and the minio beside it. */
export function resolveRunner(
  config: Config,
  nodes: readonly ClusterNode[],
): Pick<Cluster, 'runner' | 'registrationToken' | 'minio'> {
  const { runner } = config;
  const registrationToken = runner['registration-token'] ?? '';
  const machine = nodes.find((node) => node.role === 'ci');
  if (machine === undefined) return { registrationToken };
  const machines = runnerMachines(config);
  const cache = runnerCache(config, machine);
  const { cache: _, autoscale: __, 'registration-token': ___, ...plain } = runner;
  const resolved: Runner = {
    ...plain,
    token: runner.token ?? '',
    url: runner.url ?? gitlabAddress(config).url,
    concurrent: runner.concurrent ?? (machines === undefined ? 5 : 12),
    limit: runner.limit ?? (machines === undefined ? 0 : 20),
    ...(cache && { cache }),
    ...(machines && { machines }),
  };
  return { runner: resolved, registrationToken, ...(cache && ownMinio(config, cache)) };
}

/** True where the runner's cache is a minio that uegen sets up: one at another address is the operator's. */
export function hasOwnMinio({ runner: { cache } }: Config): boolean {
  return cache.type === 'minio' && cache['server-address'] === undefined;
}

function ownMinio(config: Config, { accessKey, secretKey, bucket }: RunnerCache): { minio?: Minio } {
  if (!hasOwnMinio(config)) return {};
  return { minio: { ...config.minio, accessKey, secretKey, bucket } };
}

function runnerCache({ runner, minio }: Config, machine: ClusterNode): RunnerCache | undefined {
  const { cache } = runner;
  if (cache.type === 'none') return undefined;
  const ofMinio = cache.type === 'minio';
  return {
    serverAddress:
      cache['server-address'] ?? (ofMinio ? `${machine.address}:${minio.port}` : 's3.amazonaws.com'),
    accessKey: cache['access-key'] ?? '',
    secretKey: cache['secret-key'] ?? '',
    bucket: cache.bucket ?? '',
    region: cache.region ?? '',
    insecure: cache.insecure ?? ofMinio,
    path: cache.path ?? '',
    shared: cache.shared,
  };
}

function runnerMachines({ runner, host }: Config): RunnerMachines | undefined {
  const { autoscale } = runner;
  if (autoscale === undefined) return undefined;
  // Docker Hub is none of them, and Docker's daemon wouldn't start with a path there.
  const registries = autoscale['insecure-registries'] ?? [registryOf(host.registry.private) ?? []].flat();
  return {
    driver: autoscale.driver,
    'machine-name': autoscale['machine-name'],
    'idle-count': autoscale['idle-count'],
    'idle-time': autoscale['idle-time'],
    'max-builds': autoscale['max-builds'],
    options: [
      ...driverOptions(autoscale),
      ...registries.map((registry) => `engine-insecure-registry=${registry}`),
      ...autoscale.options,
    ],
  };
}

// In docker-machine's own terms; what is blank is its own choice.
const DRIVER_OPTIONS = [
  'access-key',
  'secret-key',
  'region',
  'zone',
  'instance-type',
  'vpc-id',
  'subnet-id',
  'security-group',
  'root-size',
  'ami',
] as const;

function driverOptions(autoscale: NonNullable<Config['runner']['autoscale']>): string[] {
  const { driver, spot, 'spot-price': price } = autoscale;
  const set = DRIVER_OPTIONS.flatMap((key) =>
    autoscale[key] === undefined ? [] : [`${driver}-${key}=${autoscale[key]}`],
  );
  if (spot) set.push(`${driver}-request-spot-instance=true`);
  if (price !== undefined) set.push(`${driver}-spot-price=${price}`);
  return set;
}
