import type { Cluster, LaterBlank } from '@uegen/core';
import { phases } from '@uegen/core/phases';
import type { Standing } from '@uegen/core/plan';
import { columns } from '../cells.ts';
import type { Loaded } from '../load.ts';
import type { NodeRow } from '../nodes/index.ts';
import { readinessOf } from '../run/index.ts';
import type { Known } from '../state/index.ts';
import type { Painter, Style } from '../terminal.ts';
import { concernText, reasonText, timeText } from './due.ts';

/** A phase with all that status tells of it. */
export type PhaseRow = Omit<Standing, 'state'> & {
  state: Standing['state'] | 'blocked';
  /** What it lacks, with what to do. */
  lacks: readonly string[];
  /** Why it has nothing to do. */
  idle?: string;
};

const STYLES: Partial<Record<PhaseRow['state'], Style>> = { done: 'green', due: 'yellow', blocked: 'red' };
const WORDS: Readonly<Record<PhaseRow['state'], string>> = {
  done: 'done',
  due: 'due',
  blocked: 'blocked',
  unknown: 'unknown',
  waiting: 'optional',
  idle: '-',
};

/** Every phase in the guide's order; one that is due and lacks something is blocked. */
export function phaseRows({ standings, state }: Known, loaded: Loaded, cluster: Cluster): PhaseRow[] {
  return standings.map((standing) => {
    const phase = phases.find(({ name }) => name === standing.phase);
    if (phase === undefined) throw new Error(`there is no phase ${standing.phase}`);
    const due = standing.state === 'due' || standing.state === 'unknown';
    const lacks = due ? readinessOf(phase, loaded, cluster, state).map(({ advice }) => advice) : [];
    const idle = standing.state === 'idle' ? phase.idle?.(cluster)?.en : undefined;
    const blocked = standing.state === 'due' && lacks.length > 0;
    return { ...standing, ...(blocked && { state: 'blocked' }), lacks, ...(idle && { idle }) };
  });
}

/** All of it on one screen. */
export function statusText(
  loaded: Loaded,
  { concerns }: Known,
  rows: { phases: readonly PhaseRow[]; nodes: readonly NodeRow[]; blanks: readonly LaterBlank[] },
  paint: Painter,
): string {
  const { fileName } = loaded;
  const words = rows.phases.map((row) => [WORDS[row.state], row.phase, detailOf(row)]);
  const painted = columns(words)
    .split('\n')
    .map((line, index) => {
      const style = STYLES[rows.phases[index]?.state ?? 'idle'];
      const word = WORDS[rows.phases[index]?.state ?? 'idle'];
      return style === undefined ? line : line.replace(word, paint(style, word));
    })
    .join('\n');
  const nodes = rows.nodes.map(({ name, address, role = '', wanted = 'not listed', known = 'not known' }) => [
    name,
    address,
    role,
    wanted,
    known,
  ]);
  const blanks = rows.blanks.map(
    ({ path, position, neededBy, source }) =>
      `${fileName}:${position.line}:${position.column}: ${path.join('.')} is blank: ${neededBy} needs it, from ${source}\n`,
  );
  return [
    'Phases:\n',
    painted,
    'Machines, as wanted and as last known:\n',
    columns(nodes),
    concernText(concerns, paint),
    ...(blanks.length > 0 ? blanks : [`${fileName}: nothing is left blank\n`]),
  ].join('');
}

function detailOf({ state, done, reason, lacks, idle, named }: PhaseRow): string {
  if (idle !== undefined) return `nothing to do: ${idle}`;
  if (state === 'done') return done === undefined ? '' : timeText(done);
  if (state === 'waiting')
    return done === undefined ? 'only when it is named' : `only when it is named; last ${timeText(done)}`;
  if (state === 'unknown') return "no record of it, and the machines can't show it";
  const parts = [reasonText(reason), ...lacks, ...(named ? ['only when it is named'] : [])];
  return parts.filter((part) => part !== '').join('; ');
}
