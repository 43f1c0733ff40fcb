import type { DiagnosticCode, Download, LaterBlank, Picture } from '@uegen/core';
import type {
  Difference,
  FileAction,
  NodeConcern,
  PhaseConcern,
  PlannedFile,
  Standing,
  UploadConcern,
} from '@uegen/core/plan';
import type { Answer, ErrorAnswer, FailedAnswer, InvalidAnswer, ShownAnswer } from '../answer.ts';
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

export interface InitAnswer extends Answer {
  status: 'written';
  /** Each file, and what was done to it, in the language of the run. */
  files: readonly { path: string; done: string }[];
}

export interface SchemaAnswer extends Answer {
  status: 'printed';
  /** The JSON Schema of config.yml. */
  schema: object;
}

export interface CompletionAnswer extends Answer {
  status: 'printed';
  shell: string;
  script: string;
}

/** A thing and what is said of it, in the language of the run. */
interface Said {
  name: string;
  about: string;
}

export interface CommandListAnswer extends Answer {
  status: 'commands';
  commands: readonly (Said & { group: string })[];
}

export interface CommandHelpAnswer extends Answer {
  status: 'command';
  name: string;
  about: string;
  /** How it is typed. */
  usage: string;
  arguments: readonly Said[];
  /** `takes` is false for one that is on or off; `choices` are the only values of the others, where there are such. */
  options: readonly (Said & { takes: boolean; choices?: readonly string[] })[];
  examples: readonly Said[];
  exits: readonly Said[];
  files: readonly Said[];
}

export interface CodeListAnswer extends Answer {
  status: 'codes';
  codes: readonly { code: DiagnosticCode; about: string }[];
}

export interface CodeHelpAnswer extends Answer {
  status: 'code';
  code: DiagnosticCode;
  about: string;
  /** Lines that yield the code, and the same put right. */
  wrong: string;
  right: string;
  /** Where the lines stand. */
  place: string;
}

/** What each command answers with `--json`; any of them {@link ShownAnswer} where its help is asked for. */
export interface Answers {
  init: InitAnswer | Ended;
  build: BuildAnswer | CheckAnswer | Ended;
  plan: PlanAnswer | Ended;
  validate: ValidateAnswer | Ended;
  status: StatusAnswer | FailedAnswer | Ended;
  doctor: DoctorAnswer | Ended;
  downloads: DownloadsAnswer | Ended;
  graph: GraphAnswer | Ended;
  node: NodeListAnswer | EditAnswer | Ended;
  set: EditAnswer | Ended;
  run: PhaseListAnswer | PreviewAnswer | RunAnswer | Ended;
  up: UpAnswer | PreviewAnswer | FailedAnswer | Ended;
  schema: SchemaAnswer | Ended;
  help: CommandListAnswer | CommandHelpAnswer | CodeListAnswer | CodeHelpAnswer | Ended;
  completion: CompletionAnswer | Ended;
}

type Ended = ShownAnswer | InvalidAnswer | ErrorAnswer;
