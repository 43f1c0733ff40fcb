import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';
import { build } from 'esbuild';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { configText, generateScenario, root } from './support/scenarios.ts';

const purity = suite('core is pure');

purity('core renders where there is no file system, process, console, clock or chance', async () => {
  const bundle = await build({
    entryPoints: [join(root, 'packages/core/src/index.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'core',
    platform: 'browser',
    conditions: ['source'],
  });
  const poison = () => {
    throw new Error('core is not pure');
  };
  const sandbox = vm.createContext({ TextDecoder, text: configText('valid', 'guide') });
  vm.runInContext('Math.random = Date.now = undefined; delete globalThis.Intl;', sandbox);
  Object.assign(sandbox, { Date: poison, fetch: poison });
  const printed = vm.runInContext(
    `${bundle.outputFiles[0]?.text}; JSON.stringify(core.generate(text).files)`,
    sandbox,
  );
  assert.equal(JSON.parse(printed), JSON.parse(JSON.stringify(generateScenario('valid', 'guide').files)));
});

/** Lints one file as if it lay at `path`, and says whether the linter let it pass. */
function lints(path: string, content: string): boolean {
  const file = join(root, path);
  try {
    writeFileSync(file, content);
    return spawnSync(join(root, 'node_modules/.bin/biome'), ['lint', file], { cwd: root }).status === 0;
  } finally {
    rmSync(file);
  }
}

purity('the linter stops impure imports and globals', () => {
  const probe = 'packages/core/src/outputs/probe-of-the-linter.ts';
  const exported = (line: string) => `${line}\nexport const probe = 1;\n`;
  assert.ok(
    lints(
      probe,
      exported("import type { Cluster } from '../cluster/types.ts';\nexport type Probe = Cluster;"),
    ),
  );
  for (const line of [
    "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;",
    "import { outputFile } from 'fs-extra';\nexport const write = outputFile;",
    'export const now = new Date();',
    'export const home = process.env;',
    "console.log('hello');",
  ])
    assert.not.ok(lints(probe, exported(line)), line);
});

purity('the generated files are not stale', () => {
  const program = `
      import { generated } from '${join(root, 'packages/core/scripts/generate.mjs')}';
      import { compiled } from '${join(root, 'packages/templates/scripts/compile.mjs')}';
      process.stdout.write(JSON.stringify({ core: await generated(), templates: compiled() }));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  const fresh: Record<string, Record<string, string>> = JSON.parse(stdout);
  for (const [name, files] of Object.entries(fresh)) {
    const folder = join(root, 'packages', name, 'src/generated');
    assert.equal(readdirSync(folder).sort(), Object.keys(files).sort());
    for (const [path, text] of Object.entries(files))
      assert.ok(readFileSync(join(folder, path), 'utf8') === text, `${name}/${path}: run npm run generate`);
  }
});

purity.run();
