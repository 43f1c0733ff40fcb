// Plugins for esbuild that leave out what isn't used of a library.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const cli = createRequire(new URL('../package.json', import.meta.url));
const core = createRequire(new URL('../../core/package.json', import.meta.url));
const yamlFolder = join(dirname(core.resolve('yaml')), '../browser/dist');

/** yaml's ES modules, which declare no side effects, where Node would get CommonJS as a whole. */
export const leanYaml = {
  name: 'lean-yaml',
  setup({ onResolve }) {
    onResolve({ filter: /^yaml(?:\/util)?$/ }, ({ path }) => ({
      path: join(yamlFolder, path === 'yaml' ? 'index.js' : 'util.js'),
      sideEffects: false,
    }));
    onResolve({ filter: /^[./]/ }, ({ path, importer }) => {
      if (path.startsWith(yamlFolder)) return { path, sideEffects: false };
      return importer.startsWith(yamlFolder)
        ? { path: join(dirname(importer), path), sideEffects: false }
        : undefined;
    });
  },
};

const DUMPER = /^\s*(?:var|const) (dumper\d*) = requireDumper\(\);$([\s\S]*)\1\.dump;$/m;

/** js-yaml without what writes: `yaml` does. */
export const leanJsYaml = {
  name: 'lean-js-yaml',
  setup({ onLoad }) {
    onLoad({ filter: /js-yaml\/dist\/js-yaml\.mjs$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      if (!DUMPER.test(source))
        throw new Error('js-yaml takes its dumper along in another way than expected');
      return { contents: source.replace(DUMPER, '$2undefined;') };
    });
  },
};

/**
 * What fs-extra builds upon, in place of graceful-fs, which queues calls that don't wait, as nobody here makes any: Node's
 * own functions, without those that load promises and streams as soon as they are looked at.
 */
const OWN_FS = `
for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(require('node:fs'))))
  if (value !== undefined) exports[name] = value;
`;

/** fs-extra's list of functions, with each marked as one that may be left out, and without what only calls that don't wait need. */
export const leanFsExtra = {
  name: 'lean-fs-extra',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^graceful-fs$/ }, ({ path }) => ({ path, namespace: 'own-fs' }));
    onLoad({ filter: /./, namespace: 'own-fs' }, () => ({ contents: OWN_FS }));
    const isList = /fs-extra\/lib\/esm\.mjs$/;
    onResolve({ filter: /^\.\// }, ({ path, importer }) =>
      isList.test(importer) ? { path: join(dirname(importer), path), sideEffects: false } : undefined,
    );
    onLoad({ filter: isList }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(
        /^export const (\w+) = (_\w+\.\w+)$/gm,
        'export const $1 = /* @__PURE__ */ (() => $2)()',
      ),
    }));
  },
};

const BY_LETTERS = /stringWidth: \(str\) => \{[^{}]*\}/;

/** yargs' ES modules, which V8 reads once, where CommonJS is one function around all; they measure help as CommonJS does. */
export const leanYargs = {
  name: 'lean-yargs',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^yargs\/yargs$/ }, () => ({
      path: join(dirname(cli.resolve('yargs/package.json')), 'index.mjs'),
    }));
    onLoad({ filter: /yargs\/lib\/platform-shims\/esm\.mjs$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      if (!BY_LETTERS.test(source)) throw new Error('yargs measures a text in another way than expected');
      return {
        contents: `import stringWidth from 'string-width';\n${source.replace(BY_LETTERS, 'stringWidth')}`,
      };
    });
  },
};

const EXPORTS = /^export \{([^}]*)\} from '(\.[^']+)';$/gm;
const IMPORT = /^import \{([^}]*)\} from '(@uegen\/[\w/]+|yaml)';$/gm;
const namesIn = (list) =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '));

/** The module that each name comes from which a list exports. */
function exportsOf(list) {
  const lines = [...readFileSync(list, 'utf8').matchAll(EXPORTS)];
  return new Map(
    lines.flatMap(([, names, path]) => namesIn(names).map((name) => [name, join(dirname(list), path)])),
  );
}

/** An import of a package, as one of each module that it lists. A part then holds what it uses, and not what all together do. */
function imported(names, list, path) {
  const exported = exportsOf(list);
  return namesIn(names)
    .map((name) => `import { ${name} } from '${exported.get(name.split(' ')[0]) ?? path}';`)
    .join(' ');
}

/** The sources of uegen, which import each other's packages, and yaml, by their lists. */
export const leanLists = {
  name: 'lean-lists',
  setup({ onLoad, resolve }) {
    onLoad({ filter: /\/packages\/(?:cli|core)\/src\/.*\.ts$/, namespace: 'file' }, async ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const packages = [...new Set([...source.matchAll(IMPORT)].map(([, , name]) => name))];
      const lists = new Map();
      for (const name of packages) {
        const found = await resolve(name, { resolveDir: dirname(path), kind: 'import-statement' });
        lists.set(name, found.path);
      }
      const contents = source.replace(IMPORT, (_, names, name) => imported(names, lists.get(name), name));
      return { contents, loader: 'ts', resolveDir: dirname(path) };
    });
  },
};
