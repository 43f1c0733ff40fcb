import { imageAt } from '../cluster/mirror.ts';
import type { Runner, RunnerCache, RunnerMachines, WebProxy } from '../cluster/types.ts';
import { proxyVariables } from '../cluster/web-proxy.ts';
import { isRunnerSince, RUNNER_DESCRIPTION, runnerSince } from '../facts/runner.ts';
import { secretFile } from '../file.ts';
import type { Data } from '../serialize/json.ts';
import { toToml } from '../serialize/toml.ts';
import type { Output } from './output.ts';

/** Where they lie. */
export const RUNNER_CONFIG = 'install/gitlab-runner/config.toml';

/**
 * `install/gitlab-runner/config.toml`: gitlab-runner's settings, in the shape that its version reads. While the config
 * holds no token, `@RUNNER_TOKEN@` stands for the one that only the registered node knows; the role puts it in.
 */
export const runnerConfig: Output = (cluster) => {
  const { runner } = cluster;
  if (runner === undefined) return [];
  const data = {
    concurrent: runner.concurrent,
    check_interval: runner['check-interval'],
    runners: [section({ ...runner, image: imageAt(runner.image, cluster) }, cluster.webProxy)],
  };
  return [secretFile(RUNNER_CONFIG, () => toToml(data))];
};

function section(runner: Runner, proxy: WebProxy | undefined): Data {
  const { url, token, limit, image, privileged, volumes, machines, cache, version } = runner;
  return {
    name: RUNNER_DESCRIPTION,
    url,
    token: token || '@RUNNER_TOKEN@',
    executor: machines === undefined ? 'docker' : 'docker+machine',
    ...(limit > 0 && { limit }),
    ...(proxy && {
      environment: Object.entries(proxyVariables(proxy, proxy.bypass)).map((pair) => pair.join('=')),
    }),
    docker: { tls_verify: false, image, privileged, disable_cache: false, volumes, shm_size: 0 },
    ...(machines && { machine: machineSection(machines, proxy) }),
    cache: cache === undefined ? {} : cacheSection(cache, version),
  };
}

function machineSection(machines: RunnerMachines, proxy: WebProxy | undefined): Data {
  return {
    IdleCount: machines['idle-count'],
    IdleTime: machines['idle-time'],
    ...(machines['max-builds'] > 0 && { MaxBuilds: machines['max-builds'] }),
    MachineDriver: machines.driver,
    MachineName: machines['machine-name'],
    MachineOptions: [...machines.options, ...proxyOptions(machines.options, proxy)],
  };
}

// What the Docker of a machine reads. What config.yml's own options say of it goes first.
function proxyOptions(options: readonly string[], proxy: WebProxy | undefined): string[] {
  if (proxy === undefined) return [];
  return Object.entries(proxyVariables(proxy, proxy.lastingBypass))
    .filter(([name]) => name === name.toUpperCase())
    .map((pair) => `engine-env=${pair.join('=')}`)
    .filter((option) => {
      const [start] = /^[^=]*=[^=]*=/.exec(option) ?? [''];
      return !options.some((given) => given.toLowerCase().startsWith(start.toLowerCase()));
    });
}

// Where the server's keys stand changed; a version that reads both places gets both.
function cacheSection(cache: RunnerCache, version: string): Data {
  const server = {
    ServerAddress: cache.serverAddress,
    ...(cache.accessKey !== '' && { AccessKey: cache.accessKey, SecretKey: cache.secretKey }),
    BucketName: cache.bucket,
    ...(cache.region !== '' && { BucketLocation: cache.region }),
    ...(cache.insecure && { Insecure: true }),
  };
  return {
    Type: 's3',
    ...(cache.path !== '' && { Path: cache.path }),
    ...(cache.shared && { Shared: true }),
    ...(!isRunnerSince(version, runnerSince.cacheTableOnly) && server),
    ...(isRunnerSince(version, runnerSince.cacheTable) && { s3: server }),
  };
}
