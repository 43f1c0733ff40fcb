import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { formatManifest } from '@uegen/core/plan';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { dockerBuild } from '../../packages/core/src/outputs/docker-build.ts';
import { sampleCluster } from '../support/cluster.ts';
import { put, putGenerated, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';

const build = suite('docker-build.sh');
const NOBODY = 65534;
const FOLDERS = [
  'uengine-cloud-config',
  'uengine-eureka-server',
  'uengine-cloud-iam/front-end',
  'uengine-cloud-server',
  'uengine-cloud-ui',
];

const PROPERTIES = 'uengine-resource/config.properties.yml';

/** Writes the file that Maven fills the resources with, and a manifest that lists it. */
function putProperties(folder: string, content: string, listed = content) {
  put(folder, PROPERTIES, content);
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const entry = (path: string, text: string) => ({ path, mode: '0600', hash: hash(text), secret: true });
  const files = [entry('deploys/db.json', 'x'), entry(PROPERTIES, listed), entry(`x/${PROPERTIES}`, 'x')];
  put(folder, '.uegen/manifest.json', formatManifest({ uegen: '0', config: hash(''), files, nodes: [] }));
  chmodSync(join(folder, '.uegen'), 0o777);
}

// What docker's client writes after a push, to a pipe; the digest follows from the name and from $ROUND.
const DOCKER = `if [ "$1" = "\${FAIL:-}" ] && [[ $2 == *"\${OF:-}"* ]]; then exit 1; fi
[ "$1" = push ] || exit 0
echo "The push refers to repository [docker.io/$2]"
echo "5f70bf18a086: Pushed"
[ -n "\${SILENT:-}" ] || echo "v1: digest: sha256:$(printf %s "$2\${ROUND:-}" | sha256sum | cut -c1-64) size: 1572"
`;
const digestOf = (image: string, round = '') =>
  `sha256:${createHash('sha256')
    .update(image + round)
    .digest('hex')}`;

/** A checkout with the script, its folders, a login at Docker Hub and stand-ins that write each call to `calls`. */
function makeCheckout(folder: string, registry: string) {
  const cluster = sampleCluster();
  cluster.registry.package = registry;
  const file = putGenerated(folder, dockerBuild(cluster));
  putProperties(folder, 'db.password: secret\n');
  login(folder, { auths: { 'https://index.docker.io/v1/': { auth: 'eDp5' } } });
  for (const name of FOLDERS) mkdirSync(join(folder, name), { recursive: true });
  put(folder, 'calls', '', 0o666);
  const record = `#!/bin/bash\necho "\${PWD#"${folder}/"}: \${0##*/} $*" >>"${folder}/calls"\n`;
  for (const tool of ['mvn', 'java', 'javac', 'npm', 'bzip2']) put(folder, `bin/${tool}`, record, 0o755);
  symlinkSync(process.execPath, join(folder, 'bin/node'));
  put(folder, 'bin/docker', record + DOCKER, 0o755);
  put(folder, 'bin/sudo', `[ "$1" = sh ] || ${record.replace(/^.*\n/, '').trimEnd()}\nexec "$@"\n`, 0o755);
  chmodSync(folder, 0o755);
  const calls = () => readFileSync(join(folder, 'calls'), 'utf8').trimEnd().split('\n');
  return { file, calls, env: { PATH: `${join(folder, 'bin')}:/usr/bin:/bin`, HOME: join(folder, 'home') } };
}

/** What docker knows of logins. */
function login(folder: string, config: object) {
  put(folder, 'home/.docker/config.json', JSON.stringify(config));
}

function image(name: string, registry: string, sudo: boolean): string[] {
  const calls = [`docker build -t ${registry}/${name}:v1 ./`, `docker push ${registry}/${name}:v1`];
  return calls.flatMap((call) => (sudo ? [`sudo ${call}`, call] : [call])).map((call) => `${name}: ${call}`);
}

function expected(registry: string, sudo: boolean): string[] {
  return [
    'uengine-cloud-config: mvn package -B',
    ...image('uengine-cloud-config', registry, sudo),
    'uengine-eureka-server: mvn package -B',
    ...image('uengine-eureka-server', registry, sudo),
    'uengine-cloud-iam/front-end: npm install',
    'uengine-cloud-iam/front-end: npm run build',
    'uengine-cloud-iam: mvn clean package -B',
    ...image('uengine-cloud-iam', registry, sudo),
    'uengine-cloud-server: mvn clean package -B',
    ...image('uengine-cloud-server', registry, sudo),
    'uengine-cloud-ui: npm install',
    'uengine-cloud-ui: npm run build',
    ...image('uengine-cloud-ui', registry, sudo),
  ];
}

toolTest(build, ['root', 'bash'], 'builds and pushes the five images in order', () =>
  withFolder(async (folder) => {
    const { file, calls, env } = makeCheckout(folder, 'sppark');
    const ended = await run('bash', [file, '--docker-hub'], { env, cwd: '/' });
    assert.is(ended.status, 0, ended.stderr);
    assert.equal(calls(), expected('sppark', false));
  }),
);

toolTest(build, ['root', 'bash'], 'calls docker through sudo when it is not root', () =>
  withFolder(async (folder) => {
    const { env, calls } = makeCheckout(folder, 'sppark');
    const cwd = join(folder, 'install');
    const ended = await run('sh', ['docker-build.sh', '--docker-hub'], { env, cwd, uid: NOBODY });
    assert.is(ended.status, 0, ended.stderr);
    assert.equal(calls(), expected('sppark', true));
  }),
);

toolTest(build, ['root', 'bash'], 'takes the registry as it is written', () =>
  withFolder(async (folder) => {
    const registry = `it's "$(touch hit)" \`touch hit\` %s`;
    const { file, calls, env } = makeCheckout(folder, registry);
    const ended = await run('bash', [file, '--docker-hub'], { env });
    assert.is(ended.status, 0, ended.stderr);
    assert.equal(calls(), expected(registry, false));
  }),
);

/** The records of pushed images by name, as they lie in .uegen. */
function records(folder: string): Record<string, string> {
  const names = readdirSync(join(folder, '.uegen/images')).sort();
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(join(folder, '.uegen/images', name), 'utf8')]),
  );
}

