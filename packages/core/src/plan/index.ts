export { INVENTORY, SETTINGS } from '../steps/variables.ts';
export { type CommittedTexts, committedDifferences, committedNodes, type Difference } from './committed.ts';
export { inputsOf } from './inputs.ts';
export { type Inspection, machinesOf, recordInspection } from './inspection.ts';
export { formatManifest, parseManifest } from './manifest.ts';
export { maskLine } from './mask.ts';
export { concernsOf, type NodeConcern, plannedNodes } from './nodes.ts';
export { foldersAbove, foldersOf, OWN_FOLDER, pathProblem, pathsProblem } from './paths.ts';
export { type Changes, type PhaseConcern, phaseConcerns } from './phases.ts';
export { hasChanges, modeFor, planFiles } from './plan.ts';
export { recordBaseline, recordHeld, recordStart, recordSuccess } from './record.ts';
export { type Digests, type Reason, type Standing, standingsOf } from './standing.ts';
export { formatState, NO_STATE, parseState, type State } from './state.ts';
export type {
  DiskEntry,
  FileAction,
  Manifest,
  ManifestFile,
  PlannedFile,
  PlannedNode,
  Snapshot,
  WantedFile,
} from './types.ts';
export { type UploadConcern, uploadConcerns } from './uploads.ts';
export { changedVariables, VARIABLE_FILES } from './variables.ts';
