import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { notices } from '../../../scripts/notices.mjs';
import { compiledIn } from '../../core/scripts/compiled-in.mjs';
import { leanSchema } from '../../core/scripts/lean-schema.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const outfile = join(root, 'dist/uegen.cjs');

/** The last Node that runs on CentOS 7. */
const CENTOS_7 = '16.20.2';

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

/**
 * What is compiled only when it runs, by its name: what every command needs, and what one command alone does. A part holds
 * its own copy of what it shares with others, so that none has to be cut in two.
 */
const parts = { main: 'src/main.ts' };

const built = await Promise.all(
  Object.entries(parts).map(async ([name, source]) => {
    const { metafile, outputFiles } = await build({
      entryPoints: [join(root, source)],
      write: false,
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
      logLevel: 'warning',
    });
    return { name, metafile, code: outputFiles[0].text };
  }),
);

/** The parts stand in comments, which this takes the place of the end of. */
const END_INSIDE = '*\u0001/';

function hidden({ name, code }) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: any that isn't ASCII.
  if (/[^\x00-\x7F]/.test(code) || code.includes(END_INSIDE)) throw new Error(`${name} can't be hidden`);
  return `/*uegen:${name}\n${code.replaceAll('*/', END_INSIDE)}*/\n`;
}

const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const oldest = engines.node.replace('>=', '');
const start = await transform(readFileSync(join(root, 'src/start.cjs'), 'utf8'), {
  target: 'es5',
  minify: true,
  define: Object.fromEntries(
    Object.entries({ OLDEST: oldest, CENTOS_7, END_INSIDE }).map(([name, text]) => [
      name,
      JSON.stringify(text),
    ]),
  ),
});
const others = notices(
  built.map(({ metafile }) => metafile),
  process.cwd(),
  compiledIn,
);
// One file: a cold start reads it once, and an operator can copy it, with the licences of others, to any machine that has
// Node.
const text = [
  '#!/usr/bin/env node\n',
  start.code,
  ...built.map(hidden),
  `/*\n${others.replaceAll('*/', '* /')}*/\n`,
].join('');
mkdirSync(dirname(outfile), { recursive: true });
writeFileSync(outfile, text);
chmodSync(outfile, 0o755);
writeFileSync(join(root, 'THIRD-PARTY-NOTICES'), others);
copyFileSync(join(root, '../../LICENSE'), join(root, 'LICENSE'));