const IMAGES = FOLDERS.map((name) => name.split('/')[0] ?? '').sort();
const SETTINGS = createHash('sha256').update('db.password: secret\n').digest('hex');
const recordOf = (name: string, round = '') => {
  const image = `sppark/${name}:v1`;
  return `${digestOf(image, round)} ${image}\n${SETTINGS}\n`;
};

toolTest(build, ['root', 'bash'], 'keeps the digest of each image that was pushed, for its owner alone', () =>
  withFolder(async (folder) => {
    const { file, env } = makeCheckout(folder, 'sppark');
    await run('bash', [file, '--docker-hub'], { env });
    assert.equal(records(folder), Object.fromEntries(IMAGES.map((name) => [name, recordOf(name)])));
    const at = join(folder, '.uegen/images');
    assert.is(statSync(at).mode & 0o777, 0o700);
    assert.is(statSync(join(at, 'uengine-cloud-iam')).mode & 0o777, 0o600);

    // An aborted run: what was pushed before is new, the rest is as it was.
    const again = await run('bash', [file], { env: { ...env, ROUND: '2', FAIL: 'push', OF: 'iam' } });
    assert.is(again.status, 1);
    const fresh = ['uengine-cloud-config', 'uengine-eureka-server'];
    assert.equal(
      records(folder),
      Object.fromEntries(IMAGES.map((name) => [name, recordOf(name, fresh.includes(name) ? '2' : '')])),
    );
  }),
);

toolTest(
  build,
  ['root', 'bash'],
  '--pushed wants every image to hold the present settings, and builds none',
  () =>
    withFolder(async (folder) => {
      const { file, env, calls } = makeCheckout(folder, 'sppark');
      const pushed = () => run('bash', [file, '--pushed'], { env });
      const before = await pushed();
      assert.is(before.status, 1);
      assert.match(before.stderr, 'uengine-cloud-config has not been pushed with the present settings');
      await run('bash', [file, '--docker-hub'], { env });
      const ended = await pushed();
      assert.is(ended.status, 0, ended.stderr);
      assert.equal(calls(), expected('sppark', false), 'nothing more was built');

      putProperties(folder, 'db.password: another\n');
      await run('bash', [file], { env: { ...env, FAIL: 'push', OF: 'cloud-server' } });
      const half = await pushed();
      assert.is(half.status, 1);
      assert.match(half.stderr, 'uengine-cloud-server has not been pushed');
      rmSync(join(folder, PROPERTIES));
      assert.match((await pushed()).stderr, 'config.properties.yml is missing');
    }),
);

