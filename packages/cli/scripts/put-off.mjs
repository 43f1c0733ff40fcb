// Libraries that most runs don't need are loaded at their first call. Each lies in a part of its own, with all that only it
// needs, and whoever imports it gets functions that load the part; so no source of uegen's has to know.
import { createRequire, isBuiltin } from 'node:module';

const cli = createRequire(new URL('../package.json', import.meta.url));

/**
 * By who imports them: what yargs explains a command line with, what makes and removes folders, which only a build that
 * has something to write does, and what asks git, where there is a repository.
 */
const LIBRARIES = {
  yargs: {
    names: ['cliui', 'string-width', 'require-directory', 'get-caller-file', 'escalade/sync', 'assert'],
    from: createRequire(cli.resolve('yargs')),
    isImporter: /\/yargs\/build\//,
  },
  tree: { names: ['fs-extra/esm'], from: cli, isImporter: /\/src\/tree\// },
  read: { names: ['node:child_process'], from: cli, isImporter: /\/src\/read\// },
};

const libraries = Object.values(LIBRARIES).flatMap(({ names, from, isImporter }) =>
  names.map((name) => ({
    name,
    isImporter,
    path: from.resolve(name),
    part: isBuiltin(name) ? undefined : name.replaceAll('/', '-'),
  })),
);

/** What the parts of libraries start from, by their names. */
export const libraryParts = Object.fromEntries(
  libraries.filter(({ part }) => part !== undefined).map(({ part, path }) => [part, path]),
);

/** The name that a part asks for another one by. The build says what it does. */
export const LOAD = 'uegenPart';

const load = ({ part, path }) => (part === undefined ? `require('${path}')` : `${LOAD}('${part}')`);

/** Node's own loads streams; what an assertion checks is plain, and only one that fails needs it. */
const ASSERT = `
const fail = (name, words) => require('node:assert')[name](...words);
export const strictEqual = (...words) => void (Object.is(words[0], words[1]) || fail('strictEqual', words));
export const notStrictEqual = (...words) => void (Object.is(words[0], words[1]) && fail('notStrictEqual', words));
`;

async function stub(library) {
  if (library.name === 'assert') return ASSERT;
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
