import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  machineOptionsAreDistinct,
  machinesAreComplete,
  machinesShareCache,
} from '../../packages/core/src/rules/autoscale.ts';
import { minioIsUsed, minioPortIsFree, runnerHasMachine } from '../../packages/core/src/rules/runner.ts';
import {
  cacheHasKeys,
  cacheIsComplete,
  minioTakesSettings,
} from '../../packages/core/src/rules/runner-cache.ts';
import { type Changes, found } from '../support/subject.ts';

const rules = suite('rules about the runner');
const cache = (value: Changes) => ({ 'runner.cache': value });
const KEYS = { 'access-key': 'access', 'secret-key': 'secret-key' };
const MINIO = { type: 'minio', bucket: 'bucket', ...KEYS };
const missing = (section: string, key: string, why: string) =>
  `error missing-key ${section}: ${section}.${key} is missing: ${why}`;

rules("find nothing in the guide's config", () => {
  for (const rule of [
    machineOptionsAreDistinct,
    machinesAreComplete,
    machinesShareCache,
    minioIsUsed,
    minioPortIsFree,
    runnerHasMachine,
    cacheHasKeys,
    cacheIsComplete,
    minioTakesSettings,
  ])
    assert.equal(found(rule), [], rule.name);
});

rules('a cache has all that its type needs', () => {
  const together = 'the two keys go together';
  assert.equal(found(cacheIsComplete, cache({ type: 's3' })), [
    missing('runner.cache', 'bucket', 'it names where the cache lies'),
    missing('runner.cache', 'region', 'S3 answers for one region only'),
  ]);
  const s3 = { type: 's3', bucket: 'bucket', region: 'ap-northeast-2' };
  assert.equal(found(cacheIsComplete, cache(s3)), []);
  assert.equal(found(cacheIsComplete, cache({ ...s3, 'access-key': 'a' })), [
    missing('runner.cache', 'secret-key', together),
  ]);
  assert.equal(found(cacheIsComplete, cache({ ...s3, 'secret-key': 'a' })), [
    missing('runner.cache', 'access-key', together),
  ]);
  assert.equal(found(cacheIsComplete, cache({ type: 'minio' })), [
    missing('runner.cache', 'bucket', 'it names where the cache lies'),
    missing('runner.cache', 'access-key', together),
    missing('runner.cache', 'secret-key', together),
  ]);
  assert.equal(found(cacheIsComplete, cache(MINIO)), []);
});

rules('a cache without a server says nothing of one', () => {
  const keys = {
    'server-address': 'minio.test',
    'access-key': 'a',
    'secret-key': 's',
    bucket: 'bucket',
    region: 'ap-northeast-2',
    insecure: 'false',
    path: 'p',
  };
  assert.equal(
    found(cacheIsComplete, cache({ type: 'none', ...keys })),
    Object.keys(keys).map(
      (key) =>
        `error runner runner.cache.${key}: runner.cache.${key} is set, but runner.cache.type is none (set the type to s3 or minio)`,
    ),
  );
  assert.equal(found(cacheIsComplete, cache({ shared: 'true' })), []);
});

rules('an old runner has keys for S3', () => {
  const s3 = { type: 's3', bucket: 'bucket', region: 'ap-northeast-2' };
  const at = (version: string, more: Changes = {}) =>
    found(cacheHasKeys, { ...cache({ ...s3, ...more }), 'runner.version': version });
  const [said, ...others] = at('10.2.0');
  assert.equal(others, []);
  assert.match(
    said ?? '',
    /^error runner runner\.cache: runner\.cache has no keys, and a runner before (\d+\.\d+) can't do without \(set access-key and secret-key, or a runner\.version from \1\.0 on\)$/,
  );
  const since = /before (\d+)\.(\d+)/.exec(said ?? '') ?? [];
  const [major, minor] = [Number(since[1]), Number(since[2])];
  assert.equal(at(`${major}.${minor}.0`), []);
  assert.equal(at(`${major + 1}.0.0`), []);
  for (const key of ['access-key', 'secret-key']) assert.equal(at('10.2.0', { [key]: 'a' }), []);
  assert.equal(found(cacheHasKeys, cache({ type: 'minio', bucket: 'bucket' })), []);
});

rules("uegen's own minio takes its settings", () => {
  assert.equal(
    found(
      minioTakesSettings,
      cache({ ...MINIO, insecure: 'false', 'access-key': 'four', 'secret-key': 'seven77' }),
    ),
    [
      'error runner runner.cache.insecure: runner.cache.insecure is false, but minio on the CI machine speaks http only',
      'error runner runner.cache.access-key: runner.cache.access-key has fewer than the 5 characters that minio wants',
      'error runner runner.cache.secret-key: runner.cache.secret-key has fewer than the 8 characters that minio wants',
    ],
  );
  assert.equal(
    found(
      minioTakesSettings,
      cache({ ...MINIO, insecure: 'true', 'access-key': 'fiveX', 'secret-key': 'eightXXX' }),
    ),
    [],
  );
  assert.equal(found(minioTakesSettings, cache({ type: 'minio', bucket: 'bucket' })), []);
  const elsewhere = { ...MINIO, 'server-address': 'minio.test', insecure: 'false', 'access-key': 'a' };
  assert.equal(found(minioTakesSettings, cache(elsewhere)), []);
});

