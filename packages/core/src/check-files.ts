import { type Diagnostic, diagnose } from './diagnostic.ts';
import type { GeneratedFile } from './file.ts';
import { pathProblems } from './plan/paths.ts';

const MODES: readonly unknown[] = ['0600', '0644', '0700', '0755'];

/**
 * Errors at files that can't be written as they are: paths that lead out of the root or collide, and what the types of
 * an output rule out, for outputs without types. None holds anything of a content.
 */
export function checkFiles(files: readonly GeneratedFile[]): Diagnostic[] {
  const wrong = files.flatMap((file) => problemsOf(file).map((message) => ({ path: pathOf(file), message })));
  const found = wrong.length > 0 ? wrong : pathProblems(files.map(({ path }) => path));
  return found.map(({ path, message }) =>
    diagnose({ code: 'output-file', message, path: [], file: JSON.stringify(path).slice(1, -1) }),
  );
}

function pathOf(file: GeneratedFile): string {
  return typeof file?.path === 'string' ? file.path : 'a file of an output';
}

function problemsOf(file: GeneratedFile): string[] {
  if (typeof file?.path !== 'string') return ['it has no path'];
  const { content, mode, secret } = file;
  const checks: [boolean, string][] = [
    [typeof content === 'string' || content instanceof Uint8Array, 'its content is neither text nor bytes'],
    [MODES.includes(mode), `its mode is none of ${MODES.join(', ')}`],
    [typeof secret === 'boolean', 'it does not say whether it holds a secret'],
    [secret !== true || mode === '0600' || mode === '0700', 'it holds a secret, and others may read it'],
  ];
  return checks.flatMap(([holds, message]) => (holds ? [] : [message]));
}
