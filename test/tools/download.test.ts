import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { download } from '../../packages/core/src/outputs/download.ts';
import { sampleCluster } from '../support/cluster.ts';
import { put, putGenerated, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';

const script = suite('download.sh');
const TOOLS = ['bash', 'git', 'curl', 'sha256sum'];
const FOLDERS = [
  'template-iam',
  'template-springboot',
  'template-vuejs',
  'template-zuul',
  'uengine-cloud-config',
  'uengine-cloud-iam',
  'uengine-cloud-server',
  'uengine-cloud-ui',
  'uengine-eureka-server',
];
const INSTALLER = '#!/bin/bash\necho DC/OS\n';
const sumOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** A repository with v1.0 and a later revision, an installer to be had, and a tree with nothing but the script. */
async function makeSite(folder: string, checksum = '') {
  const source = join(folder, 'source');
  const git = async (...args: string[]) => {
    const ended = await run('git', ['-c', 'user.name=x', '-c', 'user.email=x@x', ...args], { cwd: source });
    assert.is(ended.status, 0, ended.stderr);
  };
  for (const name of [...FOLDERS, 'document']) put(source, `${name}/README`, `${name} of v1.0\n`);
  await git('init', '-q', '-b', 'master');
  await git('add', '-A');
  await git('commit', '-q', '-m', 'v1.0');
  await git('tag', 'v1.0');
  put(source, 'uengine-resource/deploy-files/redis.json', '{}');
  await git('add', '-A');
  await git('commit', '-q', '-m', 'later');
  put(folder, 'mirror/installer', INSTALLER);
  const root = join(folder, 'tree');
  /** Runs it for a config with another revision, or another address of the installer. */
  const start = (revision = 'v1.0', installer = `file://${folder}/mirror/installer`) => {
    const cluster = sampleCluster();
    cluster.platform = { repository: `file://${source}`, revision };
    cluster.dcos = { ...cluster.dcos, installer, installerChecksum: checksum };
    const file = putGenerated(root, download(cluster));
    return run('bash', [file], { cwd: '/', env: { PATH: process.env.PATH ?? '', HOME: folder } });
  };
  return { start, root, installer: join(root, 'install/dcos_generate_config.sh') };
}

toolTest(script, TOOLS, 'fetches what is missing at the revision that fits, once', () =>
  withFolder(async (folder) => {
    const { start, root, installer } = await makeSite(folder);
    put(root, 'template-iam/README', 'mine\n');
    const ended = await start();
    assert.is(ended.status, 0, ended.stderr);
    assert.is(ended.stderr, '');
    assert.equal(readdirSync(root).sort(), ['.uegen', 'install', ...FOLDERS]);
    assert.is(readFileSync(join(root, 'template-iam/README'), 'utf8'), 'mine\n', 'what is there is kept');
    assert.is(readFileSync(join(root, 'uengine-cloud-ui/README'), 'utf8'), 'uengine-cloud-ui of v1.0\n');
    assert.is(readFileSync(installer, 'utf8'), INSTALLER);
    assert.match(ended.stdout, `set dcos.installer-checksum: sha256:${sumOf(INSTALLER)}`);
    assert.equal(readdirSync(join(root, 'install')).sort(), ['dcos_generate_config.sh', 'download.sh']);

    const again = await start();
    assert.equal([again.status, again.stderr], [0, '']);
    assert.is(
      again.stdout,
      "download: the platform's sources are there and kept\ndownload: dcos_generate_config.sh is there and kept\n",
    );
  }),
);

toolTest(script, TOOLS, 'warns of another installer than the first, and keeps it', () =>
  withFolder(async (folder) => {
    const { start, installer } = await makeSite(folder);
    await start();
    put(join(installer, '..'), 'dcos_generate_config.sh', '#!/bin/sh\n');
    const other = await start();
    assert.is(other.status, 0);
    assert.match(
      other.stderr,
      `warning: the checksum of dcos_generate_config.sh is sha256:${sumOf('#!/bin/sh\n')}`,
    );
    assert.is(readFileSync(installer, 'utf8'), '#!/bin/sh\n');
  }),
);

toolTest(script, TOOLS, 'refuses another checksum than that of config.yml, there or fetched', () =>
  withFolder(async (folder) => {
    const { start, installer } = await makeSite(folder, `sha256:${sumOf('another')}`);
    const fetched = await start();
    assert.is(fetched.status, 1);
    assert.match(fetched.stderr, 'not the one of dcos.installer-checksum');
    assert.not.ok(existsSync(installer));
    put(join(installer, '..'), 'dcos_generate_config.sh', INSTALLER);
    assert.is((await start()).status, 1);
    put(join(installer, '..'), 'dcos_generate_config.sh', 'another');
    assert.is((await start()).status, 0);
  }),
);

toolTest(script, TOOLS, 'leaves nothing behind where it can not fetch', () =>
  withFolder(async (folder) => {
    const { start, root, installer } = await makeSite(folder);
    put(folder, 'mirror/page', '<html>Not found</html>\n');
    const later = await start('master');
    assert.is(later.status, 1);
    assert.match(
      later.stderr,
      'master has uengine-resource/deploy-files/redis.json and so is later than v1.0',
    );
    const none = await start('v9');
    assert.is(none.status, 1);
    assert.match(none.stderr, 'has no v9, or can');
    assert.equal(readdirSync(root), ['install']);
    for (const [name, message] of [
      ['page', 'answered with something that is no script'],
      ['nothing', "can't be downloaded"],
    ]) {
      const ended = await start('v1.0', `file://${folder}/mirror/${name}`);
      assert.is(ended.status, 1);
      assert.match(ended.stderr, message ?? '');
      assert.not.ok(existsSync(installer));
    }
    assert.equal(readdirSync(join(root, 'install')), ['download.sh']);
  }),
);

toolTest(script, TOOLS, 'puts nothing beside sources of a later revision', () =>
  withFolder(async (folder) => {
    const { start, root } = await makeSite(folder);
    await start();
    put(root, 'uengine-resource/deploy-files/redis.json', '{}');
    const kept = await start();
    assert.is(kept.status, 0);
    assert.match(kept.stderr, 'warning: they have uengine-resource/deploy-files/redis.json');
    rmSync(join(root, 'template-zuul'), { recursive: true });
    const ended = await start();
    assert.is(ended.status, 1);
    assert.match(ended.stderr, 'git checkout v1.0');
    assert.not.ok(existsSync(join(root, 'template-zuul')));
  }),
);

script.run();
