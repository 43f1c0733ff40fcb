// Libraries that most runs don't need are loaded at their first call. Each lies in a part of its own, with all that only it
// needs, and whoever imports it gets functions that load the part; so no source of uegen's has to know.
import { createRequire, isBuiltin } from 'node:module';

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
export const libraryParts = Object.fromEntries(
  libraries.filter(({ part }) => part !== undefined).map(({ part, path }) => [part, path]),
);

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

/** A plugin for esbuild that puts such functions in place of the libraries. */
export const putOff = {
  name: 'put-off',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[a-z]/ }, ({ path, importer }) => {
      const library = libraries.find(({ name, isImporter }) => name === path && isImporter.test(importer));
      if (library === undefined) return undefined;
      return { path: library.name, namespace: 'put-off', pluginData: library, sideEffects: false };
    });
    onLoad({ filter: /./, namespace: 'put-off' }, async ({ pluginData }) => ({
      contents: await stub(pluginData),
      loader: 'js',
    }));
  },
};
