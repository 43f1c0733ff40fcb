import { appendFileSync, chmodSync, copyFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { notices } from '../../../scripts/notices.mjs';
import { compiledIn } from '../../core/scripts/compiled-in.mjs';
import { leanSchema } from '../../core/scripts/lean-schema.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const outfile = join(root, 'dist/uegen.cjs');
const core = createRequire(join(root, '../core/package.json'));

// Of yaml only what is used goes along: its ES modules, which declare no side effects where Node would get CommonJS as a
// whole.
const yamlFolder = join(dirname(core.resolve('yaml')), '../browser/dist');
const lean = {
  name: 'lean',
  setup({ onResolve }) {
    onResolve({ filter: /^yaml(?:\/util)?$/ }, ({ path }) => ({
      path: join(yamlFolder, path === 'yaml' ? 'index.js' : 'util.js'),
      sideEffects: false,
    }));
    onResolve({ filter: /^\.\.?\// }, ({ path, importer }) =>
      importer.startsWith(yamlFolder)
        ? { path: join(dirname(importer), path), sideEffects: false }
        : undefined,
    );
  },
};

// One file: a cold start reads it once, and an operator can copy it to any machine that has Node.
const { metafile } = await build({
  entryPoints: [join(root, 'src/main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node16',
  format: 'cjs',
  minify: true,
  legalComments: 'none',
  metafile: true,
  conditions: ['source'],
  plugins: [lean, leanSchema],
  // Where yargs looks for translations: in no folder that may hold somebody else's.
  define: { __dirname: '"/nonexistent/uegen"' },
  banner: { js: '#!/usr/bin/env node' },
  logLevel: 'warning',
});
const others = notices([metafile], process.cwd(), compiledIn);
writeFileSync(join(root, 'THIRD-PARTY-NOTICES'), others);
copyFileSync(join(root, '../../LICENSE'), join(root, 'LICENSE'));
// The file travels alone, too.
appendFileSync(outfile, `\n/*\n${others.replaceAll('*/', '* /')}*/\n`);
chmodSync(outfile, 0o755);
