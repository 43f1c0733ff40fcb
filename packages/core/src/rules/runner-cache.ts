import { hasOwnMinio } from '../cluster/runner.ts';
import type { Finding } from '../diagnostic.ts';
import { isRunnerSince, runnerSince } from '../facts/runner.ts';
import type { Rule } from './rule.ts';

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
      message: `runner.cache.${key} is set, but runner.cache.type is none`,
      path: [...PATH, key],
      hint: 'set the type to s3 or minio',
    }));
  }
  const missing = (key: string, why: string): Finding => ({
    code: 'missing-key',
    message: `runner.cache.${key} is missing: ${why}`,
    path: PATH,
  });
  const findings: Finding[] = [];
  if (cache.bucket === undefined) findings.push(missing('bucket', 'it names where the cache lies'));
  if (cache.type === 's3' && cache.region === undefined)
    findings.push(missing('region', 'S3 answers for one region only'));
  const keys = (['access-key', 'secret-key'] as const).filter((key) => cache[key] === undefined);
  // Without both, the runner asks Amazon for the machine's own rights; minio has none to give.
  if (cache.type === 'minio' || keys.length === 1)
    findings.push(...keys.map((key) => missing(key, 'the two keys go together')));
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
      message: `runner.cache has no keys, and a runner before ${runnerSince.ownRights} can't do without`,
      path: PATH,
      hint: `set access-key and secret-key, or a runner.version from ${runnerSince.ownRights}.0 on`,
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
      message: 'runner.cache.insecure is false, but minio on the CI machine speaks http only',
      path: [...PATH, 'insecure'],
    });
  for (const [key, least] of [
    ['access-key', 5],
    ['secret-key', 8],
  ] as const)
    if ((cache[key]?.length ?? least) < least)
      findings.push({
        code: 'runner',
        message: `runner.cache.${key} has fewer than the ${least} characters that minio wants`,
        path: [...PATH, key],
      });
  return findings;
};
