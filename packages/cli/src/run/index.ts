export { carryOut, preview } from './carry-out.ts';
export { answer } from './confirm.ts';
export { jobOf, phaseNamed } from './job.ts';
export { listPhases } from './list.ts';
export { readinessOf } from './readiness.ts';
export { carryOutAll, chosen, type Outcome, outcomeText, restartsOf } from './up.ts';
