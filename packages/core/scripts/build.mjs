// Builds dist/: one module with the templates and the validator in it, and its types.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { leanSchema } from './lean-schema.mjs';

const here = dirname(dirname(fileURLToPath(import.meta.url)));

rmSync(join(here, 'dist'), { recursive: true, force: true });
await build({
  absWorkingDir: here,
  entryPoints: ['src/index.ts'],
  outfile: 'dist/index.js',
  bundle: true,
  format: 'esm',
  platform: 'neutral',
  target: 'node16',
  conditions: ['source'],
  plugins: [leanSchema],
  external: ['js-yaml', 'js-yaml-source-map', 'smol-toml', 'yaml'],
});
const { status } = spawnSync(join(here, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json'], {
  cwd: here,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
