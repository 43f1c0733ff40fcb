import { configSchema } from '../config/schema.ts';
import { GITLAB_PORTS } from '../facts/gitlab.ts';
import { says } from '../text.ts';
import { alsoAt, type Rule } from './rule.ts';

/** Settings of the runner want a machine that it runs on. */
export const runnerHasMachine: Rule = ({ config: { runner }, cluster }) => {
  const set = runner.token !== undefined || runner.autoscale !== undefined || runner.cache.type !== 'none';
  if (cluster.runner !== undefined || !set) return [];
  return [
    {
      code: 'runner',
      severity: 'warning',
      message: says(
        'runner has settings, but server.private.ci names no machine: no runner will be set up',
        'runner 설정이 있지만 server.private.ci 에 서버가 없어 러너를 설치하지 않습니다',
      ),
      path: ['runner'],
      hint: says('set server.private.ci', 'server.private.ci 를 지정하십시오'),
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
      message: says(
        'minio has settings, but the cache of the runner does not use it: it will not be set up',
        'minio 설정이 있지만 러너의 캐시가 쓰지 않아 설치하지 않습니다',
      ),
      path: ['minio'],
      ...alsoAt(['runner', 'cache', 'type'], ['runner', 'cache', 'server-address']),
      hint: says(
        'set runner.cache.type to minio, without a server-address',
        'server-address 없이 runner.cache.type 을 minio 로 지정하십시오',
      ),
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
  const ofSshd = port === config.ssh_port;
  const owner = ofSshd
    ? says('sshd', 'sshd')
    : besideGitlab && GITLAB_PORTS.includes(port)
      ? says('GitLab, which runs on the same machine', '같은 서버의 GitLab')
      : undefined;
  if (owner === undefined) return [];
  const message = says(
    `minio.port is also the port of ${owner.en}`,
    `minio.port 는 ${owner.ko} 의 포트이기도 합니다`,
  );
  const other = ofSshd ? ['ssh_port'] : ['server', 'private', 'gitlab'];
  return [{ code: 'port-conflict', message, path: ['minio', 'port'], ...alsoAt(other) }];
};
