import { chmodSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
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

/** A checkout with the script, its folders and stand-ins that write each call to `calls`. */
function makeCheckout(folder: string, registry: string) {
  const cluster = sampleCluster();
  cluster.registry.package = registry;
  const file = putGenerated(folder, dockerBuild(cluster));
  for (const name of FOLDERS) mkdirSync(join(folder, name), { recursive: true });
  put(folder, 'calls', '', 0o666);
  const record = `#!/bin/bash\necho "\${PWD#"${folder}/"}: \${0##*/} $*" >>"${folder}/calls"\n`;
  for (const tool of ['mvn', 'java', 'javac', 'node', 'npm', 'bzip2'])
    put(folder, `bin/${tool}`, record, 0o755);
  put(folder, 'bin/docker', `${record}[ -z "\${FAIL:-}" ] || [ "$1" != "$FAIL" ]\n`, 0o755);
  put(folder, 'bin/sudo', `${record}exec "$@"\n`, 0o755);
  chmodSync(folder, 0o755);
  const calls = () => readFileSync(join(folder, 'calls'), 'utf8').trimEnd().split('\n');
  return { file, calls, env: { PATH: `${join(folder, 'bin')}:/usr/bin:/bin` } };
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
    const ended = await run('bash', [file], { env, cwd: '/' });
    assert.is(ended.status, 0, ended.stderr);
    assert.equal(calls(), expected('sppark', false));
  }),
);

toolTest(build, ['root', 'bash'], 'calls docker through sudo when it is not root', () =>
  withFolder(async (folder) => {
    const { env, calls } = makeCheckout(folder, 'sppark');
    const cwd = join(folder, 'install');
    const ended = await run('sh', ['docker-build.sh'], { env, cwd, uid: NOBODY });
    assert.is(ended.status, 0, ended.stderr);
    assert.equal(calls(), expected('sppark', true));
  }),
);

toolTest(build, ['root', 'bash'], 'takes the registry as it is written', () =>
  withFolder(async (folder) => {
    const registry = `it's "$(touch hit)" \`touch hit\` %s`;
    const { file, calls, env } = makeCheckout(folder, registry);
    const ended = await run('bash', [file], { env });
    assert.is(ended.status, 0, ended.stderr);
    assert.equal(calls(), expected(registry, false));
  }),
);

toolTest(build, ['root', 'bash'], 'stops at the first failure', () =>
  withFolder(async (folder) => {
    const { file, calls, env } = makeCheckout(folder, 'sppark');
    const ended = await run('bash', [file], { env: { ...env, FAIL: 'push' } });
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

build.run();
