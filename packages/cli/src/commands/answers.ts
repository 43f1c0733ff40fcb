import type { Download, LaterBlank, Picture } from '@uegen/core';
import type {
  Difference,
  FileAction,
  NodeConcern,
  PhaseConcern,
  PlannedFile,
  Standing,
  UploadConcern,
} from '@uegen/core/plan';
import type { Answer, ErrorAnswer, FailedAnswer, InvalidAnswer } from '../answer.ts';
import type { Finding } from '../doctor/index.ts';
import type { NodeRow } from '../nodes/index.ts';
import type { Outcome, PhaseLacks } from '../run/index.ts';
import type { PhaseRow } from './status-report.ts';

/** One file of a build or a plan. */
export type FileAnswer = Omit<PlannedFile, 'backup' | 'before'> & {
  /** What lies there goes to the backup folder first. */
  backup?: boolean;
  /** What changes, with secrets masked. */
  diff?: string;
};

/** How many files each action concerns. */
export type Counts = Readonly<Record<FileAction, number>>;

/** What is to be run for the changes: phases that the record calls due, or without one, those that files concern. */
interface NextAnswer {
  nodes: readonly NodeConcern[];
  phases: readonly (Standing | PhaseConcern)[];
}

export interface BuildAnswer extends Answer, Partial<NextAnswer> {
  /** `stopped` wrote nothing: files were edited by hand, or something stands in the way. */
  status: 'done' | 'stopped';
  /** The output folder. */
  root: string;
  /** Nothing was ever built there. */
  first: boolean;
  counts: Counts;
  files: readonly FileAnswer[];
  /** Where files that were replaced or deleted are kept. */
  backup?: string;
  /** What was done about an interrupted build. */
  recovered?: 'forward' | 'back';
}

export interface CheckAnswer extends Answer, NextAnswer {
  /** Whether the committed tree is what the config gives. */
  status: 'same' | 'different';
  root: string;
  differences: readonly Difference[];
}

export interface PlanAnswer extends Answer, NextAnswer {
  status: 'changes' | 'nothing-to-do';
  root: string;
  /** What the next build does first about one that was interrupted. */
  interrupted: 'forward' | 'back' | 'lock' | null;
  counts: Counts;
  files: readonly FileAnswer[];
  /** Files that GitLab doesn't get by itself. */
  uploads: readonly UploadConcern[];
}

export interface ValidateAnswer extends Answer {
  status: 'valid' | 'invalid';
}

export interface StatusAnswer extends Answer {
  /** `due`: some phase is to be run; `refused`: the config asks for what a cluster that runs can't take. */
  status: 'settled' | 'due' | 'refused';
  cluster: string;
  root: string;
  phases: readonly PhaseRow[];
  nodes: readonly NodeRow[];
  blanks: readonly LaterBlank[];
  changes: readonly NodeConcern[];
  /** When the machines were last asked. */
  asked?: string;
  /** Machines that didn't answer, and what else was found, with `--live`. */
  silent?: readonly string[];
  notes?: readonly string[];
}

export interface DoctorAnswer extends Answer {
  status: 'ok' | 'bad';
  cluster: string;
  root: string;
  findings: readonly Finding[];
}

export interface DownloadsAnswer extends Answer {
  status: 'listed';
  cluster: string;
  downloads: readonly Download[];
}

export interface GraphAnswer extends Answer {
  status: 'drawn';
  picture: Picture;
}

export interface NodeListAnswer extends Answer {
  status: 'listed';
  nodes: readonly NodeRow[];
}

export interface EditAnswer extends Answer {
  /** `refused` wrote nothing; `failed` edited the config, and the build or a phase behind it failed. */
  status: 'edited' | 'unchanged' | 'refused' | 'failed';
}

export interface PhaseListAnswer extends Answer {
  status: 'listed';
  phases: readonly PhaseLacks[];
}

export interface PreviewAnswer extends Answer {
  status: 'preview';
  /** Each with its commands, as they can be typed in the output folder. */
  phases: readonly { phase: string; commands: readonly string[] }[];
}

export interface RunAnswer extends Answer {
  status: 'done' | 'failed';
  phase: string;
  /** The exit code of the program that failed, or 0. */
  code: number;
}

export interface UpAnswer extends Answer {
  status: 'done' | 'failed' | 'nothing-to-do';
  code: number;
  outcomes: readonly Outcome[];
}

/** What each command answers with `--json`. */
export interface Answers {
  build: BuildAnswer | CheckAnswer | InvalidAnswer | ErrorAnswer;
  plan: PlanAnswer | InvalidAnswer | ErrorAnswer;
  validate: ValidateAnswer | ErrorAnswer;
  status: StatusAnswer | FailedAnswer | InvalidAnswer | ErrorAnswer;
  doctor: DoctorAnswer | InvalidAnswer | ErrorAnswer;
  downloads: DownloadsAnswer | InvalidAnswer | ErrorAnswer;
  graph: GraphAnswer | InvalidAnswer | ErrorAnswer;
  node: NodeListAnswer | EditAnswer | InvalidAnswer | ErrorAnswer;
  set: EditAnswer | InvalidAnswer | ErrorAnswer;
  run: PhaseListAnswer | PreviewAnswer | RunAnswer | InvalidAnswer | ErrorAnswer;
  up: UpAnswer | PreviewAnswer | FailedAnswer | InvalidAnswer | ErrorAnswer;
}
