import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from '../lib.mjs';
import { instrument, type Mutant } from './mutants.ts';

// Loaded once, however often the bundle is evaluated; the tests and core are always evaluated anew.
const SHARED = ['uvu/assert', 'yaml', 'js-yaml', 'ajv', 'diff', 'esbuild'];

/** The tests and core in one script, with every mutant of the targets in it. */
export async function bundle(
  tests: readonly string[],
  isTarget: (path: string) => boolean,
): Promise<{ code: string; mutants: Mutant[] }> {
  const mutants: Mutant[] = [];
  const result = await build({
    stdin: {
      // Each is loaded when it is asked for.
      contents: `module.exports = {${tests.map((path) => `'${path}': () => require('./${path}'),`).join('\n')}};`,
      resolveDir: root,
    },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    conditions: ['source'],
    external: SHARED,
    logLevel: 'error',
    plugins: [
      {
        name: 'mutants',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^uvu$/ }, () => ({ path: join(root, 'scripts/mutate/uvu.ts') }));
          onLoad({ filter: /\.ts$/ }, ({ path }) => {
            const source = readFileSync(path, 'utf8');
            const file = relative(root, path);
            const url = JSON.stringify(pathToFileURL(path).href);
            if (!isTarget(file))
              return { contents: source.replaceAll('import.meta.url', url), loader: 'ts' as const };
            const instrumented = instrument(file, source, mutants.length);
            mutants.push(...instrumented.mutants);
            return { contents: instrumented.code, loader: 'ts' as const };
          });
        },
      },
    ],
  });
  return { code: result.outputFiles[0]?.text ?? '', mutants };
}
