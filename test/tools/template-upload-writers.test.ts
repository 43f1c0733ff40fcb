import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Cluster } from '../../packages/core/src/cluster/types.ts';
import { cloudConfigApplication } from '../../packages/core/src/outputs/cloud-config-application.ts';
import { cloudConfigServer } from '../../packages/core/src/outputs/cloud-config-server.ts';
import { sampleCluster } from '../support/cluster.ts';
import {
  DATABASE,
  git,
  log,
  makeSite,
  platformCommits,
  putRacingGit,
  TOOLS,
  tree,
} from '../support/gitlab-site.ts';
import { findPython2, type Python } from '../support/python2.ts';
import { root } from '../support/scenarios.ts';
import { put, putGenerated, run, withFolder } from '../support/scratch.ts';
import { PYTHON2, toolTest } from '../support/tool.ts';
import { below, type Entries, entriesOf, foreignEntries, jackson } from '../support/yaml-entries.ts';

const upload = suite('template-upload.sh and other writers');
const OWN = [
  'db',
  'iam',
  'uengine-cloud-config',
  'eureka-server',
  'uengine-cloud-server',
  'uengine-cloud-ui',
];

type Site = Awaited<ReturnType<typeof makeSite>>;

/** The folder cloud-config-repository as a build makes it for a cluster. */
function build(folder: string, cluster: Cluster): string {
  const files = [...cloudConfigApplication(cluster), ...cloudConfigServer(cluster)];
  return readFileSync(putGenerated(join(folder, 'checkout'), files), 'utf8');
}

function stage(app: string, name: string) {
  return {
    internal: `marathon-lb-internal.marathon.mesos:1${app.length}${name.length}`,
    external: `${app}-${name}.pas-mini.io`,
  };
}

/** application.yml as the platform writes it when users have apps: its own services as they were before, and theirs. */
function platformText(
  apps: readonly string[],
  services: object = { db: { external: 'old.pas-mini.io:10002' } },
): string {
  const theirs = apps.map((app) => [
    app,
    { dev: stage(app, 'dev'), prod: stage(app, 'prod'), stg: stage(app, 'stg') },
  ]);
  return jackson({
    zuul: { prefix: '/api' },
    vcap: { services: { ...services, ...Object.fromEntries(theirs) } },
    management: { port: '0123', on: 'yes' },
  });
}

async function application(folder: string): Promise<string> {
  return (await tree(folder, DATABASE))['application.yml'] as string;
}

async function commits(folder: string): Promise<number> {
  return (await log(folder, DATABASE)).trim().split('\n').length;
}

/** Uploads, and checks what always holds: foreign keys as they were, own ones as built, `more` commits, then none. */
async function uploadAndCheck(
  folder: string,
  { start }: Site,
  env: Record<string, string>,
  before: string,
  own: string,
  more: number,
) {
  const count = await commits(folder);
  const ended = await start([DATABASE], env);
  assert.is(ended.status, 0, ended.stderr);
  const after = await application(folder);
  assert.equal(foreignEntries(after, OWN), foreignEntries(before, OWN));
  const [mine, wanted] = [entriesOf(after), entriesOf(own)].map((entries) =>
    below(entries, 'vcap', 'services'),
  );
  for (const service of OWN) assert.equal(values(mine, service), values(wanted, service), service);
  assert.is(await commits(folder), count + more);
  const again = await start([DATABASE], env);
  assert.ok(again.stdout.startsWith(`template-upload: ${DATABASE} is current\n`), again.stderr);
  assert.is(await commits(folder), count + more);
}

