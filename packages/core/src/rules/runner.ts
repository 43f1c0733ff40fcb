import { configSchema } from '../config/schema.ts';
import { GITLAB_PORTS } from '../facts/gitlab.ts';
import type { Rule } from './rule.ts';

/** Settings of the runner want a machine that it runs on. */
export const runnerHasMachine: Rule = ({ config: { runner }, cluster }) => {
  const set = runner.token !== undefined || runner.autoscale !== undefined || runner.cache.type !== 'none';
  if (cluster.runner !== undefined || !set) return [];
  return [
    {
      code: 'runner',
      severity: 'warning',
      message: 'runner has settings, but server.private.ci names no machine: no runner will be set up',
      path: ['runner'],
      hint: 'set server.private.ci',
    },
  ];
};

/** Minio is set up for the runner's cache only, so that settings of it alone do nothing. */
export const minioIsUsed: Rule = ({ config, cluster }) => {
  const defaults = configSchema.properties?.minio?.properties ?? {};
  const set = Object.entries(config.minio).filter(([key, value]) => value !== defaults[key]?.default);
  if (cluster.minio !== undefined || set.length === 0) return [];
  return [
    {
      code: 'runner',
      severity: 'warning',
      message: 'minio has settings, but the cache of the runner does not use it: it will not be set up',
      path: ['minio'],
      hint: 'set runner.cache.type to minio, without a server-address',
    },
  ];
};

/** Minio's port on the CI machine is nobody else's. */
export const minioPortIsFree: Rule = ({ config, cluster }) => {
  if (cluster.minio === undefined) return [];
  const { port } = cluster.minio;
  const ci = cluster.nodes.find(({ role }) => role === 'ci');
  const besideGitlab = cluster.nodes.some(
    ({ role, address }) => role === 'gitlab' && address === ci?.address,
  );
  const owner =
    port === config.ssh_port
      ? 'sshd'
      : besideGitlab && GITLAB_PORTS.includes(port)
        ? 'GitLab, which runs on the same machine'
        : undefined;
  if (owner === undefined) return [];
  const message = `minio.port is also the port of ${owner}`;
  return [{ code: 'port-conflict', message, path: ['minio', 'port'] }];
};