rules('settings of the runner want a machine', () => {
  const none = { 'server.private.ci': undefined };
  const said = [
    'warning runner runner: runner has settings, but server.private.ci names no machine: no runner will be set up (set server.private.ci)',
  ];
  const autoscale = { 'runner.autoscale': { region: 'ap-northeast-2', 'vpc-id': 'vpc-1' } };
  for (const set of [{ 'runner.token': 't' }, autoscale, cache({ type: 's3' })]) {
    assert.equal(found(runnerHasMachine, { ...none, ...set }), said);
    assert.equal(found(runnerHasMachine, set), []);
  }
  assert.equal(found(runnerHasMachine, { ...none, 'runner.concurrent': '3' }), []);
});

rules('settings of minio want the cache to use it', () => {
  const said = [
    'warning runner minio: minio has settings, but the cache of the runner does not use it: it will not be set up (set runner.cache.type to minio, without a server-address)',
  ];
  for (const minio of [{ port: '9006' }, { 'data-path': '/data' }, { image: 'minio/minio:a' }]) {
    assert.equal(found(minioIsUsed, { minio }), said, JSON.stringify(minio));
    assert.equal(found(minioIsUsed, { minio, ...cache(MINIO) }), []);
  }
  assert.equal(found(minioIsUsed, { 'minio.port': '9005' }), []);
});

rules("minio's port is free on its machine", () => {
  const at = (port: number, changes: Changes = {}) =>
    found(minioPortIsFree, { ...cache(MINIO), 'minio.port': port, ...changes });
  const clash = (owner: string) => [
    `error port-conflict minio.port: minio.port is also the port of ${owner}`,
  ];
  const beside = { 'server.private.ci': '172.31.15.249' };
  assert.equal(at(22), clash('sshd'));
  assert.equal(at(8080), []);
  assert.equal(at(8080, beside), clash('GitLab, which runs on the same machine'));
  assert.equal(at(9006, beside), []);
  assert.equal(found(minioPortIsFree, { 'minio.port': '22' }), []);
});

const AUTOSCALE = { region: 'ap-northeast-2', 'vpc-id': 'vpc-1' };
const autoscale = (value: Changes) => ({ 'runner.autoscale': { ...AUTOSCALE, ...value } });

rules('machines have a network, and both keys or none', () => {
  assert.equal(found(machinesAreComplete, autoscale({})), []);
  assert.equal(found(machinesAreComplete, { 'runner.autoscale': { region: 'ap-northeast-2' } }), [
    missing('runner.autoscale', 'vpc-id or subnet-id', 'one of them says where the machines are made'),
  ]);
  assert.equal(
    found(machinesAreComplete, { 'runner.autoscale': { region: 'ap-northeast-2', 'subnet-id': 'subnet-1' } }),
    [],
  );
  const together = 'the two keys go together';
  assert.equal(found(machinesAreComplete, autoscale({ 'access-key': 'a' })), [
    missing('runner.autoscale', 'secret-key', together),
  ]);
  assert.equal(found(machinesAreComplete, autoscale({ 'secret-key': 'a' })), [
    missing('runner.autoscale', 'access-key', together),
  ]);
  assert.equal(found(machinesAreComplete, autoscale({ 'access-key': 'a', 'secret-key': 's' })), []);
});

rules('a price is for the spot market', () => {
  assert.equal(found(machinesAreComplete, autoscale({ 'spot-price': '0.1' })), [
    'error runner runner.autoscale.spot-price: runner.autoscale.spot-price is set, but spot is not (set spot: true)',
  ]);
  assert.equal(found(machinesAreComplete, autoscale({ 'spot-price': '0.1', spot: 'true' })), []);
});

rules('options of docker-machine say nothing twice', () => {
  const options = (list: string[], more: Changes = {}) =>
    found(machineOptionsAreDistinct, autoscale({ options: list, ...more }));
  const twice = (index: number, flag: string) =>
    `error runner runner.autoscale.options.${index}: runner.autoscale.options.${index} sets ${flag}, which is set already`;
  assert.equal(options(['amazonec2-region=a']), [twice(0, 'amazonec2-region')]);
  assert.equal(options(['amazonec2-tags=a=b', 'amazonec2-tags=c']), [twice(1, 'amazonec2-tags')]);
  assert.equal(options(['amazonec2-ssh-user=a', 'amazonec2-tags=b']), []);
  const lists = [
    'engine-insecure-registry',
    'engine-registry-mirror',
    'engine-label',
    'engine-opt',
    'engine-env',
  ];
  assert.equal(options(lists.flatMap((flag) => [`${flag}=a`, `${flag}=b`])), []);
  // Without a CI machine there are no other options.
  const alone = {
    ...autoscale({ options: ['amazonec2-region=a', 'amazonec2-region=b'] }),
    'server.private.ci': undefined,
  };
  assert.equal(found(machineOptionsAreDistinct, alone), [twice(1, 'amazonec2-region')]);
});

rules('machines that come and go share a cache', () => {
  assert.equal(found(machinesShareCache, autoscale({})), [
    'warning runner runner.autoscale: runner.autoscale without runner.cache: every machine starts with an empty cache (set runner.cache to s3 or minio)',
  ]);
  assert.equal(found(machinesShareCache, { ...autoscale({}), ...cache({ type: 's3' }) }), []);
});

rules.run();
