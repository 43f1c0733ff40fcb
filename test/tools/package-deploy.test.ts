import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { packageDeploy } from '../../packages/core/src/outputs/package-deploy.ts';
import { sampleCluster } from '../support/cluster.ts';
import { findPython2, type Python } from '../support/python2.ts';
import { put, putGenerated, run, withFolder } from '../support/scratch.ts';
import { PYTHON2, toolTest } from '../support/tool.ts';

const deploy = suite('package-deploy.sh');
const TOOLS = ['bash', 'python3', 'timeout'];
const PYTHON_3: Python = { command: 'python3', env: {} };
// CentOS 7's own Python is 2.7, which newer systems no longer have.
const PYTHONS = [
  { needs: TOOLS, name: 'python3', find: () => PYTHON_3 },
  { needs: [...TOOLS, PYTHON2], name: 'python2.7', find: findPython2 },
];
const STAND_IN = fileURLToPath(new URL('../support/dcos.py', import.meta.url));

const IDS: Record<string, string> = {
  'marathon-lb.json': '/marathon-lb',
  'marathon-lb-internal.json': '/marathon-lb-internal',
  'config.json': '/uengine-cloud-config',
  'eureka-server.json': '/eureka-server',
  'db.json': '/uengine-db',
  'iam.json': '/uengine-cloud-iam',
  'cloud-server.json': '/uengine-cloud-server',
  'cloud-ui.json': '/uengine-cloud-ui',
};
const FILES = Object.keys(IDS);
const LIST = 'marathon app list --json';
const add = (file: string) => `marathon app add ${IDS[file]}`;
const LABEL = 'UEGEN_IMAGE_DIGEST';

function app(id: string) {
  return {
    id,
    instances: 1,
    cpus: 0.4,
    networks: [{ mode: 'container/bridge' }],
    container: {
      type: 'DOCKER',
      docker: { image: `sppark${id}:v1` },
      portMappings: [{ containerPort: 8080, hostPort: 0, servicePort: 10000 }],
    },
    labels: { HAPROXY_GROUP: 'external,internal', HAPROXY_0_VHOST: '한글.pas-mini.io' },
    env: { MYSQL_ROOT_PASSWORD: 'my-secret-pw' },
    healthChecks: [{ protocol: 'HTTP', path: '/health' }],
  };
}

let afterFirstRun: string | undefined;

/** A checkout with the eight files, a DC/OS without apps, and a `python` that writes its arguments down. */
function makeSite(folder: string, python: Python = PYTHON_3) {
  const file = putGenerated(folder, packageDeploy(sampleCluster()));
  for (const [name, id] of Object.entries(IDS))
    put(folder, `deploys/${name}`, JSON.stringify(app(id)), 0o600);
  put(folder, 'state/slow', '0');
  put(folder, 'bin/dcos', `#!/bin/sh\nexec python3 -SEs "${STAND_IN}" "$@"\n`, 0o755);
  const variables = Object.entries(python.env).map(([name, value]) => `export ${name}='${value}'\n`);
  put(
    folder,
    'bin/python',
    `#!/bin/sh\necho "$*" >>"${folder}/python-calls"\n${variables.join('')}exec ${python.command} "$@"\n`,
    0o755,
  );
  const env = {
    PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
    DCOS_STATE: join(folder, 'state'),
    UEGEN_DEPLOY_INTERVAL: '1',
    UEGEN_DEPLOY_TIMEOUT: '30',
  };
  const state = (name: string) => join(folder, 'state', name);
  const start = (more: Record<string, string> = {}, ...args: string[]) =>
    run('timeout', ['60', 'bash', file, ...args], { cwd: '/', env: { ...env, ...more } });
  /** The calls since the last look. */
  const calls = () => {
    if (!existsSync(state('calls'))) return [];
    const lines = readFileSync(state('calls'), 'utf8').trimEnd().split('\n');
    rmSync(state('calls'));
    return lines;
  };
  const changes = () => calls().filter((call) => call !== LIST);
  /** The apps that were started since the last look. */
  const starts = () => {
    if (!existsSync(state('starts'))) return [];
    const lines = readFileSync(state('starts'), 'utf8').trimEnd().split('\n');
    rmSync(state('starts'));
    return lines;
  };
  /** Marathon's label of an app, by its id. */
  const label = (id: string) => JSON.parse(readFileSync(state('apps.json'), 'utf8'))[id].labels[LABEL];
  /** Changes what Marathon holds, as somebody does by hand. */
  const edit = (change: (apps: Record<string, ReturnType<typeof app>>) => void) => {
    const apps = JSON.parse(readFileSync(state('apps.json'), 'utf8'));
    change(apps);
    writeFileSync(state('apps.json'), JSON.stringify(apps));
  };
  /** Marathon as a first run leaves it, which the first test that wants it runs. */
  const deployed = async () => {
    if (afterFirstRun === undefined) {
      const ended = await start();
      assert.is(ended.status, 0, ended.stderr);
      afterFirstRun = readFileSync(state('apps.json'), 'utf8');
    } else writeFileSync(state('apps.json'), afterFirstRun);
    for (const record of ['calls', 'starts']) rmSync(state(record), { force: true });
  };
  return { start, deployed, calls, changes, starts, label, edit, state };
}

