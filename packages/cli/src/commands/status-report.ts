import type { Cluster, LaterBlank } from '@uegen/core';
import { spokenIn, type Text } from '@uegen/core';
import { phases } from '@uegen/core/phases';
import type { Standing } from '@uegen/core/plan';
import { columns, folded } from '../cells.ts';
import { language, say, told } from '../language.ts';
import type { Loaded } from '../load.ts';
import { type NodeRow, stateText } from '../nodes/index.ts';
import { readinessOf } from '../run/index.ts';
import type { Known } from '../state/index.ts';
import type { Style, Terminal } from '../terminal.ts';
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
const WORDS: Readonly<Record<PhaseRow['state'], Text>> = {
  done: { en: 'done', ko: '완료' },
  due: { en: 'due', ko: '실행 필요' },
  blocked: { en: 'blocked', ko: '막힘' },
  unknown: { en: 'unknown', ko: '알 수 없음' },
  waiting: { en: 'optional', ko: '선택' },
  idle: { en: '-', ko: '-' },
};

/** Every phase in the guide's order; one that is due and lacks something is blocked. */
export function phaseRows(known: Known, loaded: Loaded, cluster: Cluster): PhaseRow[] {
  return known.standings.map((standing) => {
    const phase = phases.find(({ name }) => name === standing.phase);
    if (phase === undefined) throw new Error(`there is no phase ${standing.phase}`);
    const due = standing.state === 'due' || standing.state === 'unknown';
    const lacks = due ? readinessOf(phase, loaded, cluster, known).map(({ advice }) => advice) : [];
    const idle = standing.state === 'idle' ? phase.idle?.(cluster) : undefined;
    const blocked = standing.state === 'due' && lacks.length > 0;
    return { ...standing, ...(blocked && { state: 'blocked' }), lacks, ...(idle && { idle: told(idle) }) };
  });
}

/** All of it on one screen. */
export function statusText(
  loaded: Loaded,
  { concerns }: Known,
  rows: { phases: readonly PhaseRow[]; nodes: readonly NodeRow[]; blanks: readonly LaterBlank[] },
  { paintOut: paint, width }: Pick<Terminal, 'paintOut' | 'width'>,
): string {
  const { fileName } = loaded;
  const phaseLines = rows.phases.map((row) => {
    const style = STYLES[row.state];
    const word = told(WORDS[row.state]);
    return [style === undefined ? word : paint(style, word), row.phase, detailOf(row)];
  });
  const nodes = rows.nodes.map(({ name, address, role = '', wanted, known }) => [
    name,
    address,
    role,
    stateText(wanted) ?? say('not listed', '설정에 없음'),
    stateText(known) ?? say('not known', '기록 없음'),
  ]);
  const blanks = rows.blanks.map((blank) => blankText(blank, fileName));
  const text = [
    say('Phases:\n', '단계:\n'),
    columns(phaseLines, width),
    say('Machines, as wanted and as last known:\n', '서버(설정과 마지막 기록):\n'),
    columns(nodes, width),
    concernText(concerns, paint),
    ...(blanks.length > 0
      ? blanks
      : [say(`${fileName}: nothing is left blank\n`, `${fileName}: 비어 있는 키가 없습니다\n`)]),
  ].join('');
  return folded(text, width);
}

/** A phase as people read it: its state, its name, and why. */
export function phaseCells(row: PhaseRow): [state: string, name: string, detail: string] {
  return [told(WORDS[row.state]), row.phase, detailOf(row)];
}

function blankText(blank: LaterBlank, fileName: string): string {
  const { path, position, neededBy, source } = spokenIn(language(), blank);
  const key = path.join('.');
  return `${fileName}:${position.line}:${position.column}: ${say(
    `${key} is blank: ${neededBy} needs it; its value is ${source}`,
    `${key} 이(가) 비어 있습니다. 필요한 곳: ${neededBy}, 값: ${source}`,
  )}\n`;
}

function detailOf({ state, done, reason, lacks, idle, named: isNamed }: PhaseRow): string {
  const named = say('only when it is named', '이름을 지정할 때만 실행');
  if (idle !== undefined) return say(`nothing to do: ${idle}`, `할 일 없음: ${idle}`);
  if (state === 'done') return done === undefined ? '' : timeText(done);
  if (state === 'waiting')
    return done === undefined
      ? named
      : say(`${named}; last ${timeText(done)}`, `${named}; 마지막 ${timeText(done)}`);
  if (state === 'unknown')
    return say("no record of it, and the machines can't show it", '기록이 없고, 서버에서도 알 수 없습니다');
  const parts = [reasonText(reason), ...lacks, ...(isNamed ? [named] : [])];
  return parts.filter((part) => part !== '').join('; ');
}
