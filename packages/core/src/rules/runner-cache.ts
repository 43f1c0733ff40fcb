import { hasOwnMinio } from '../cluster/runner.ts';
import type { Finding } from '../diagnostic.ts';
import { isRunnerSince, runnerSince } from '../facts/runner.ts';
import { says, type Text } from '../text.ts';
import { alsoAt, type Rule } from './rule.ts';

const PATH = ['runner', 'cache'];
const SERVER_KEYS = [
  'server-address',
  'access-key',
  'secret-key',
  'bucket',
  'region',
  'insecure',
  'path',
] as const;

/** A cache on a server has all that the runner needs to reach it; without one, its keys say nothing. */
export const cacheIsComplete: Rule = ({ config: { runner } }) => {
  const { cache } = runner;
  if (cache.type === 'none') {
    const idle = SERVER_KEYS.filter((key) => cache[key] !== undefined);
    return idle.map((key) => ({
      code: 'runner',
      message: says(
        `runner.cache.${key} is set, but runner.cache.type is none`,
        `runner.cache.${key} 이(가) 있지만 runner.cache.type 이 none 입니다`,
      ),
      path: [...PATH, key],
      ...alsoAt([...PATH, 'type']),
      hint: says('set the type to s3 or minio', 'type 을 s3 또는 minio 로 지정하십시오'),
    }));
  }
  const missing = (key: string, why: Text, ...others: string[]): Finding => ({
    code: 'missing-key',
    message: says(
      `runner.cache.${key} is missing: ${why.en}`,
      `runner.cache.${key} 이(가) 없습니다. ${why.ko}`,
    ),
    path: PATH,
    ...alsoAt(...['type', ...others].map((other) => [...PATH, other])),
  });
  const findings: Finding[] = [];
  if (cache.bucket === undefined)
    findings.push(missing('bucket', says('it names where the cache lies', '캐시가 있는 곳입니다')));
  if (cache.type === 's3' && cache.region === undefined)
    findings.push(
      missing('region', says('S3 answers for one region only', 'S3 는 리전 하나에만 응답합니다')),
    );
  const keys = (['access-key', 'secret-key'] as const).filter((key) => cache[key] === undefined);
  // Without both, the runner asks Amazon for the machine's own rights; minio has none to give.
  if (cache.type === 'minio' || keys.length === 1)
    findings.push(
      ...keys.map((key) =>
        missing(key, says('the two keys go together', '두 키는 함께 지정합니다'), 'access-key', 'secret-key'),
      ),
    );
  return findings;
};

/** Before {@link runnerSince.ownRights}, the runner's client refuses to sign without keys, and every job goes without its cache. */
export const cacheHasKeys: Rule = ({ config: { runner } }) => {
  const { cache, version } = runner;
  const asks = isRunnerSince(version, runnerSince.ownRights);
  if (cache.type !== 's3' || asks || cache['access-key'] !== undefined || cache['secret-key'] !== undefined)
    return [];
  return [
    {
      code: 'runner',
      message: says(
        `runner.cache has no keys, and a runner before ${runnerSince.ownRights} can't do without`,
        `runner.cache 에 키가 없습니다. ${runnerSince.ownRights} 이전의 러너에는 키가 필요합니다`,
      ),
      path: PATH,
      ...alsoAt([...PATH, 'type'], ['runner', 'version']),
      hint: says(
        `set access-key and secret-key, or a runner.version from ${runnerSince.ownRights}.0 on`,
        `access-key 와 secret-key 를 지정하거나, runner.version 을 ${runnerSince.ownRights}.0 이상으로 지정하십시오`,
      ),
    },
  ];
};

/** The minio that uegen sets up speaks http only, and refuses to start with keys shorter than these. */
export const minioTakesSettings: Rule = ({ config }) => {
  if (!hasOwnMinio(config)) return [];
  const { cache } = config.runner;
  const findings: Finding[] = [];
  if (cache.insecure === false)
    findings.push({
      code: 'runner',
      message: says(
        'runner.cache.insecure is false, but minio on the CI machine speaks http only',
        'runner.cache.insecure 가 false 이지만, CI 서버의 minio 는 http 만 지원합니다',
      ),
      path: [...PATH, 'insecure'],
      ...alsoAt([...PATH, 'type']),
    });
  for (const [key, least] of [
    ['access-key', 5],
    ['secret-key', 8],
  ] as const)
    if ((cache[key]?.length ?? least) < least)
      findings.push({
        code: 'runner',
        message: says(
          `runner.cache.${key} has fewer than the ${least} characters that minio wants`,
          `runner.cache.${key} 이(가) minio 가 요구하는 ${least}글자보다 짧습니다`,
        ),
        path: [...PATH, key],
        ...alsoAt([...PATH, 'type']),
      });
  return findings;
};
