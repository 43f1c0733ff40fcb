import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { root } from './support/scenarios.ts';
import { put, run } from './support/scratch.ts';

// The packages as others get them: packed, installed into a project of its own, compiled and run there.
const test = suite('packages');

const NAMES = ['core', 'cli'] as const;
const USE = `
import { type ConfigInput, type GenerateResult, generate, type Output, type Rule } from '@uegen/core';
import { planFiles } from '@uegen/core/plan';
import { phases, type PhaseName } from '@uegen/core/phases';
const made: GenerateResult = generate('cluster_name: x');

const first: PhaseName | undefined = phases[0]?.name;
const mail: Partial<ConfigInput['iam']['mail']> = { port: 587, 'smtp-auth': true };
// @ts-expect-error A version is text.
const docker: ConfigInput['docker'] = { version: 17.05 };
const output: Output = ({ name }) => [{ path: name, content: '', mode: '0644', secret: false }];
const rule: Rule = () => [{ code: 'extension', message: 'x', path: ['cluster_name'] }];
generate('', { outputs: [output], rules: [rule] });
void [mail, docker];

// @ts-expect-error A plan compares what is wanted with what lies on disk.
planFiles();
console.log(made.files.length, made.diagnostics.length > 0, first);
`;
const RUN = `
const made = generate('cluster_name: x');
console.log(typeof planFiles, phases.length > 20, made.files.length, made.diagnostics.length > 0, schema.type);
`;

let folder = '';

// scripts/test.mjs keeps them from all others.
const certificates = process.env.UEGEN_NPM_CA_CERTS;

async function succeed(command: string, args: readonly string[]): Promise<string> {
  const env = certificates ? { NODE_EXTRA_CA_CERTS: certificates } : {};
  const { status, stdout, stderr } = await run(command, args, { cwd: folder, env });
  assert.is(status, 0, `${command} ${args.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

const tarball = (name: string) => readdirSync(folder).find((file) => file.startsWith(name)) as string;
const contents = (name: string) =>
  spawnSync('tar', ['-tzf', join(folder, tarball(name))], { encoding: 'utf8' }).stdout;

test.before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'uegen-packages-'));
  // They are built already, and prepack would build them anew below the other tests.
  for (const name of NAMES)
    await succeed('npm', ['pack', '--ignore-scripts', '--silent', join(root, 'packages', name)]);
  put(folder, 'package.json', '{ "private": true }\n');
  await succeed('npm', [
    'install',
    '--no-audit',
    '--no-fund',
    '--silent',
    `./${tarball('uegen-core')}`,
    `./${tarball('uegen-0')}`,
  ]);
});
test.after(() => rmSync(folder, { recursive: true, force: true }));

test('they hold their licence, that of others, a description and nothing else', () => {
  for (const name of ['uegen-core', 'uegen-0']) {
    const paths = contents(name).trim().split('\n');
    for (const file of ['LICENSE', 'README.md', 'THIRD-PARTY-NOTICES', 'package.json'])
      assert.ok(paths.includes(`package/${file}`), `${name}: ${file}`);
    const pages = name === 'uegen-0' ? ['man/uegen.1', 'man/ko/uegen.1'] : [];
    for (const page of pages) assert.ok(paths.includes(`package/${page}`), page);
    assert.equal(
      paths.filter(
        (path) =>
          !/^package\/(dist\/|schema\/|man\/(ko\/)?uegen\.1$|[A-Z-]+(\.md)?$|package\.json$)/.test(path),
      ),
      [],
    );
  }
  const notices = readFileSync(join(folder, 'node_modules/uegen/THIRD-PARTY-NOTICES'), 'utf8');
  for (const name of ['yaml', 'js-yaml', 'yargs', 'fs-extra', 'ajv', 'diff'])
    assert.match(notices, new RegExp(`^${name} \\d`, 'm'));
  const bundle = readFileSync(join(folder, 'node_modules/uegen/dist/uegen.cjs'), 'utf8');
  for (const text of [readFileSync(join(root, 'LICENSE'), 'utf8'), notices])
    assert.ok(bundle.includes(text), 'the licences travel with the bundle');
});

test('they say which repository they come from, without the password in its address', () => {
  const { hooks } = createRequire(import.meta.url)(join(root, '.pnpmfile.cjs'));
  const clone = join(folder, 'clone');
  const packed = join(clone, 'packages/core');
  mkdirSync(packed, { recursive: true });
  const git = (...args: string[]) => assert.is(spawnSync('git', ['-C', clone, ...args]).status, 0);
  git('init', '--quiet');
  assert.equal(hooks.beforePacking({ name: 'x' }, packed), { name: 'x' });
  git('remote', 'add', 'origin', 'https://me:my-own-pw@git.test/team/uegen.git');
  assert.equal(hooks.beforePacking({ name: 'x' }, packed), {
    name: 'x',
    repository: { type: 'git', url: 'https://git.test/team/uegen.git', directory: 'packages/core' },
  });
});

test('publint finds nothing wrong', async () => {
  for (const name of NAMES) {
    const { messages, pkg } = await publint({
      pkgDir: join(root, 'packages', name),
      strict: true,
      pack: 'npm',
    });
    // It looks for `import` in texts too, and the bundle holds Python's.
    const wrong = messages.filter(({ code }) => name === 'core' || code !== 'FILE_INVALID_EXPLICIT_FORMAT');
    assert.equal(
      wrong.map((message) => formatMessage(message, pkg)),
      [],
    );
  }
});

test('their types are right for every kind of module', async () => {
  await succeed(join(root, 'node_modules/.bin/attw'), [tarball('uegen-core'), '--profile', 'node16']);
});

test('they compile for every kind of module', async () => {
  for (const [file, module, resolution] of [
    ['use.mts', 'node16', 'node16'],
    ['use.cts', 'node16', 'node16'],
    ['use.ts', 'esnext', 'bundler'],
  ] as const) {
    put(folder, file, USE);
    await succeed(join(root, 'node_modules/.bin/tsc'), [
      ...['--noEmit', '--strict', '--target', 'es2021', '--types', 'node'],
      ...['--typeRoots', join(root, 'node_modules/@types')],
      ...['--module', module, '--moduleResolution', resolution, file],
    ]);
  }
});

test('they run as ES modules and as CommonJS', async () => {
  const names = [
    ['generate', '@uegen/core'],
    ['planFiles', '@uegen/core/plan'],
    ['phases', '@uegen/core/phases'],
  ];
  const schema = '@uegen/core/schema.json';
  put(
    folder,
    'use.mjs',
    `import { createRequire } from 'node:module';
${names.map(([name, from]) => `import { ${name} } from '${from}';`).join('\n')}
const schema = createRequire(import.meta.url)('${schema}');${RUN}`,
  );
  put(
    folder,
    'use.cjs',
    `${names.map(([name, from]) => `const { ${name} } = require('${from}');`).join('\n')}
const schema = require('${schema}');${RUN}`,
  );
  for (const file of ['use.mjs', 'use.cjs'])
    assert.is(await succeed('node', [file]), 'function true 0 true object\n');
});

test('the command is there', async () => {
  assert.match(await succeed('npx', ['--no-install', 'uegen', '--version']), /^\d+\.\d+\.\d+\n$/);
});

test.run();
