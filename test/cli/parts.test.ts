import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { requireLasting } from '../../packages/cli/scripts/part.mjs';
import { commands } from '../../packages/cli/src/commands/index.ts';
import { root } from '../support/scenarios.ts';
import { put, run, withFolder } from '../support/scratch.ts';
import { bundle, ends, guideConfig } from './support.ts';

// What a run loads decides how long it takes to start. Bytes and names are the same on every machine; time isn't.
const test = suite('what a run loads');

interface Loaded {
  parts: readonly { name: string; bytes: number }[];
  builtins: readonly string[];
}

async function loaded(folder: string, args: readonly string[]): Promise<Loaded> {
  const report = join(folder, 'usage.json');
  const hook = join(root, 'bench/usage.cjs');
  ends(
    await run(process.execPath, ['-r', hook, bundle, ...args], {
      cwd: folder,
      env: { UEGEN_BENCH_REPORT: report },
    }),
    0,
  );
  return JSON.parse(readFileSync(report, 'utf8'));
}

const names = ({ parts }: Loaded) => parts.map(({ name }) => name);
const bytes = ({ parts }: Loaded) => parts.reduce((sum, part) => sum + part.bytes, 0);

/** What no run needs that has nothing to explain. */
const EXPLAINS = ['cliui', 'string-width', 'require-directory', 'get-caller-file', 'diff-library', 'dialog'];
const STREAMS = ['net', 'child_process', 'assert', 'readline'];

test('the version: the command line, and neither a command nor the library nor a stream', () =>
  withFolder(async (folder) => {
    const run = await loaded(folder, ['--version']);
    assert.ok(bytes(run) < 110_000, `${bytes(run)} bytes`);
    for (const name of ['stream', ...STREAMS]) assert.not.ok(run.builtins.includes(name), name);
    for (const name of [...EXPLAINS, 'fs-extra-esm', ...Object.keys(commands)])
      assert.not.ok(names(run).includes(name), name);
  }));

test('a command costs the others nothing but its line in the list', () =>
  withFolder(async (folder) => {
    for (const name of Object.keys(commands)) {
      const run = await loaded(folder, [name, '--help']);
      assert.ok(names(run).includes('cliui'), `${name}: the help is laid out by the library`);
      assert.ok(bytes(run) < 170_000, `${name} --help: ${bytes(run)} bytes`);
      for (const other of Object.keys(commands))
        assert.not.ok(names(run).includes(other), `${name}: ${other}`);
    }
  }));

test('a build: what it needs, and what makes folders only where it writes', () =>
  withFolder(async (folder) => {
    put(folder, 'config.yml', guideConfig());
    const args = ['build', 'config.yml', '--out', 'out', '--quiet'];
    const first = await loaded(folder, args);
    const again = await loaded(folder, args);
    assert.ok(names(first).includes('fs-extra-esm'));
    assert.not.ok(names(again).includes('fs-extra-esm'));
    assert.ok(bytes(first) < 770_000, `${bytes(first)} bytes`);
    for (const run of [first, again]) {
      for (const name of [...EXPLAINS, ...MISTAKES]) assert.not.ok(names(run).includes(name), name);
      for (const name of CONTENTS) assert.ok(names(run).includes(name), name);
      for (const name of STREAMS) assert.not.ok(run.builtins.includes(name), name);
      const commandsLoaded = names(run).filter((name) => Object.hasOwn(commands, name));
      assert.equal(commandsLoaded, ['build']);
    }
  }));

/** What only a mistake needs, or what only a file's content does. */
const CONTENTS = ['core-serialize-yaml', 'core-serialize-render', 'core-runbook-document'];
const MISTAKES = ['core-slips-find', 'core-parse-places', 'core-parse-duplicates', 'core-config-explain'];

test('validate: neither what writes nor what compares', () =>
  withFolder(async (folder) => {
    put(folder, 'config.yml', guideConfig());
    const run = await loaded(folder, ['validate', 'config.yml']);
    assert.ok(bytes(run) < 540_000, `${bytes(run)} bytes`);
    for (const name of ['stream', 'crypto']) assert.not.ok(run.builtins.includes(name), name);
    for (const name of [...EXPLAINS, ...CONTENTS, ...MISTAKES, 'fs-extra-esm', 'build', 'plan'])
      assert.not.ok(names(run).includes(name), name);
    for (const name of STREAMS) assert.not.ok(run.builtins.includes(name), name);
  }));

test('what one part takes from another is taken once: an export that changes later stops the build', () =>
  withFolder(async (folder) => {
    const stops = (source: string) =>
      assert.throws(
        () => requireLasting({ inputs: { [put(folder, 'a.mjs', source)]: {} }, outputs: {} }),
        /a\.mjs exports a, which changes/,
      );
    stops('export let a = 1;\nexport function b() { a = 2; }\n');
    stops('let a;\nexport const b = () => { a ??= 2; };\nexport { a as c, b };\n');
    const kept = 'export var a; (function (a) { a[0] = 1; })(a || (a = {}));\nexport const b = a;\n';
    requireLasting({ inputs: { [put(folder, 'a.mjs', kept)]: {} }, outputs: {} });
  }));

test('parts that wait for each other stop the build', () => {
  const to = (path: string) => ({ imports: [{ path, kind: 'import-statement' }] });
  assert.throws(
    () => requireLasting({ inputs: {}, outputs: { a: to('b'), b: to('c'), c: to('a') } }),
    /parts wait for each other: a, b, c, a/,
  );
  requireLasting({ inputs: {}, outputs: { a: to('b'), b: to('c'), c: to('node:fs') } });
});

test.run();
