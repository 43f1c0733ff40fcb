import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Runner } from '../../packages/core/src/cluster/types.ts';
import { runnerConfig } from '../../packages/core/src/outputs/runner-config.ts';
import type { Data } from '../../packages/core/src/serialize/json.ts';
import { toToml } from '../../packages/core/src/serialize/toml.ts';
import { sampleCluster } from '../support/cluster.ts';
import { nastyStrings } from '../support/nasty.ts';
import { generateScenario, scenarioNames } from '../support/scenarios.ts';
import { readToml } from '../support/toml.ts';
import { toolTest } from '../support/tool.ts';

const test = suite('config.toml of gitlab-runner');

type Table = Record<string, unknown>;
interface Settings extends Table {
  runners: (Table & { docker: Table; machine?: Table; cache: Table })[];
}

/** The config.toml of a fixture, as tomllib reads it. */
function settingsOf(name: string): Settings {
  const file = generateScenario('valid', name).files.find(({ path }) => path.endsWith('/config.toml'));
  assert.ok(file, `${name} gives a config.toml`);
  assert.equal([file.path, file.mode, file.secret], ['install/gitlab-runner/config.toml', '0600', true]);
  return readToml(String(file.content)) as Settings;
}

// The guide's examples, with its stars in keys replaced.
const DOCKER = `
concurrent = 5
check_interval = 0
[[runners]]
  name = "uengine docker runner:shared-socket"
  url = "http://gitlab.uengine.io"
  token = "306c411ef28850993d24faa3a05204"
  executor = "docker"
  [runners.docker]
    tls_verify = false
    image = "docker:latest"
    privileged = false
    disable_cache = false
    volumes = ["/root/m2:/root/.m2","/var/run/docker.sock:/var/run/docker.sock", "/cache"]
    shm_size = 0
  [runners.cache]
`;
const S3 = `
[[runners]]
  [runners.cache]
    Type = "s3"
    ServerAddress = "172.31.3.61:9005"
    AccessKey = "AKIAI5U6DEXAMPLE"
    SecretKey = "uVHmnvl0KzEXAMPLE"
    BucketName = "uengine-gitlab-runner"
    BucketLocation = "ap-northeast-2"
`;
const MINIO = `
[[runners]]
    [runners.cache]
      Type = "s3"
      ServerAddress = "172.31.3.61:9005"
      AccessKey = "ACCESS_KEY"
      SecretKey = "SECRET_KEY"
      BucketName = "runner"
      Insecure = true # Use Insecure only when using with Minio, without the TLS certificate enabled
`;
const AUTOSCALE = `
concurrent = 12
check_interval = 0
[[runners]]
  name = "uengine docker runner:shared-socket"
  url = "http://172.31.15.249"
  token = "9197e25967da8c39bc0a826f148464"
  executor = "docker+machine"
  limit = 20
  [runners.docker]
    tls_verify = false
    image = "docker:latest"
    privileged = false
    disable_cache = false
    volumes = ["/var/run/docker.sock:/var/run/docker.sock", "/cache"]
    shm_size = 0
  [runners.machine]
    IdleCount = 1
    MachineDriver = "amazonec2"
    MachineName = "runner-%s"
    MachineOptions = [
    "amazonec2-access-key=AKIAI5UEXAMPLE",
    "amazonec2-secret-key=uVHmnvl0Kz3sOR1EXAMPLE",
    "amazonec2-region=ap-northeast-2",
    "amazonec2-instance-type=t2.medium",
    "amazonec2-vpc-id=vpc-e8f91b81",
    "amazonec2-subnet-id=subnet-856487ec",
    "engine-insecure-registry=gitlab.pas-mini.io:5000"
    ]
    IdleTime = 1800
  [runners.cache]
    Type = "s3"
    ServerAddress = "s3.amazonaws.com"
    AccessKey = "AKIAI5UEXAMPLE"
    SecretKey = "uVHmnvl0Kz3sOR1EXAMPLE"
    BucketName = "uengine-gitlab-runner"
    BucketLocation = "ap-northeast-2"
`;

toolTest(test, ['python3'], "means what the guide's examples mean", () => {
  assert.equal(settingsOf('runner-docker'), readToml(DOCKER));
  assert.equal(settingsOf('runner-autoscale'), readToml(AUTOSCALE));
  assert.equal(settingsOf('runner-minio').runners[0]?.cache, (readToml(MINIO) as Settings).runners[0]?.cache);
});

