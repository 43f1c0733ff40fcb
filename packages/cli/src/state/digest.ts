import { createHmac } from 'node:crypto';
import type { Cluster, GeneratedFile } from '@uegen/core';
import type { Phase } from '@uegen/core/phases';
import { inputsOf } from '@uegen/core/plan';

/** As many hexadecimal digits tell two values apart that an operator could choose. */
const LENGTH = 24;

/**
 * Digests of all that a phase reads, by name. They are keyed: whoever gets hold of the state alone can't try out which
 * password has such a digest.
 */
export function digestsOf(
  phase: Phase,
  cluster: Cluster,
  files: readonly GeneratedFile[],
  key: Uint8Array,
): Record<string, string> {
  const inputs = [...inputsOf(phase, cluster, files)].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    inputs.map(([name, content]) => {
      const digest = createHmac('sha256', key).update(`${name}\0`).update(content).digest('hex');
      return [name, digest.slice(0, LENGTH)];
    }),
  );
}
