import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'acorn';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { root } from '../support/scenarios.ts';
import { withFolder } from '../support/scratch.ts';
import { bundle, otherNode } from './support.ts';

const test = suite('uegen on another Node');

const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'test/nodes/package.json'), 'utf8'));
const versions = Object.entries<string>(optionalDependencies).map(([name, from]) => ({
  name,
  version: `v${from.replace(/^.*@/, '')}`,
  node: otherNode(name),
}));
const NEEDED = /^v(?:1[6-9]|[2-9]\d)\./;

function start(node: string, file: string, env: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync(node, [file, '--version'], { encoding: 'utf8', env });
  return { status, stdout, stderr };
}

test('the bundled file parses as ES5', () => {
  parse(readFileSync(bundle, 'utf8'), { ecmaVersion: 5, allowHashBang: true });
});

test('old ones and one that runs it are looked at', () => {
  assert.ok(versions.filter(({ version }) => !NEEDED.test(version)).length >= 4);
  assert.ok(versions.some(({ version }) => NEEDED.test(version)));
});

for (const { name, version, node } of versions) {
  if (node === undefined) {
    console.log(`skipped ${name}: it is not installed`);
    test.skip(name, () => {});
    continue;
  }
  if (NEEDED.test(version))
    test(`${version} runs it, also alone in a folder`, () =>
      withFolder(async (folder) => {
        const copy = join(folder, 'uegen');
        copyFileSync(bundle, copy);
        for (const file of [bundle, copy]) {
          const { status, stdout, stderr } = start(node, file, {});
          assert.equal([status, stderr], [0, '']);
          assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
        }
      }));
  else
    test(`${version} is told which Node is needed, and where to get one`, () => {
      const place = 'https://nodejs.org/dist/v16.20.2/\n';
      assert.equal(start(node, bundle, { LANG: 'en_US.UTF-8' }), {
        status: 1,
        stdout: '',
        stderr: `uegen needs Node 16.20 or later; this is ${version}.\n  The last one that runs on CentOS 7 is 16.20.2: ${place}`,
      });
      assert.equal(start(node, bundle, { LANG: 'ko_KR.UTF-8' }), {
        status: 1,
        stdout: '',
        stderr: `uegen 에는 Node 16.20 이상이 필요합니다. 이 Node 는 ${version} 입니다.\n  CentOS 7 에서 실행되는 마지막 버전은 16.20.2 입니다: ${place}`,
      });
      assert.match(start(node, bundle, { LC_ALL: 'C', LANG: 'ko_KR.UTF-8' }).stderr, /^uegen needs/);
    });
}

test.run();
