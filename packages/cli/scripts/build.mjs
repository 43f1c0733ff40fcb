import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { notices } from '../../../scripts/notices.mjs';
import { compiledIn } from '../../core/scripts/compiled-in.mjs';
import { leanJson } from '../../core/scripts/lean-json.mjs';
import { keyTexts } from './key-texts.mjs';
import { leanFsExtra, leanJsYaml, leanLists, leanYaml, leanYargs } from './lean.mjs';
import { partText, requireLasting } from './part.mjs';
import { LOAD, libraryParts, putOff } from './put-off.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const outfile = join(root, 'dist/uegen.cjs');

const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const oldest = engines.node.replace('>=', '');

/** The last Node that runs on CentOS 7. */
const CENTOS_7 = '16.20.2';

// biome-ignore lint/suspicious/noControlCharactersInRegex: any that isn't ASCII.
const NOT_ASCII = /[^\x00-\x7F]/g;

/** The name that a part asks for a text by. */
const TEXT = 'uegenText';

/** What is data lies in a comment as it is, and V8 never reads it as code. */
const data = [];
function aside(name, text) {
  const code = text.replace(NOT_ASCII, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  data.push({ name, code });
  return `${TEXT}('${name}')`;
}

// Split where a command or a library is loaded only when it is asked for: what two of them share becomes a part, too.
const { metafile, outputFiles } = await build({
  entryPoints: { main: join(root, 'src/main.ts'), ...libraryParts },
  write: false,
  bundle: true,
  splitting: true,
  platform: 'node',
  target: `node${oldest}`,
  format: 'esm',
  outdir: join(root, 'dist'),
  minify: true,
  legalComments: 'none',
  metafile: true,
  conditions: ['source'],
  plugins: [
    putOff,
    leanLists,
    leanYaml,
    leanJsYaml,
    leanYargs,
    leanFsExtra,
    keyTexts(aside),
    leanJson(aside),
  ],
  define: {
    // Where yargs looks for translations: in no folder that may hold somebody else's.
    'import.meta.url': '"file:///nonexistent/uegen/lib/platform-shims/esm.mjs"',
    // Yargs is told how wide its help is, and asking opens the stream, which loads a fifth of Node.
    'process.stdout.columns': 'undefined',
  },
  logLevel: 'warning',
});

requireLasting(metafile);

const nameOf = (path) => basename(path, '.js');
const names = new Set(outputFiles.map(({ path }) => nameOf(path)));

/** How a part loads another one. */
function loading(name) {
  if (!names.has(name)) throw new Error(`there is no part ${name}`);
  return `module.part("${name}")`;
}

function partOf({ path, text }) {
  const code = partText(text, loading)
    .replace(
      /\bimport\((["'`])\.\/([\w-]+)\.js\1\)/g,
      (_, _quote, name) => `Promise.resolve(${loading(name)})`,
    )
    .replace(new RegExp(`\\b${LOAD}\\((["'\`])([\\w-]+)\\1\\)`, 'g'), (_, _quote, name) => loading(name))
    .replace(new RegExp(`\\b${TEXT}\\(`, 'g'), 'module.text(');
  if (code.includes(LOAD)) throw new Error(`${path} asks for a part in a way that isn't known`);
  return { name: nameOf(path), code };
}

const built = outputFiles.map(partOf);

/** The function in which they stand, which is never called. */
const PARTS = 'uegenParts';

/** The parts stand in comments, which this takes the place of the end of. */
const END_INSIDE = '*\u0001/';

function hidden({ name, code }) {
  if (code.search(NOT_ASCII) >= 0 || code.includes(END_INSIDE)) throw new Error(`${name} can't be hidden`);
  return { name, head: `/*uegen:${name}\n`, text: code.replaceAll('*/', END_INSIDE), end: '*/\n' };
}

/** Where the text of each part begins and ends in the function's. */
function placesIn(opening, parts) {
  let at = opening.length;
  return Object.fromEntries(
    parts.map(({ name, head, text, end }) => {
      const start = at + head.length;
      at = start + text.length + end.length;
      return [name, [start, start + text.length]];
    }),
  );
}

const opening = `function ${PARTS}(){\n`;
const parts = [...built, ...data].map(hidden);

const start = await transform(readFileSync(join(root, 'src/start.cjs'), 'utf8'), {
  target: 'es5',
  minify: true,
  define: {
    PARTS,
    PLACES: JSON.stringify(placesIn(opening, parts)),
    ...Object.fromEntries(
      Object.entries({ OLDEST: oldest, CENTOS_7, END_INSIDE }).map(([name, text]) => [
        name,
        JSON.stringify(text),
      ]),
    ),
  },
});
const own = readFileSync(join(root, '../../LICENSE'), 'utf8');
const others = notices([metafile], process.cwd(), compiledIn);
// One file: a cold start reads it once, and an operator can copy it, with its licence and those of others, to any machine
// that has Node.
const text = [
  '#!/usr/bin/env node\n',
  start.code,
  opening,
  ...parts.flatMap(({ head, text: code, end }) => [head, code, end]),
  '}\n',
  `/*\n${`${own}\n${others}`.replaceAll('*/', '* /')}*/\n`,
].join('');
mkdirSync(dirname(outfile), { recursive: true });
writeFileSync(outfile, text);
chmodSync(outfile, 0o755);
writeFileSync(join(root, 'THIRD-PARTY-NOTICES'), others);
copyFileSync(join(root, '../../LICENSE'), join(root, 'LICENSE'));
