import { clusterPhases } from './cluster.ts';
import { machinePhases } from './machines.ts';
import { operationPhases } from './operation.ts';
import { platformPhases } from './platform.ts';
import type { Phase } from './types.ts';

export { quorumText } from './quorum.ts';
export { fileSources, stepOf, toolsOf } from './sources.ts';
export { asUser, spell } from './spell.ts';
export type { Command, Phase } from './types.ts';

/** Everything that `uegen run` can carry out, in the guide's order. Plans and the runbook name no other phase. */
export const phases: readonly Phase[] = [
  ...machinePhases,
  ...clusterPhases,
  ...platformPhases,
  ...operationPhases,
];

/** The same in the order in which a change is carried out: nodes come and go before the platform is told of them. */
export const changeOrder: readonly Phase[] = [
  ...machinePhases,
  ...clusterPhases,
  ...operationPhases,
  ...platformPhases,
];
