import { spokenIn } from '@uegen/core';
import {
  type NodeConcern,
  type PhaseConcern,
  type PlannedFile,
  type PlannedNode,
  phaseConcerns,
  type Standing,
} from '@uegen/core/plan';
import { language, say } from '../language.ts';
import type { Loaded } from '../load.ts';
import { dueOf, knownOf } from '../state/index.ts';
import type { Painter } from '../terminal.ts';
import { concernText, dueText } from './due.ts';

/** What an edit of config.yml means for the machines, and what is to be run for it. */
export interface Next {
  nodes: readonly NodeConcern[];
  /** What the record says is due; undefined where nothing is recorded. */
  due: readonly Standing[] | undefined;
  /** The phases that the changed files concern. */
  phases: readonly PhaseConcern[];
}

/** What is known of a tree before a build changes it. */
export interface Before {
  /** Nothing was ever built. */
  first: boolean;
  nodes: readonly PlannedNode[] | undefined;
  /** Per file of variables, those that change. */
  variables(): ReadonlyMap<string, readonly string[]>;
}

/** Finds that out; `files` are the changes of a build that is to come, or was just made. */
export function nextOf(loaded: Loaded, files: readonly PlannedFile[], before: Before): Next {
  const { cluster } = loaded.generated;
  if (cluster === undefined) return { nodes: [], due: undefined, phases: [] };
  const { recorded, concerns, standings } = knownOf(loaded, cluster, before.nodes);
  const { first } = before;
  if (recorded) return { nodes: concerns, due: dueOf(standings), phases: [] };
  const changes = { files, nodes: concerns, variables: before.variables(), first };
  return { nodes: concerns, due: undefined, phases: phaseConcerns(cluster, changes) };
}

/** Whether something of it can't be carried out on a cluster that runs. */
export function isRefused({ nodes }: Next): boolean {
  return nodes.some(({ verdict }) => verdict === 'error');
}

/** The same for people; `pending` says whether the files changed, and `heading` stands above the phases. */
export function nextText(
  { nodes, due, phases }: Next,
  pending: boolean,
  heading: string,
  paint: Painter,
): string {
  const lines = due === undefined ? (pending ? phases.map(phaseText).join('') : '') : dueText(due);
  return `${concernText(nodes, paint)}${lines === '' ? '' : `${heading}\n${lines}`}`;
}

function phaseText(concern: PhaseConcern): string {
  const { phase, files, meaning } = spokenIn(language(), concern);
  const count = files === 0 ? '' : ` (${say(files === 1 ? '1 file' : `${files} files`, `파일 ${files}개`)})`;
  return `  ${phase}${count}${meaning === undefined ? '' : `: ${meaning}`}\n`;
}