toolTest(build, ['root', 'bash'], 'stops where docker names no digest', () =>
  withFolder(async (folder) => {
    const { file, env } = makeCheckout(folder, 'sppark');
    const ended = await run('bash', [file, '--docker-hub'], { env: { ...env, SILENT: '1' } });
    assert.is(ended.status, 1);
    assert.match(ended.stderr, 'docker push named no digest of sppark/uengine-cloud-config:v1');
    assert.equal(records(folder), {});
  }),
);

toolTest(build, ['root', 'bash'], 'stops at the first failure', () =>
  withFolder(async (folder) => {
    const { file, calls, env } = makeCheckout(folder, 'sppark');
    const ended = await run('bash', [file, '--docker-hub'], { env: { ...env, FAIL: 'push' } });
    assert.is(ended.status, 1);
    assert.equal(calls(), expected('sppark', false).slice(0, 3));
  }),
);

toolTest(build, ['bash'], 'says everything that is missing before it builds anything', () =>
  withFolder(async (folder) => {
    const file = putGenerated(folder, dockerBuild(sampleCluster()));
    mkdirSync(join(folder, 'bin'));
    mkdirSync(join(folder, 'uengine-cloud-iam'));
    for (const tool of ['bash', 'dirname']) symlinkSync(`/usr/bin/${tool}`, join(folder, 'bin', tool));
    const ended = await run('/bin/bash', [file], { env: { PATH: join(folder, 'bin') } });
    assert.is(ended.status, 1);
    assert.is(ended.stdout, '');
    const missing = [...ended.stderr.matchAll(/ (\S+) is missing/g)].map(([, name]) =>
      name?.replace(`${folder}/`, ''),
    );
    const docker = process.getuid?.() === 0 ? ['docker'] : ['sudo', 'docker'];
    assert.equal(missing, ['mvn', 'java', 'javac', 'node', 'npm', 'bzip2', ...docker, ...FOLDERS]);
  }),
);

/** Fails unless the script refuses before it builds anything. */
async function refuses(checkout: ReturnType<typeof makeCheckout>, args: string[], reason: RegExp, cwd = '/') {
  const ended = await run('bash', [checkout.file, ...args], { env: checkout.env, cwd });
  assert.is(ended.status, 1, ended.stderr);
  assert.match(ended.stderr, reason);
  assert.equal([ended.stdout, checkout.calls()], ['', ['']]);
}

toolTest(build, ['bash'], 'refuses a checkout that is later than the one that all else is for', () =>
  withFolder(async (folder) => {
    const checkout = makeCheckout(folder, 'sppark');
    put(folder, 'uengine-resource/deploy-files/redis.json', '{}');
    await refuses(checkout, ['--docker-hub'], /later than v1\.0.*git checkout v1\.0/);
  }),
);

toolTest(build, ['bash'], 'refuses a config.properties.yml that uegen did not make', () =>
  withFolder(async (folder) => {
    const checkout = makeCheckout(folder, 'sppark');
    putProperties(folder, 'db.password: my-secret-pw\n', 'db.password: secret\n');
    await refuses(checkout, ['--docker-hub'], /config\.properties\.yml is not the one that uegen made/);
    putProperties(folder, 'db.password: secret\n');
    put(folder, 'install/NOT-DEPLOYABLE.txt', 'x');
    await refuses(checkout, ['--docker-hub'], /holds placeholders/);
    rmSync(join(folder, PROPERTIES));
    await refuses(checkout, ['--docker-hub'], /config\.properties\.yml is missing: run uegen build/);
    put(folder, PROPERTIES, 'db.password: secret\n');
    rmSync(join(folder, '.uegen/manifest.json'));
    await refuses(checkout, ['--docker-hub'], /must be readable/);
  }),
);

