export { carryOut, preview } from './carry-out.ts';
export { jobOf, phaseNamed } from './job.ts';
export { listPhases } from './list.ts';