// Without its quotes: whoever wrote last chose them.
function values(services: Entries | undefined, name: string) {
  const pairs = below(services ?? [], name).map(([key, value]) => [key, String(value).replace(/^"/, '')]);
  return Object.fromEntries(pairs);
}

/** Has the script find this Python, and no other, as that of ansible; `python2` in the folder then lists its calls. */
function putPython(folder: string, { command, env }: Python): Record<string, string> {
  const variables = Object.entries(env).map(([name, value]) => `${name}='${value}' `);
  const wrapper = `#!/bin/sh\necho >>'${folder}/calls'\n${variables.join('')}exec '${command}' "$@"\n`;
  const python = put(folder, 'bin/python-of-ansible', wrapper, 0o755);
  put(folder, 'bin/ansible-playbook', `#!${python}\nimport ansible\n`, 0o755);
  return { PATH: `${join(folder, 'bin')}:${process.env.PATH}` };
}

const pythons: readonly [string, () => Python | undefined][] = [
  ['python3', () => ({ command: '/usr/bin/python3', env: {} })],
  [PYTHON2, findPython2],
];

for (const [tool, find] of pythons)
  toolTest(upload, [...TOOLS, tool], `merges with ${tool} what the platform and uegen write in turn`, () =>
    withFolder(async (folder) => {
      const site = await makeSite(folder);
      const env = putPython(folder, find() as Python);
      const cluster = sampleCluster();
      const first = platformText(['shop', '0123', 'yes', 'a-b']);
      const rest = { 'dcos-apps.yml': '---\ndcos:\n  apps: ""\n', 'deployment/shop/cd.json': '{}\n' };
      await platformCommits(folder, { ...rest, 'application.yml': first });
      await uploadAndCheck(folder, site, env, first, build(folder, cluster), 1);

      // add-agent: only the other file changes.
      const agent = { name: 'agent8', address: '172.31.9.9', listenPort: 9109 };
      const joined = {
        ...cluster,
        cadvisor: { ...cluster.cadvisor, proxy: [...cluster.cadvisor.proxy, agent] },
      };
      const merged = await application(folder);
      await uploadAndCheck(folder, site, env, merged, build(folder, joined), 1);
      assert.is(await application(folder), merged);
      assert.match((await tree(folder, DATABASE))['uengine-cloud-server.yml'] ?? '', '172.31.9.9');

      // A host moves while an app vanishes and another comes: the platform writes all of the file anew.
      const second = platformText(['a-b', 'later']);
      await platformCommits(folder, { 'application.yml': second });
      const moved = { ...joined, hosts: { ...joined.hosts, db: 'db.moved.test', cloudUi: 'ui.moved.test' } };
      await uploadAndCheck(folder, site, env, second, build(folder, moved), 1);
      assert.not.match(await application(folder), 'shop');

      // What uegen wrote, as the platform writes it: nothing to do.
      const mine = below(entriesOf(await application(folder)), 'vcap', 'services');
      const third = platformText(
        ['later'],
        Object.fromEntries(OWN.map((name) => [name, values(mine, name)])),
      );
      await platformCommits(folder, { 'application.yml': third });
      await uploadAndCheck(folder, site, env, third, build(folder, moved), 0);
      assert.is(await application(folder), third);

      assert.equal(Object.keys(await tree(folder, DATABASE)).sort(), [
        'application.yml',
        'dcos-apps.yml',
        'deployment/shop/cd.json',
        'uengine-cloud-server.yml',
      ]);
      assert.ok(readFileSync(join(folder, 'calls'), 'utf8').length > 8, 'the Python of ansible did it');
    }),
  );

toolTest(upload, TOOLS, 'merges again when the platform takes an app away just before the push', () =>
  withFolder(async (folder) => {
    const site = await makeSite(folder);
    const own = build(folder, sampleCluster());
    await platformCommits(folder, { 'application.yml': platformText(['shop', 'gone']) });
    const meanwhile = platformText(['shop', 'come']);
    await uploadAndCheck(folder, site, putRacingGit(folder, 1, meanwhile), meanwhile, own, 2);
  }),
);

// Debian's place for the library that the platform writes with.
const JARS = '/usr/share/java';

toolTest(
  upload,
  [...TOOLS, 'javac', `${JARS}/jackson-dataformat-yaml.jar`],
  'takes turns with Jackson itself, which adds apps and takes them away',
  () =>
    withFolder(async (folder) => {
      const site = await makeSite(folder);
      const own = build(folder, sampleCluster());
      const program = join(root, 'test/support/Platform.java');
      const compiled = await run('javac', [
        '-J-XX:TieredStopAtLevel=1',
        '-cp',
        `${JARS}/*`,
        '-d',
        join(folder, 'classes'),
        program,
      ]);
      assert.is(compiled.status, 0, compiled.stderr);
      const java = ['-XX:TieredStopAtLevel=1', '-cp', `${join(folder, 'classes')}:${JARS}/*`, 'Platform'];
      /** What the platform makes of GitLab's file; the text as it wrote it. */
      const platform = async (how: 'add' | 'remove', app: string) => {
        const file = put(folder, 'text.yml', await application(folder));
        const ended = await run('java', [...java, how, file, app]);
        assert.is(ended.status, 0, ended.stderr);
        await platformCommits(folder, { 'application.yml': readFileSync(file, 'utf8') });
        return application(folder);
      };
      assert.is((await site.start([DATABASE])).status, 0);
      assert.is(await application(folder), own);
      for (const app of ['shop', '0123', 'on', 'later']) await platform('add', app);
      const before = await platform('remove', 'shop');
      // What uegen wrote, in Jackson's own spelling: nothing to do.
      await uploadAndCheck(folder, site, {}, before, own, 0);

      const cluster = sampleCluster();
      const moved = build(folder, { ...cluster, hosts: { ...cluster.hosts, iam: 'iam.moved.test' } });
      await uploadAndCheck(folder, site, {}, before, moved, 1);
      const after = await platform('add', 'shop');
      await uploadAndCheck(folder, site, {}, after, moved, 0);
      assert.equal(
        below(entriesOf(after), 'vcap', 'services')
          .map(([name]) => name)
          .slice(6),
        ["'0123", 'on', 'later', 'shop'],
      );
    }),
);

toolTest(upload, TOOLS, 'ends before any push where application.yml cannot be merged', () =>
  withFolder(async (folder) => {
    const { start, source } = await makeSite(folder);
    source(`${DATABASE}/application.yml`, 'vcap:\n  services:\n    db: {external: db.test}\n');
    const refuse = async (complaint: string, env: Record<string, string> = {}) => {
      const before = await log(folder, DATABASE);
      // The order of the arguments doesn't matter, nor that of the projects in which this one stands.
      const ended = await start(['template-iam', DATABASE], env);
      assert.is(ended.status, 1, ended.stdout);
      assert.ok(ended.stderr.includes(complaint), ended.stderr);
      assert.is(ended.stdout, '');
      assert.is(await log(folder, DATABASE), before);
      assert.is(await git(folder, '--git-dir=git/template-iam.git', 'for-each-ref'), '');
    };
    const bad = {
      'a: 1\na: 2\n': 'line 2, column 1: a key is given twice',
      'a: &x 1\nb: *x\n': 'line 1, column 4: the platform cannot read anchors and aliases',
      'a:\n\tb: 1\n': 'line 2, column 1',
      'a: 1\n---\nb: 1\n': 'line 2, column 1',
      '- a\n': 'this is no mapping of keys',
      'vcap: [a]\n': 'line 1, column 7: vcap is no mapping of keys',
    };
    for (const [text, complaint] of Object.entries(bad)) {
      await platformCommits(folder, { 'application.yml': text });
      await refuse(complaint);
      await refuse(`application.yml in file://${folder}/git/${DATABASE}.git`);
    }
    await platformCommits(folder, { 'application.yml': platformText(['shop']) });
    put(folder, 'none/yaml.py', 'raise ImportError\n');
    await refuse('no Python with PyYAML is found', { PYTHONPATH: join(folder, 'none') });
    source(`${DATABASE}/application.yml`, 'a: &x 1\n');
    await refuse(`checkout/${DATABASE}/application.yml, line 1, column 4`);

    // Nothing to merge with: no Python is needed.
    rmSync(join(folder, `git/${DATABASE}.git`), { recursive: true });
    await git(folder, 'init', '-q', '--bare', '-b', 'master', `git/${DATABASE}.git`);
    const seeded = await start([DATABASE], { PYTHONPATH: join(folder, 'none') });
    assert.is(seeded.status, 0, seeded.stderr);
  }),
);

/** What the script says about files that changed here, as paths. */
function reported(stdout: string): string[] {
  return stdout
    .split('\n')
    .flatMap((line) => /^ {2}\S+\/template-upload\.sh --file (.+)$/.exec(line)?.[1] ?? []);
}

toolTest(
  upload,
  TOOLS,
  "names the files that changed here and are people's there, and uploads one by --file",
  () =>
    withFolder(async (folder) => {
      const { start, source } = await makeSite(folder);
      source(`${DATABASE}/template/a b.json`, '1\n');
      assert.is((await start()).status, 0);
      await platformCommits(folder, {
        'template/nginx.json': '{"by": "people"}\n',
        'shop-dev.yml': 'a: 1\n',
        'dcos-apps.yml': 'dcos: {}\n',
      });
      await platformCommits(folder, { 'src/README': 'by people\n' }, 'template-iam');
      const theirs = await start();
      assert.equal(
        reported(theirs.stdout),
        [],
        'who changes a file in GitLab is not told of the old one here',
      );

      source(`${DATABASE}/template/nginx.json`, '{"by": "uegen"}\n');
      source(`${DATABASE}/template/a b.json`, '2\n');
      source(`${DATABASE}/dcos-apps.yml`, 'dcos:\n  apps: ""\n');
      source('template-iam/src/new', 'new\n');
      chmodSync(join(folder, 'checkout/template-zuul/src/README'), 0o755);
      const before = await log(folder, DATABASE);
      const ended = await start();
      assert.equal(reported(ended.stdout), [
        `${DATABASE}/template/a\\ b.json`,
        `${DATABASE}/template/nginx.json`,
        'template-iam/src/new',
        'template-zuul/src/README',
      ]);
      assert.is(await log(folder, DATABASE), before);

      const one = await start(
        [
          '--file',
          `${DATABASE}/template/nginx.json`,
          'template-iam/src/new',
          `${DATABASE}/template/a b.json`,
        ],
        putRacingGit(folder, 1),
      );
      assert.is(one.status, 0, one.stderr);
      const {
        'template/nginx.json': text,
        'template/a b.json': other,
        ...rest
      } = await tree(folder, DATABASE);
      assert.equal([text, other], ['{"by": "uegen"}\n', '2\n']);
      assert.is(rest['deployment/race0'], 'race 0\n');
      assert.is(rest['dcos-apps.yml'], 'dcos: {}\n');
      assert.equal(await tree(folder, 'template-iam'), { 'src/README': 'by people\n', 'src/new': 'new\n' });
      assert.match(
        await log(folder, DATABASE),
        /^\w+ \w+ Upload template\/a b\.json\n\w+ \w+ Upload template\/nginx\.json\n/,
      );
      assert.equal(reported((await start()).stdout), ['template-zuul/src/README']);
      const again = await start(['--file', `${DATABASE}/template/nginx.json`]);
      assert.is(again.stdout, `template-upload: ${DATABASE} has template/nginx.json just so\n`);
    }),
);

toolTest(upload, TOOLS, 'uploads by --file only what an operator may', () =>
  withFolder(async (folder) => {
    const { start } = await makeSite(folder);
    const paths = {
      [`${DATABASE}/application.yml`]:
        'needs no --file: template-upload.sh cloud-config-repository uploads it',
      [`${DATABASE}/uengine-cloud-server.yml`]: 'needs no --file',
      [`${DATABASE}/dcos-apps.yml`]: 'belongs to the running platform and is never uploaded',
      [`${DATABASE}/deployment/shop/cd.json`]: 'belongs to the running platform',
      [`${DATABASE}/template`]: 'there is no file',
      [`${DATABASE}/../install/template-upload.sh`]: 'there is no file',
      [`${DATABASE}//template/nginx.json`]: 'there is no file',
      'install/template-upload.sh': 'is in none of the projects',
      '/etc/passwd': 'is in none of the projects',
    };
    const ended = await start(['--file', ...Object.keys(paths)]);
    assert.is(ended.status, 1);
    for (const [path, complaint] of Object.entries(paths)) {
      const line = ended.stderr.split('\n').find((text) => text.includes(path) && text.includes(complaint));
      assert.ok(line, `${path}: ${ended.stderr}`);
    }
    assert.match((await start(['--file'])).stderr, '--file wants the path of a file');
    assert.match((await start(['--all'])).stderr, 'there is no option --all');

    const empty = await start(['--file', `${DATABASE}/template/nginx.json`]);
    assert.match(
      empty.stderr,
      'is empty: template-upload.sh cloud-config-repository uploads the whole folder',
    );
    await platformCommits(folder, { template: 'a file\n' });
    const inTheWay = await start(['--file', `${DATABASE}/template/nginx.json`]);
    assert.match(inTheWay.stderr, "template/nginx.json can't be uploaded: in GitLab a folder is a file");
    assert.equal(await tree(folder, DATABASE), { template: 'a file\n' });
  }),
);

upload.run();