for (const { needs, name, find } of PYTHONS) {
  toolTest(deploy, needs, `deploys in order and waits for health, with ${name}`, () =>
    withFolder(async (folder) => {
      const { start, calls, changes, state } = makeSite(folder, find());
      writeFileSync(state('slow'), '1');
      const ended = await start();
      assert.is(ended.status, 0, ended.stderr);
      assert.is(ended.stderr, '');
      const [balancers, foundation, services] = [FILES.slice(0, 2), FILES.slice(2, 5), FILES.slice(5)];
      assert.equal(calls(), [
        LIST,
        LIST,
        ...balancers.map(add),
        LIST,
        ...foundation.map(add),
        ...[LIST, LIST],
        LIST,
        ...services.map(add),
      ]);
      assert.match(
        ended.stdout,
        'waiting for /uengine-cloud-config (1 of 1 running, 0 healthy, being deployed), /',
      );
      assert.not.match(readFileSync(join(folder, 'python-calls'), 'utf8'), 'my-secret-pw');

      const again = await start();
      assert.is(again.status, 0, again.stderr);
      assert.equal(changes(), []);
      for (const id of Object.values(IDS)) assert.match(again.stdout, `${id} is current`);
    }),
  );
}

toolTest(deploy, TOOLS, 'updates only the apps that differ', () =>
  withFolder(async (folder) => {
    const { start, deployed, changes, edit } = makeSite(folder);
    await deployed();
    put(folder, 'deploys/iam.json', JSON.stringify({ ...app('uengine-cloud-iam'), instances: 2 }), 0o600);
    edit((apps) => {
      Object.assign(apps['/eureka-server']?.labels ?? {}, { EXTRA: 'by hand' });
      Object.assign(apps['/uengine-db']?.env ?? {}, { EXTRA: 'by hand' });
      apps['/uengine-cloud-ui']?.container.portMappings.push({
        containerPort: 1,
        hostPort: 1,
        servicePort: 1,
      });
      Object.assign(apps['/uengine-cloud-server'] ?? {}, { upgradeStrategy: { maximumOverCapacity: 1 } });
    });
    const ended = await start();
    assert.is(ended.status, 0, ended.stderr);
    assert.equal(changes(), [
      'marathon app update /eureka-server',
      'marathon app update /uengine-db',
      'marathon app update /uengine-cloud-iam',
      'marathon app update /uengine-cloud-ui',
    ]);
    await start();
    assert.equal(changes(), [], 'an update converges');
  }),
);

toolTest(deploy, TOOLS, 'stops at the timeout and names what is not healthy', () =>
  withFolder(async (folder) => {
    const { start, changes, state } = makeSite(folder);
    writeFileSync(state('unhealthy'), '/uengine-db /marathon-lb');
    writeFileSync(state('deploying'), '/uengine-cloud-config');
    writeFileSync(state('doubled'), '/eureka-server');
    const ended = await start({ UEGEN_DEPLOY_TIMEOUT: '1' });
    assert.is(ended.status, 1);
    const unhealthy = [
      '/uengine-cloud-config (1 of 1 running, 1 healthy, being deployed)',
      '/eureka-server (2 of 1 running, 2 healthy)',
      '/uengine-db (1 of 1 running, 0 healthy)',
    ];
    assert.is(
      ended.stderr,
      `package-deploy: still not healthy after 1 seconds:\npackage-deploy: ${unhealthy.join(', ')}\n`,
    );
    assert.equal(changes(), FILES.slice(0, 5).map(add));

    for (const kind of ['unhealthy', 'deploying', 'doubled']) rmSync(state(kind));
    const again = await start();
    assert.is(again.status, 0, again.stderr);
    assert.equal(changes(), FILES.slice(5).map(add), 'the next run goes on from there');
  }),
);

