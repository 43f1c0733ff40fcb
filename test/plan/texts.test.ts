import { generate, secretValues } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { formatManifest, parseManifest } from '../../packages/core/src/plan/manifest.ts';
import { maskLine } from '../../packages/core/src/plan/mask.ts';
import { foldersAbove, pathProblem, pathsProblem } from '../../packages/core/src/plan/paths.ts';
import type { Manifest } from '../../packages/core/src/plan/types.ts';
import { sentinelConfig, sentinels } from '../support/sentinels.ts';

const HASH = 'a'.repeat(64);
const MANIFEST: Manifest = {
  uegen: '1.2.3',
  config: HASH,
  files: [
    { path: 'install/hosts', mode: '0644', hash: HASH, secret: false },
    { path: 'deploys/"quoted" 한글.json', mode: '0600', hash: HASH, secret: true },
  ],
  nodes: [
    { name: 'agent1', address: '10.0.0.1', role: 'agent', state: 'standing' },
    { name: 'old', address: '10.0.0.2', state: 'uninstalling' },
    { name: 'agent2', address: '10.0.0.3', role: 'agent', state: 'standing', database: true },
  ],
};

const manifests = suite('plan: the manifest');

manifests('what is written is read again', () => {
  for (const manifest of [MANIFEST, { ...MANIFEST, files: [], nodes: [] }])
    assert.equal(parseManifest(formatManifest(manifest)), { manifest });
});

manifests('one file or node is one line', () => assert.is(formatManifest(MANIFEST).split('\n').length, 9));

manifests('what could not have been written is refused', () => {
  const [file] = MANIFEST.files;
  const damages: readonly object[] = [
    { files: [{ ...file, path: '../x' }] },
    { files: [{ ...file, mode: '4755' }] },
    { files: [{ ...file, mode: 420 }] },
    { files: [{ ...file, hash: 'A'.repeat(64) }] },
    { files: [{ ...file, secret: 'no' }] },
    { files: [null] },
    { nodes: [{ name: 'a', address: '10.0.0.1', state: 'sleeping' }] },
    { nodes: [{ name: 'a', address: '10.0.0.1', role: 7, state: 'standing' }] },
    { nodes: [{ name: 'a', address: '10.0.0.1', state: 'standing', database: 'yes' }] },
    { nodes: {} },
    { uegen: 1 },
    { format: 2 },
  ];
  const good = JSON.parse(formatManifest(MANIFEST));
  assert.ok('manifest' in parseManifest(JSON.stringify(good)));
  for (const damage of damages)
    assert.ok('problem' in parseManifest(JSON.stringify({ ...good, ...damage })), JSON.stringify(damage));
});

manifests.run();

const paths = suite('plan: paths');

paths('what lies below the root is fine', () => {
  for (const path of ['a', 'a/b', '.gitignore', 'a/..b', 'a b', '한글.yml', '-rf', 'a/.uegenx'])
    assert.is(pathProblem(path), undefined, path);
});

paths('what might not lie there is refused', () => {
  const bad = [
    '',
    '/a',
    '\\a',
    'C:a',
    '..',
    'a/../b',
    './a',
    'a//b',
    'a/',
    '.uegen/x',
    'a/.GIT/x',
    'a\u0000',
    'a\u007f',
  ];
  for (const path of bad) assert.type(pathProblem(path)?.en, 'string', path);
});

paths('two files that can not lie side by side are refused', () => {
  assert.is(pathsProblem(['a', 'b/a', 'b/c/a']), undefined);
  assert.match(pathsProblem(['a', 'a'])?.en ?? '', 'two files are called a');
  assert.match(pathsProblem(['a/B', 'a/b'])?.en ?? '', 'differ only in case');
  assert.match(pathsProblem(['a/b', 'a/b/c'])?.en ?? '', "a/b can't be a file and the folder of a/b/c");
  assert.match(pathsProblem(['x', '../x'])?.en ?? '', 'leads out');
});

paths('the folders above a path', () => {
  assert.equal(foldersAbove('a/b/c'), ['a', 'a/b']);
  assert.equal(foldersAbove('a'), []);
});

paths.run();

const masks = suite('plan: masks');

masks('every secret of a config is known, and its neighbours are not', () => {
  const { config } = generate(sentinelConfig());
  const known = secretValues(config);
  for (const sentinel of sentinels) assert.ok(known.some((value) => value.endsWith(sentinel)));
  for (const value of [config?.db.ip, config?.cluster_name]) assert.not.ok(known.includes(String(value)));
});

masks('a known value is hidden anywhere, a long one before a short one in it', () => {
  assert.is(maskLine('-url: //root:s3cret-long@db', ['s3cret-long', 's3cret']), '-url: //root:********@db');
});

masks('what follows a telling name is hidden, in YAML, JSON and properties', () => {
  const lines: Readonly<Record<string, string>> = {
    '-  password: hunter2': '-  password: ********',
    '-  "client-secret": "a b",': '-  "client-secret": ********',
    '-TOKEN=abc': '-TOKEN=********',
    "-gitlab_rails['smtp_password'] = 'it\\'s'": "-gitlab_rails['smtp_password'] = ********",
    "-  'aws_access_key_id' => 'AKIAKIAKI',": "-  'aws_access_key_id' =********",
    "-  'aws_secret_access_key' => 'secret123',": "-  'aws_secret_access_key' =********",
    '-gitlab.root.password = x': '-gitlab.root.password = ********',
    '-  host: db.example': '-  host: db.example',
    '-  password:': '-  password:',
  };
  for (const [line, shown] of Object.entries(lines)) assert.is(maskLine(line, []), shown);
});

masks.run();
