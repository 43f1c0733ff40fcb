// Builds dist/: for each entry point an ES module, a CommonJS module and one declaration, with the templates and the
// validator inside.
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { notices } from '../../../scripts/notices.mjs';
import { compiledIn } from './compiled-in.mjs';
import { leanJson } from './lean-json.mjs';

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const { exports, dependencies, engines } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
const external = Object.keys(dependencies);

/** Every entry point that is a module: its name in dist/ and its source, as package.json has them. */
const entries = Object.entries(exports)
  .filter(([, target]) => target.source !== undefined)
  .map(([path, { source }]) => ({ name: path === '.' ? 'index' : path.slice('./'.length), source }));

const bundle = {
  absWorkingDir: here,
  entryPoints: entries.map(({ name, source }) => ({ in: source, out: name })),
  outdir: 'dist',
  bundle: true,
  platform: 'neutral',
  target: `node${engines.node.replace('>=', '')}`,
  conditions: ['source'],
  plugins: [leanJson()],
  external,
  metafile: true,
};

/** The declarations of the sources, one file each, below dist/types. */
function declare() {
  const tsc = join(here, '../../node_modules/.bin/tsc');
  const { status } = spawnSync(tsc, ['-p', 'tsconfig.build.json'], { cwd: here, stdio: 'inherit' });
  if (status !== 0) throw new Error('tsc makes no declarations');
}

/** One declaration for an entry point, for both kinds of modules. */
async function declareEntry({ name, source }) {
  const input = join(here, 'dist/types/core', source.replace(/\.ts$/, '.d.ts'));
  const declarations = await rollup({ input, external, plugins: [dts()] });
  await declarations.write({ file: join(here, `dist/${name}.d.ts`), format: 'es' });
  await declarations.close();
  copyFileSync(join(here, `dist/${name}.d.ts`), join(here, `dist/${name}.d.cts`));
}

rmSync(join(here, 'dist'), { recursive: true, force: true });
// What several entry points share lies in one module of its own: a program may use all of them.
const { metafile } = await build({ ...bundle, format: 'esm', splitting: true });
await build({ ...bundle, format: 'cjs', outExtension: { '.js': '.cjs' } });
declare();
for (const entry of entries) await declareEntry(entry);
rmSync(join(here, 'dist/types'), { recursive: true });
writeFileSync(join(here, 'THIRD-PARTY-NOTICES'), notices([metafile], here, compiledIn));
copyFileSync(join(here, '../../LICENSE'), join(here, 'LICENSE'));