toolTest(build, ['bash', 'script'], 'asks once before it pushes to an account on Docker Hub', () =>
  withFolder(async (folder) => {
    const checkout = makeCheckout(folder, 'sppark');
    const { file, calls, env } = checkout;
    await refuses(checkout, [], /say --docker-hub/);
    await refuses(checkout, ['--yes'], /there is no option --yes/);
    const answer = (text: string) =>
      run('sh', ['-c', `sleep 1; echo '${text}' | script -qec "bash '${file}'" /dev/null`], { env });
    const refused = await answer('yes');
    assert.is(refused.status, 1);
    assert.match(refused.stdout, /passwords and tokens.*Docker Hub[\s\S]*nothing was built/);
    assert.equal(calls(), ['']);
    const ended = await answer('sppark');
    assert.is(ended.status, 0, ended.stdout);
    assert.equal(calls(), expected('sppark', false));
    assert.is((await run('bash', [file], { env })).status, 0);
    put(folder, '.uegen/docker-hub', 'another\n');
    put(folder, 'calls', '');
    await refuses(checkout, [], /say --docker-hub/);
  }),
);

/** Serves a registry on loopback that answers `status` to everybody. */
async function withRegistry(status: number, body: (host: string) => Promise<void>): Promise<void> {
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/v2/' ? status : 404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await body(`127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

toolTest(
  build,
  ['bash', 'curl'],
  'wants a login before it builds where the registry does, and only there',
  () =>
    withFolder(async (folder) => {
      const names = [(host: string) => host, (host: string) => `${host}/platform`];
      for (const name of names)
        await withRegistry(401, async (host) => {
          rmSync(folder, { recursive: true });
          const checkout = makeCheckout(folder, name(host));
          const reason = new RegExp(`${host} wants a login.*run docker login ${host}`);
          await refuses(checkout, [], reason);
          login(folder, {});
          await refuses(checkout, [], reason);
          login(folder, { auths: { [host]: {} } });
          await refuses(checkout, [], reason);
          put(folder, 'home/.docker/config.json', '{');
          await refuses(checkout, [], /can't be read/);
          login(folder, { auths: { [`http://${host}/v1/`]: { auth: 'eDp5' } } });
          const ended = await run('bash', [checkout.file], { env: checkout.env });
          assert.is(ended.status, 0, ended.stderr);
          assert.equal(checkout.calls(), expected(name(host), false));
        });
      await withRegistry(200, async (host) => {
        rmSync(folder, { recursive: true });
        const { file, env } = makeCheckout(folder, host);
        rmSync(join(folder, 'home'), { recursive: true });
        assert.is((await run('bash', [file], { env })).status, 0);
      });
      rmSync(folder, { recursive: true });
      const { file, env } = makeCheckout(folder, '127.0.0.1:1');
      const ended = await run('bash', [file], { env });
      assert.is(ended.status, 0, ended.stderr);
      assert.match(ended.stderr, /127\.0\.0\.1:1 does not answer from here; going on/);
    }),
);

toolTest(build, ['bash'], "asks docker's credential helpers, that of the registry before that of all", () =>
  withFolder(async (folder) => {
    const checkout = makeCheckout(folder, 'sppark');
    const helper = (answer: string) =>
      `#!/bin/bash\n[ "$1 $(cat)" = 'get https://index.docker.io/v1/' ] && ${answer}\n`;
    put(folder, 'bin/docker-credential-empty', helper('exit 1'), 0o755);
    put(folder, 'bin/docker-credential-full', helper('echo secret'), 0o755);
    login(folder, { auths: { 'https://index.docker.io/v1/': {} }, credsStore: 'empty' });
    await refuses(checkout, ['--docker-hub'], /Docker Hub wants a login.*run docker login$/m);
    login(folder, { credsStore: 'full', credHelpers: { 'https://index.docker.io/v1/': 'empty' } });
    await refuses(checkout, ['--docker-hub'], /Docker Hub wants a login/);
    login(folder, { credsStore: 'empty', credHelpers: { 'index.docker.io': 'full' } });
    const ended = await run('bash', [checkout.file, '--docker-hub'], { env: checkout.env });
    assert.is(ended.status, 0, ended.stderr);
    assert.not.match(`${ended.stdout}${ended.stderr}`, 'secret');
    assert.ok(existsSync(join(folder, '.uegen/docker-hub')));
  }),
);

build.run();
