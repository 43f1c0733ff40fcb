import type { Cluster } from '../cluster/types.ts';
import type { GeneratedFile } from '../file.ts';
import { type Phase, readsOf } from '../phases/index.ts';
import { readsFile, readsVariable } from '../steps/reads.ts';
import { VARIABLE_FILES, valuesOf } from './variables.ts';

/**
 * Everything that a phase reads of the files of its cluster, by name: whole files by their path, and of the files of
 * variables each value that it uses, as JSON, by `path#name` or `path#address/name`. Some are secret. Who the machines
 * are is not among it: a machine that settles or leaves makes nothing due again on the others.
 */
export function inputsOf(
  phase: Phase,
  cluster: Cluster,
  files: readonly GeneratedFile[],
): ReadonlyMap<string, GeneratedFile['content']> {
  const reads = readsOf(phase, cluster);
  const read = files.filter(({ path }) => readsFile(reads, path));
  const values = files
    .filter(({ path }) => VARIABLE_FILES.includes(path))
    .flatMap(({ path, content }) =>
      [...valuesOf(path, String(content))].map(([key, value]) => ({ path, key, value })),
    )
    .filter(({ key }) => readsVariable(reads, key.slice(key.indexOf('/') + 1)));
  return new Map<string, GeneratedFile['content']>([
    ...read.map(({ path, content }) => [path, content] as const),
    ...values.map(({ path, key, value }) => [`${path}#${key}`, value] as const),
  ]);
}