toolTest(test, ['python3'], "corrects one value of the guide's S3 example: S3 is not its minio", () => {
  const guide = (readToml(S3) as Settings).runners[0]?.cache;
  assert.equal(settingsOf('runner-s3').runners[0]?.cache, { ...guide, ServerAddress: 's3.amazonaws.com' });
});

// The keys that gitlab-runner 10.2 knows, of those that uegen could ever write, and the cache's own table from 11.3 on.
const KNOWN: Record<string, readonly string[]> = {
  '': ['concurrent', 'check_interval', 'runners'],
  runners: ['name', 'url', 'token', 'executor', 'limit', 'environment', 'docker', 'machine', 'cache'],
  docker: ['tls_verify', 'image', 'privileged', 'disable_cache', 'volumes', 'shm_size', 'pull_policy'],
  machine: ['IdleCount', 'IdleTime', 'MaxBuilds', 'MachineDriver', 'MachineName', 'MachineOptions'],
  cache: ['Type', 'Path', 'Shared', 's3'],
};
const SERVER = ['ServerAddress', 'AccessKey', 'SecretKey', 'BucketName', 'BucketLocation', 'Insecure'];

function assertKnown(settings: Settings, serverKeys: { flat: boolean; nested: boolean }): void {
  const [runner] = settings.runners;
  assert.is(settings.runners.length, 1);
  assert.ok(runner);
  const expect = (table: Table | undefined, known: readonly string[] = []) => {
    for (const key of Object.keys(table ?? {}))
      assert.ok(known.includes(key), `the runner doesn't know ${key}`);
  };
  expect(settings, KNOWN['']);
  expect(runner, KNOWN.runners);
  expect(runner.docker, KNOWN.docker);
  expect(runner.machine, KNOWN.machine);
  expect(runner.cache, [...(KNOWN.cache ?? []), ...SERVER]);
  expect(runner.cache.s3 as Table, SERVER);
  if (runner.cache.Type === undefined) return;
  assert.is('BucketName' in runner.cache, serverKeys.flat);
  assert.is('s3' in runner.cache, serverKeys.nested);
}

toolTest(test, ['python3'], 'has no key that the runner of its version does not read', () => {
  let found = 0;
  for (const name of scenarioNames('valid')) {
    const { files, cluster } = generateScenario('valid', name);
    const has = files.some(({ path }) => path.endsWith('/config.toml'));
    const ci = cluster?.nodes.some(({ role }) => role === 'ci');
    assert.is(has, ci, `${name}: only without a CI machine there is none`);
    if (!has) continue;
    found++;
    const nested = cluster?.runner?.version === '12.0.0';
    assertKnown(settingsOf(name), { flat: !nested, nested });
  }
  assert.ok(found > 10);
});

toolTest(test, ['python3'], 'shapes the cache as the version reads it', () => {
  const { runner } = generateScenario('valid', 'runner-minio').cluster ?? {};
  assert.ok(runner);
  const shapeOf = (version: string) => {
    const [file] = runnerConfig({ ...sampleCluster(), runner: { ...runner, version } satisfies Runner });
    return readToml(String(file?.content)) as Settings;
  };
  for (const version of ['10.0.0', '10.2.0', '11.0.0', '11.2.1'])
    assertKnown(shapeOf(version), { flat: true, nested: false });
  for (const version of ['11.3.0', '11.11.4']) assertKnown(shapeOf(version), { flat: true, nested: true });
  for (const version of ['12.0.0', '13.2.1', '17.0.0'])
    assertKnown(shapeOf(version), { flat: false, nested: true });
});

toolTest(test, ['python3'], 'tomllib reads back every string, whole number and truth value, in order', () => {
  const data: { [key: string]: Data } = {
    strings: nastyStrings,
    numbers: [0, -1, 10000, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER],
    truths: [true, false],
    none: [],
    empty: {},
    zeta: {
      alpha: 1,
      'key with "quotes" and \\': 2,
      '': 3,
      한글: 4,
      'a.b': 5,
      nested: { deep: [{ x: 'y' }] },
    },
    tables: [{ name: 'one', sub: { a: 1 } }, { name: 'two' }],
    keys: Object.fromEntries(nastyStrings.map((string, index) => [`${string}${index}`, string])),
  };
  const read = readToml(toToml(data));
  assert.equal(read, data);
  assert.equal(Object.keys(read as Table), Object.keys(data));
});

test('what TOML would silently hold otherwise is a bug of the output', () => {
  for (const wrong of [1.5, Number.NaN, 2 ** 53, null, undefined, '\ud800'])
    assert.throws(() => toToml({ a: [wrong as Data] }), undefined, String(wrong));
  assert.throws(() => toToml({ '\udc00': 1 }));
});

test.run();
