// Libraries that most runs don't need are loaded at their first call. Each lies in a part of its own, with all that only it
// needs, and whoever imports it gets functions that load the part; so no source of uegen's has to know.
import { readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';

const cli = createRequire(new URL('../package.json', import.meta.url));

/**
 * By who imports them: what yargs explains a command line with, what makes and removes folders, which only a build that
 * has something to write does, what tells files apart, and what asks git, where there is a repository, and flock, where
 * programs are started.
 */
const LIBRARIES = {
  yargs: {
    names: ['cliui', 'string-width', 'escalade/sync', 'assert'],
    from: createRequire(cli.resolve('yargs')),
    isImporter: /\/yargs\/(?:build|lib)\//,
  },
  tree: { names: ['fs-extra/esm', 'node:crypto'], from: cli, isImporter: /\/src\/tree\// },
  programs: { names: ['node:child_process'], from: cli, isImporter: /\/src\/(?:read|tree)\// },
};

/**
 * Modules of the library that a run needs only where something is wrong with the config, or where it asks for the contents
 * of files: of what they need alone, yaml is the larger part.
 */
const MODULES = [
  'parse/slips/find',
  'parse/find-anchors',
  'parse/duplicates',
  'parse/places',
  'config/explain',
  'checkout/fill-yaml',
  'checkout/leaves',
  'checkout/merge-yaml',
  'serialize/render',
  'serialize/toml',
  'serialize/yaml',
  'outputs/runbook/document',
].map((path) => fileURLToPath(new URL(`../../core/src/${path}.ts`, import.meta.url)));

const partOf = (path) => `core-${basename(dirname(path))}-${basename(path, '.ts')}`;

/** Node's own loads streams, and nobody reads what these throw: yargs catches it, or it is a fault. */
const ASSERT = `
const hold = (held) => { if (!held) throw new Error('an assertion of yargs failed'); };
export const strictEqual = (one, other) => hold(Object.is(one, other));
export const notStrictEqual = (one, other) => hold(!Object.is(one, other));
`;

/** Looks for a package.json around the program, whose version yargs would print if it weren't told another one. */
const FIND_UP = 'export default () => undefined;';

/** What stands in for a library for good. */
const STAND_INS = { assert: ASSERT, 'escalade/sync': FIND_UP };

const libraries = Object.values(LIBRARIES).flatMap(({ names, from, isImporter }) =>
  names.map((name) => ({
    name,
    isImporter,
    path: from.resolve(name),
    part: isBuiltin(name) || Object.hasOwn(STAND_INS, name) ? undefined : name.replaceAll('/', '-'),
  })),
);

/** What the parts of libraries start from, by their names. */
export const libraryParts = Object.fromEntries([
  ...libraries.filter(({ part }) => part !== undefined).map(({ part, path }) => [part, path]),
  ...MODULES.map((path) => [partOf(path), path]),
]);

/** The name that a part asks for another one by. The build says what it does. */
export const LOAD = 'uegenPart';

const load = ({ part, path }) => (part === undefined ? `require('${path}')` : `${LOAD}('${part}')`);

async function stub(library) {
  if (Object.hasOwn(STAND_INS, library.name)) return STAND_INS[library.name];
  const whole = await import(library.path);
  if (typeof whole.default === 'function')
    return `module.exports = (...words) => ${load(library)}.default(...words);`;
  const names = Object.keys(whole).filter((name) => name !== 'default' && typeof whole[name] === 'function');
  const lines = names.map(
    (name) => `export const ${name} = (...words) => ${load(library)}.${name}(...words);`,
  );
  return lines.join('\n');
}

/** Of a module's exports only the functions: the build stops where another one is imported. */
async function stubOfModule(path) {
  const { code } = await transform(readFileSync(path, 'utf8'), { loader: 'ts' });
  const names = [...code.matchAll(/^export (?:function (\w+)|const (\w+) = \([^()]*\) =>)/gm)];
  return names
    .map(([, declared, assigned]) => declared ?? assigned)
    .map((name) => `export const ${name} = (...words) => ${LOAD}('${partOf(path)}').${name}(...words);`)
    .join('\n');
}

/** A plugin for esbuild that puts such functions in place of the libraries. */
export const putOff = {
  name: 'put-off',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[a-z]/ }, ({ path, importer }) => {
      const library = libraries.find(({ name, isImporter }) => name === path && isImporter.test(importer));
      if (library === undefined) return undefined;
      return { path: library.name, namespace: 'put-off', pluginData: library, sideEffects: false };
    });
    onResolve({ filter: /^[./].*\.ts$/ }, ({ path, resolveDir, kind }) => {
      const target = resolve(resolveDir, path);
      if (kind !== 'import-statement' || !MODULES.includes(target)) return undefined;
      return { path: target, namespace: 'put-off-module', sideEffects: false };
    });
    onLoad({ filter: /./, namespace: 'put-off-module' }, async ({ path }) => ({
      contents: await stubOfModule(path),
      loader: 'js',
    }));
    onLoad({ filter: /./, namespace: 'put-off' }, async ({ pluginData }) => ({
      contents: await stub(pluginData),
      loader: 'js',
    }));
  },
};
