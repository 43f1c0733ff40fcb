import { chmodSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const outfile = join(root, 'dist/uegen.cjs');
const core = createRequire(join(root, '../core/package.json'));

// One file: a cold start reads it once, and an operator can copy it to any machine that has Node.
await build({
  entryPoints: [join(root, 'src/main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node16',
  format: 'cjs',
  minify: true,
  legalComments: 'eof',
  conditions: ['source'],
  // Its ES modules, of which only what is used goes along; what Node would get is CommonJS and goes along whole.
  alias: { yaml: join(dirname(core.resolve('yaml')), '../browser/dist/index.js') },
  banner: { js: '#!/usr/bin/env node' },
  logLevel: 'warning',
});
chmodSync(outfile, 0o755);
