import type { Runner, RunnerCache, RunnerMachines } from '../cluster/types.ts';
import { RUNNER_DESCRIPTION } from '../facts/runner.ts';
import { secretFile } from '../file.ts';
import type { Data } from '../serialize/json.ts';
import { toToml } from '../serialize/toml.ts';
import type { Output } from './output.ts';

/**
 * `install/gitlab-runner/config.toml`: gitlab-runner's settings, in the shape that its version reads. While the config
 * holds no token, `@RUNNER_TOKEN@` stands for the one that only the registered node knows; the role puts it in.
 */
export const runnerConfig: Output = ({ runner }) => {
  if (runner === undefined) return [];
  const data = {
    concurrent: runner.concurrent,
    check_interval: runner.checkInterval,
    runners: [section(runner)],
  };
  return [secretFile('install/gitlab-runner/config.toml', toToml(data))];
};

function section(runner: Runner): Data {
  const { url, token, limit, image, privileged, volumes, machines, cache, version } = runner;
  return {
    name: RUNNER_DESCRIPTION,
    url,
    token: token || '@RUNNER_TOKEN@',
    executor: machines === undefined ? 'docker' : 'docker+machine',
    ...(limit > 0 && { limit }),
    docker: { tls_verify: false, image, privileged, disable_cache: false, volumes, shm_size: 0 },
    ...(machines && { machine: machineSection(machines) }),
    cache: cache === undefined ? {} : cacheSection(cache, version),
  };
}

function machineSection({ driver, name, idleCount, idleTime, maxBuilds, options }: RunnerMachines): Data {
  return {
    IdleCount: idleCount,
    IdleTime: idleTime,
    ...(maxBuilds > 0 && { MaxBuilds: maxBuilds }),
    MachineDriver: driver,
    MachineName: name,
    MachineOptions: options,
  };
}

// Up to 11.2 the server's keys stand flat, from 12.0 on in a table of their own; between them both are read.
function cacheSection(cache: RunnerCache, version: string): Data {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const nested = major > 11 || (major === 11 && minor >= 3);
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
    ...(major < 12 && server),
    ...(nested && { s3: server }),
  };
}
