import { lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { imageResources } from '../support/image-resources.ts';
import { put, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';
import { ends, guideConfig, secrets, uegen, untouched } from './support.ts';

const checkout = suite('uegen in a checkout');

const PROPERTIES = 'uengine-resource/config.properties.yml';
const IAM = 'uengine-cloud-iam/src/main/resources';

/** A checkout with the services' resources, upstream's own values for Maven, and a config unless it lies elsewhere. */
function putCheckout(folder: string, text: string | undefined = guideConfig()): string {
  for (const { source, content } of imageResources()) put(folder, source, content);
  put(folder, PROPERTIES, 'db.password: Walrus-upstream\niam.admin.username: admin\n');
  return text === undefined ? folder : put(folder, 'uengine-resource/config.yml', text);
}

function readProperties(folder: string): string {
  assert.is(lstatSync(join(folder, PROPERTIES)).mode & 0o777, 0o600);
  const text = readFileSync(join(folder, PROPERTIES), 'utf8');
  for (const secret of secrets) assert.match(text, secret);
  return text;
}

checkout('the values for the images are written wherever the config or the tree lies in one', () =>
  withFolder(async (folder) => {
    const config = putCheckout(join(folder, 'a'));
    ends(await uegen(['build', config, '--quiet']), 0);
    const text = readProperties(join(folder, 'a'));
    ends(await uegen(['build', config, '--quiet', '--out', join(folder, 'b')]), 0);
    assert.is(readProperties(join(folder, 'b')), text);
    const outside = put(folder, 'c/config.yml', guideConfig());
    putCheckout(join(folder, 'd'), undefined);
    ends(await uegen(['build', outside, '--quiet', '--out', join(folder, 'd')]), 0);
    assert.is(readProperties(join(folder, 'd')), text);
    ends(await uegen(['build', outside, '--quiet']), 0);
    assert.not.ok(readdirSync(join(folder, 'c')).includes('uengine-resource'));
  }),
);

checkout('the resources are those that the images are built from, not those beside the config', () =>
  withFolder(async (folder) => {
    const config = putCheckout(join(folder, 'a'), guideConfig(['Tapir-admin-9046', "'Tapir #1'"]));
    putCheckout(join(folder, 'b'), undefined);
    put(folder, `b/${IAM}/other.yml`, 'a: "@iam.admin.password@"\n');
    ends(await uegen(['build', config, '--quiet']), 0);
    const { stderr, status } = await uegen(['build', config, '--quiet', '--out', join(folder, 'b')]);
    assert.is(status, 1);
    assert.match(stderr, `config.yml:69:15: error: no spelling of iam.admin.password`);
    assert.match(stderr, `${IAM}/application.yml:7`);
    assert.not.match(stderr, 'Tapir');
  }),
);

const damages: Readonly<Record<string, readonly [string, string | Uint8Array | undefined]>> = {
  'no files in uengine-cloud-server/src/main/resources': ['uengine-cloud-server', undefined],
  'mail.txt:2:1: error: the file is not UTF-8': [`${IAM}/mail.txt`, Buffer.from('a\n\xb8\xde\n', 'latin1')],
  'key.jks:1:3: error: @db.password@ stands in a file that is not text': [
    `${IAM}/key.jks`,
    '\0\x01@db.password@',
  ],
  'b.yml:2:1: error: the service could not read this file': [`${IAM}/b.yml`, 'a: @host.iam@\na: 1\n'],
};

for (const [expected, [path, content]] of Object.entries(damages))
  checkout(`${expected.replace(/^.*error: /, '')}: nothing is written`, () =>
    withFolder(async (folder) => {
      const config = putCheckout(folder);
      if (content === undefined) await run('rm', ['-r', join(folder, path)]);
      else put(folder, path, content);
      await untouched(folder, async () => {
        for (const command of ['build', 'plan', 'validate']) {
          const { stderr, stdout, status } = await uegen([command, config]);
          assert.is(status, 1, stdout);
          assert.match(stderr, expected);
        }
      });
    }),
  );

checkout('plan shows neither the old values nor the new ones, and names what has to follow', () =>
  withFolder(async (folder) => {
    const config = putCheckout(folder);
    for (const args of [['plan'], ['plan', '--json'], ['build', '--check']]) {
      const { stdout, stderr } = ends(await uegen([...args, config]), 2);
      assert.not.match(`${stdout}${stderr}`, 'Walrus');
    }
    ends(await uegen(['build', config, '--quiet']), 0);
    const edits: readonly (readonly [string, string])[] = [
      ['username: admin', 'username: Walrus'],
      ['Tapir-admin-9046', 'Walrus-admin'],
      ['access-token-lifetime: 7200', 'access-token-lifetime: 7201'],
      ['from-name: uengine', 'from-name: Walrus'],
    ];
    for (const edit of edits) {
      writeFileSync(config, guideConfig(edit));
      const { stdout, stderr } = ends(await uegen(['plan', config, '--json']), 2);
      assert.not.match(`${stdout}${stderr}`, 'Walrus');
      const { files, phases } = JSON.parse(stdout);
      const changed = files.filter(({ action }: { action: string }) => action === 'change');
      assert.ok(
        changed.some(({ path }: { path: string }) => path === PROPERTIES),
        edit[1],
      );
      const named = phases.map(({ phase }: { phase: string }) => phase);
      assert.ok(named.includes('package') && named.includes('apps'), named.join(' '));
    }
  }),
);

toolTest(checkout, ['git'], 'a file with secrets that git tracks is a warning until git lets go of it', () =>
  withFolder(async (folder) => {
    const config = putCheckout(folder);
    const git = (...args: string[]) =>
      run('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args]);
    await git('init', '-q');
    assert.not.match(ends(await uegen(['build', config, '--quiet']), 0).stderr, 'git');
    await git('add', '-f', 'uengine-resource/config.properties.yml', 'deploys/db.json', 'install/hosts');
    await git('commit', '-q', '-m', 'x');
    for (const args of [['build'], ['plan'], ['validate']]) {
      const { stderr } = ends(await uegen([...args, config]), 0);
      assert.match(stderr, /^uengine-resource\/config\.properties\.yml: warning: git tracks this file/m);
      assert.match(stderr, /git rm --cached uengine-resource\/config\.properties\.yml$/m);
      assert.match(stderr, /git rm --cached deploys\/db\.json$/m);
      assert.not.match(stderr, 'install/hosts');
    }
    // The tree may lie in a folder of the repository.
    const inner = put(folder, 'inner/config.yml', guideConfig());
    ends(await uegen(['build', inner, '--quiet']), 0);
    await git('add', '-f', 'inner/deploys/db.json');
    assert.match((await uegen(['plan', inner])).stderr, /git rm --cached deploys\/db\.json$/m);
    const env = { PATH: '/nonexistent' };
    assert.is(ends(await uegen(['build', config, '--quiet'], { env }), 0).stderr, '');
    await git('rm', '-q', '--cached', 'uengine-resource/config.properties.yml', 'deploys/db.json');
    assert.is(ends(await uegen(['build', config, '--quiet']), 0).stderr, '');
  }),
);

checkout.run();
