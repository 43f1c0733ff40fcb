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
    onResolve({ filter: /^\.\.?\// }, ({ path, importer }) =>
      importer.startsWith(yamlFolder)
        ? { path: join(dirname(importer), path), sideEffects: false }
        : undefined,
    );
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

/** fs-extra's list of functions, with each marked as one that may be left out. */
export const leanFsExtra = {
  name: 'lean-fs-extra',
  setup({ onLoad, onResolve }) {
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