toolTest(deploy, TOOLS, 'stops with the message of a dcos that is not logged in', () =>
  withFolder(async (folder) => {
    const { start, changes, state } = makeSite(folder);
    writeFileSync(state('refuse'), 'Error: Authentication failed. Please run `dcos auth login`');
    const ended = await start();
    assert.is(ended.status, 1);
    assert.match(ended.stderr, /^Error: Authentication failed.*\npackage-deploy: dcos can't ask Marathon/);
    assert.equal(changes(), []);
  }),
);

toolTest(deploy, TOOLS, 'says everything that is missing before it deploys anything', () =>
  withFolder(async (folder) => {
    const { changes, start } = makeSite(folder);
    for (const name of ['db.json', 'cloud-ui.json']) rmSync(join(folder, 'deploys', name));
    mkdirSync(join(folder, 'few'));
    for (const tool of ['bash', 'dirname', 'timeout'])
      symlinkSync(`/usr/bin/${tool}`, join(folder, 'few', tool));
    rmSync(join(folder, 'bin/dcos'));
    const ended = await start({ PATH: `${join(folder, 'bin')}:${join(folder, 'few')}` });
    assert.is(ended.status, 1);
    for (const what of ['the program dcos', '/deploys/db.json', '/deploys/cloud-ui.json']) {
      assert.match(ended.stderr, `${what} is missing`);
    }
    assert.equal(changes(), []);
  }),
);

toolTest(deploy, TOOLS, 'refuses a file that is no app before it deploys anything', () =>
  withFolder(async (folder) => {
    const { changes, start } = makeSite(folder);
    put(folder, 'deploys/cloud-ui.json', '{"id": 1');
    const ended = await start();
    assert.is(ended.status, 1);
    assert.match(ended.stderr, 'cloud-ui.json is no app definition');
    assert.equal(changes(), []);
  }),
);

/** What docker-build.sh leaves behind after a push. */
function pushed(folder: string, id: string, digest: string, registry = 'sppark') {
  put(folder, `.uegen/images${id}`, `sha256:${digest} ${registry}${id}:v1\n${'0'.repeat(64)}\n`, 0o600);
}

for (const { needs, name, find } of PYTHONS) {
  toolTest(deploy, needs, `a new image starts its app anew, and no other, with ${name}`, () =>
    withFolder(async (folder) => {
      const { start, changes, starts, label } = makeSite(folder, find());
      pushed(folder, '/uengine-cloud-iam', 'a1');
      pushed(folder, '/eureka-server', 'e1');
      await start();
      assert.equal(starts(), Object.values(IDS), 'the first run deploys everything');
      assert.is(label('/uengine-cloud-iam'), 'sha256:a1');
      assert.is(label('/uengine-cloud-ui'), undefined);

      await start();
      assert.equal(starts(), [], 'nothing was pushed since');
      changes();

      pushed(folder, '/uengine-cloud-iam', 'a2');
      put(folder, '.uegen/images/uengine-cloud-ui.new', 'sha256:half', 0o600);
      const ended = await start();
      assert.is(ended.status, 0, ended.stderr);
      assert.equal(changes(), ['marathon app update /uengine-cloud-iam']);
      assert.equal(starts(), ['/uengine-cloud-iam']);
      assert.is(label('/uengine-cloud-iam'), 'sha256:a2');
      await start();
      assert.equal(starts(), [], 'a second run restarts nothing');
    }),
  );
}

toolTest(deploy, TOOLS, 'without a record nothing starts anew, and a label stays', () =>
  withFolder(async (folder) => {
    const { start, deployed, starts, label } = makeSite(folder);
    await deployed();
    pushed(folder, '/uengine-cloud-iam', 'a1');
    await start();
    starts();
    rmSync(join(folder, '.uegen'), { recursive: true });
    await start();
    assert.equal(starts(), []);
    assert.is(label('/uengine-cloud-iam'), 'sha256:a1');

    // Another change of the app doesn't lose it either.
    put(folder, 'deploys/iam.json', JSON.stringify({ ...app('/uengine-cloud-iam'), cpus: 2 }), 0o600);
    await start();
    assert.equal(starts(), ['/uengine-cloud-iam']);
    assert.is(label('/uengine-cloud-iam'), 'sha256:a1');

    // A record of another registry says nothing of this image.
    pushed(folder, '/uengine-cloud-iam', 'a2', 'elsewhere');
    await start();
    assert.equal(starts(), []);

    // Of an image by another name nothing is known.
    const moved = { ...app('/uengine-cloud-iam'), container: { docker: { image: 'moved' } } };
    put(folder, 'deploys/iam.json', JSON.stringify(moved), 0o600);
    await start();
    assert.is(label('/uengine-cloud-iam'), undefined);
  }),
);

toolTest(deploy, TOOLS, 'refuses records that are none before it deploys anything', () =>
  withFolder(async (folder) => {
    const { start, changes } = makeSite(folder);
    put(folder, '.uegen/images/uengine-cloud-iam', 'nonsense');
    const ended = await start();
    assert.is(ended.status, 1);
    assert.match(ended.stderr, ".uegen/images can't be read or holds something else");
    assert.not.match(ended.stderr, 'Traceback');
    assert.equal(changes(), []);
  }),
);

toolTest(deploy, TOOLS, '--restart starts the named apps anew and waits for their health', () =>
  withFolder(async (folder) => {
    const { start, deployed, changes, starts, state } = makeSite(folder);
    const early = await start({}, '--restart', 'cloud-server');
    assert.is(early.status, 0, early.stderr);
    assert.match(early.stdout, '/uengine-cloud-server is not deployed yet');
    assert.equal(changes(), []);

    await deployed();
    writeFileSync(state('slow'), '2');
    const ended = await start({}, '--restart', 'cloud-server');
    assert.is(ended.status, 0, ended.stderr);
    assert.equal(changes(), ['marathon app restart /uengine-cloud-server']);
    assert.equal(starts(), ['/uengine-cloud-server']);
    assert.match(ended.stdout, 'waiting for /uengine-cloud-server (1 of 1 running, 0 healthy');

    writeFileSync(state('unhealthy'), '/uengine-cloud-server');
    const ill = await start({ UEGEN_DEPLOY_TIMEOUT: '1' }, '--restart', 'cloud-server', 'iam');
    assert.is(ill.status, 1);
    assert.match(ill.stderr, 'still not healthy after 1 seconds');
  }),
);

toolTest(deploy, TOOLS, '--check only looks; an option that is none is refused', () =>
  withFolder(async (folder) => {
    const { start, calls, changes, state } = makeSite(folder);
    assert.is((await start({}, '--check')).status, 0);
    assert.equal(calls(), [LIST]);
    for (const [args, message] of [
      [['--restart'], '--restart wants the name of an app'],
      [['--restart', 'cloud-server', 'nothing'], 'there is no app nothing'],
      [['iam'], 'there is no option iam'],
      [['--database-moved', 'iam'], 'there is no option iam'],
    ] as const) {
      const ended = await start({}, ...args);
      assert.is(ended.status, 1);
      assert.match(ended.stderr, message);
    }
    writeFileSync(state('refuse'), 'Error: Authentication failed.');
    assert.is((await start({}, '--check')).status, 1);
    assert.equal(changes(), []);
  }),
);

toolTest(deploy, TOOLS, 'gives a running database another password or node only once it has it', () =>
  withFolder(async (folder) => {
    const { start, deployed, changes, edit } = makeSite(folder);
    await deployed();
    const db = { ...app('/uengine-db'), env: { MYSQL_ROOT_PASSWORD: 'another' } };
    put(folder, 'deploys/db.json', JSON.stringify(db), 0o600);
    put(folder, 'deploys/marathon-lb.json', JSON.stringify({ ...app('/marathon-lb'), cpus: 2 }), 0o600);
    const refused = await start();
    assert.is(refused.status, 1);
    assert.match(refused.stderr, "run 'uegen run db-password'");
    assert.not.match(refused.stderr + refused.stdout, 'another');
    assert.equal(changes(), [], 'nothing else is deployed either');

    const ended = await start({}, '--database-password-set');
    assert.is(ended.status, 0, ended.stderr);
    assert.equal(changes(), ['marathon app update /marathon-lb', 'marathon app update /uengine-db']);
    assert.is((await start()).status, 0);
    assert.equal(changes(), []);

    // The data doesn't follow to another node. A constraint of the same address in other words is no move.
    const placed = (address: string) => ({ ...db, constraints: [['hostname', 'LIKE', address]] });
    const write = (app: object) => put(folder, 'deploys/db.json', JSON.stringify(app), 0o600);
    edit((apps) =>
      Object.assign(apps['/uengine-db'] ?? {}, { constraints: [['hostname', 'LIKE', '10.0.0.1']] }),
    );
    write(placed('10\\.0\\.0\\.1'));
    assert.is((await start()).status, 0);
    assert.equal(changes(), ['marathon app update /uengine-db']);
    write({ ...placed('10\\.0\\.0\\.2'), env: { MYSQL_ROOT_PASSWORD: 'third' } });
    for (const [args, message] of [
      [[], 'db.ip has changed'],
      [['--database-password-set'], 'db.ip has changed'],
      [['--database-moved'], 'db.password has changed'],
    ] as const) {
      const { status, stderr } = await start({}, ...args);
      assert.is(status, 1);
      assert.match(stderr, message);
    }
    assert.equal(changes(), []);
    assert.is((await start({}, '--database-moved', '--database-password-set')).status, 0);
    assert.equal(changes(), ['marathon app update /uengine-db']);
  }),
);

deploy.run();
