import type { Cluster } from '../cluster/types.ts';
import { type Phase, type PhaseName, phases } from '../phases/index.ts';
import { type Lang, spokenIn } from '../text.ts';
import type { NodeConcern } from './nodes.ts';
import type { PhaseRecord, State } from './state.ts';
import { runs } from './transition.ts';

/** Why a phase is due. */
export type Reason =
  | { why: 'never' }
  /** It was begun and hasn't ended. */
  | { why: 'interrupted'; started: string }
  /** What it reads has changed, by the names that `inputsOf` gives. */
  | { why: 'inputs'; inputs: readonly string[] }
  /** What became of a node, or of a value that machines keep. */
  | { why: 'nodes'; messages: readonly string[]; ko?: { messages: readonly string[] } }
  /** Machines show that they haven't got it. */
  | { why: 'machines'; machines: readonly string[] }
  /** It opened something that is to be closed. */
  | { why: 'open' };

/** How it stands with a phase. */
export interface Standing {
  phase: PhaseName;
  /**
   * `idle` has nothing to do; `waiting` is only ever run when somebody names it; of what is `unknown`, the record was lost
   * and the machines can't show it.
   */
  state: 'idle' | 'waiting' | 'done' | 'due' | 'unknown';
  /** When it last succeeded. */
  done?: string;
  /** Why it is due. */
  reason?: Reason;
  /** It is never run unless somebody names it. */
  named: boolean;
}

/** Digests of what a phase would read now; undefined where they can't be compared with the record's. */
export type Digests = (phase: Phase) => Readonly<Record<string, string>> | undefined;

/** How it stands with each phase, in the order in which they are carried out. */
export function standingsOf(
  cluster: Cluster,
  state: State,
  concerns: readonly NodeConcern[],
  digests: Digests,
): Standing[] {
  const all = phases.map((phase) => standingOf(phase, cluster, state, concerns, digests));
  // What another phase is about to bring along isn't due by itself.
  const carried = new Set(phases.flatMap(({ name, carries = [] }) => (isDue(all, name) ? carries : [])));
  return all.map((standing) => withoutCarried(standing, carried));
}

function nodesReason(concerns: readonly NodeConcern[]): Reason {
  const messagesIn = (lang: Lang) => concerns.map((concern) => spokenIn(lang, concern).message);
  return { why: 'nodes', messages: messagesIn('en'), ko: { messages: messagesIn('ko') } };
}

function standingOf(
  phase: Phase,
  cluster: Cluster,
  state: State,
  concerns: readonly NodeConcern[],
  digests: Digests,
): Standing {
  const { name, named = false } = phase;
  const record = state.phases[name];
  const base = { phase: name, named, ...(record?.done && { done: record.done }) };
  if (phase.idle?.(cluster) !== undefined) return { ...base, state: 'idle' };
  const own = concerns.filter((concern) => concern.phase === name);
  if (own.length > 0) return { ...base, state: 'due', reason: nodesReason(own) };
  // It is for nodes that came or went, and none has.
  if (phase.nodes !== undefined && runs(state)) return { ...base, state: 'done' };
  if (phase.closes !== undefined) return { ...base, ...closing(record, state.phases[phase.closes]) };
  if (record?.done === undefined && phase.settled?.(cluster)) return { ...base, state: 'done' };
  if (record?.missing !== undefined)
    return { ...base, state: 'due', reason: { why: 'machines', machines: record.missing } };
  if (isUnfinished(phase, record)) return { ...base, ...neverDone(phase, record, state, digests) };
  if (phase.once || (named && phase.afterwards === undefined)) return { ...base, state: 'done' };
  return { ...base, ...compared(phase, record, state, digests) };
}

// What is done for good is done, though somebody began it again.
function isUnfinished({ once, afterwards }: Phase, record: PhaseRecord | undefined): boolean {
  if (record?.started !== undefined) return record.done === undefined || once !== true;
  return record?.done === undefined && afterwards === undefined;
}

function closing(
  record: PhaseRecord | undefined,
  opened: PhaseRecord | undefined,
): Pick<Standing, 'state' | 'reason'> {
  const open = opened?.done !== undefined && opened.done > (record?.done ?? '');
  return open ? { state: 'due', reason: { why: 'open' } } : { state: record?.done ? 'done' : 'waiting' };
}

function neverDone(
  phase: Phase,
  record: PhaseRecord | undefined,
  state: State,
  digests: Digests,
): Pick<Standing, 'state' | 'reason'> {
  if (phase.named) return { state: 'waiting' };
  if (record?.started !== undefined)
    return { state: 'due', reason: { why: 'interrupted', started: record.started } };
  if (!state.gaps) return { state: 'due', reason: { why: 'never' } };
  // Whether it was ever done is lost, but what it reads has changed since.
  const since = record === undefined ? undefined : compared(phase, record, state, digests);
  return since?.state === 'due' ? since : { state: 'unknown' };
}

function compared(
  phase: Phase,
  record: PhaseRecord | undefined,
  state: State,
  digests: Digests,
): Pick<Standing, 'state' | 'reason'> {
  // It changes what runs, and nothing does before the phase that starts it.
  if (record === undefined)
    return { state: state.gaps && state.phases.apps?.done === undefined ? 'unknown' : 'waiting' };
  const now = digests(phase);
  if (now === undefined) return { state: 'unknown' };
  // Only the machines showed that it was done.
  if (Object.keys(record.inputs).length === 0) return { state: 'done' };
  const inputs = changedInputs(record.inputs, now);
  return inputs.length === 0 ? { state: 'done' } : { state: 'due', reason: { why: 'inputs', inputs } };
}

/** The names of what differs. A machine that came or went takes its own values along, which others don't read. */
function changedInputs(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return names.filter((name) => {
    if (before[name] === now[name]) return false;
    const [machine] = /#[^/]+\//.exec(name) ?? [];
    return machine === undefined || (has(before, machine) && has(now, machine));
  });
}

function has(inputs: Readonly<Record<string, string>>, machine: string): boolean {
  return Object.keys(inputs).some((name) => name.includes(machine));
}

function isDue(all: readonly Standing[], name: PhaseName): boolean {
  return all.some(({ phase, state }) => phase === name && state === 'due');
}

function withoutCarried(standing: Standing, carried: ReadonlySet<string>): Standing {
  const { reason } = standing;
  if (reason?.why !== 'inputs') return standing;
  const inputs = reason.inputs.filter((name) => !carried.has(name));
  if (inputs.length > 0) return { ...standing, reason: { why: 'inputs', inputs } };
  const { reason: _, ...rest } = standing;
  return { ...rest, state: 'done' };
}
