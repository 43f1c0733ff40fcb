import type { NodeConcern, Phase } from './nodes.ts';
import type { PlannedFile } from './types.ts';

/** The order in which phases are run, and the files that each of them carries to the cluster. */
const PHASES: readonly { phase: Phase; files: RegExp }[] = [
  {
    phase: 'install',
    files: /^install\/(group_vars|genconf|gitlab|gitlab-runner|cadvisor-proxy|haproxy)\/|^install\/hosts$/,
  },
  { phase: 'add-agent', files: /^$/ },
  { phase: 'gracefully-remove-agent', files: /^$/ },
  { phase: 'uninstall', files: /^$/ },
  { phase: 'template-upload', files: /^cloud-config-repository\// },
  { phase: 'package-deploy', files: /^deploys\// },
];

/** A phase that a plan concerns, and how many of its files change. */
export interface PhaseConcern {
  phase: Phase;
  files: number;
}

/** The phases whose files or nodes a plan changes, in the order in which they are run. */
export function phaseConcerns(files: readonly PlannedFile[], nodes: readonly NodeConcern[]): PhaseConcern[] {
  const changed = files.filter(
    ({ action }) => action === 'create' || action === 'change' || action === 'delete',
  );
  return PHASES.flatMap(({ phase, files: pattern }) => {
    const count = changed.filter(({ path }) => pattern.test(path)).length;
    const asked = nodes.some((node) => node.phase === phase);
    return count > 0 || asked ? [{ phase, files: count }] : [];
  });
}
