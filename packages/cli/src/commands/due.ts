import { spokenIn, type Text } from '@uegen/core';
import { phases } from '@uegen/core/phases';
import type { NodeConcern, Reason, Standing } from '@uegen/core/plan';
import { language, say, told } from '../language.ts';
import type { Painter } from '../terminal.ts';

const LOUD: Partial<Record<NonNullable<NodeConcern['verdict']>, Text>> = {
  error: { en: 'error', ko: '오류' },
  warning: { en: 'warning', ko: '경고' },
};

/** The most inputs that are named. */
const NAMED = 3;

/** What changes mean for the machines, one a line; nothing where there are none. */
export function concernText(concerns: readonly NodeConcern[], paint: Painter): string {
  if (concerns.length === 0) return '';
  const lines = concerns.map((concern) => {
    const { message, verdict } = spokenIn(language(), concern);
    const loud = verdict === undefined ? '' : LOUD[verdict] ? `${told(LOUD[verdict])}: ` : '';
    return `  ${verdict === 'error' ? paint('red', loud) : loud}${message}\n`;
  });
  return [say('Nodes:\n', '노드:\n'), ...lines].join('');
}

/** The phases that are due and why, one a line. */
export function dueText(due: readonly Standing[]): string {
  return due
    .map((standing) => {
      const { phase, reason, named } = standing;
      const meaning = phases.find(({ name }) => name === phase)?.meaning;
      const when = named
        ? say(`; only when it is named: uegen run ${phase}`, `; 이름을 지정할 때만: uegen run ${phase}`)
        : '';
      return `  ${phase}: ${[reasonText(reason), meaning && told(meaning)].filter(Boolean).join('; ')}${when}\n`;
    })
    .join('');
}

/** Why a phase is due, in a few words. */
export function reasonText(reason: Reason | undefined): string {
  switch (reason?.why) {
    case 'never':
      return say('never run', '실행한 적 없음');
    case 'interrupted':
      return say(
        `begun ${timeText(reason.started)}, not ended`,
        `${timeText(reason.started)} 에 시작했고 끝나지 않음`,
      );
    case 'inputs':
      return say(
        `changed: ${some(reason.inputs.map(shortName))}`,
        `변경: ${some(reason.inputs.map(shortName))}`,
      );
    case 'nodes':
      return some(spokenIn(language(), reason).messages.map((message) => message.replace(/:.*/s, '')));
    case 'machines':
      return say(`not on ${some(reason.machines)}`, `${some(reason.machines)} 에 없음`);
    case 'open':
      return say('root can log in', 'root 로그인이 열려 있음');
    default:
      return '';
  }
}

/** A moment as an operator reads it: `2026-02-03 04:05 UTC`. */
export function timeText(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

// Of a variable, its own name says enough.
function shortName(name: string): string {
  return name.replace(/^.*#/, '');
}

function some(words: readonly string[]): string {
  const more = words.length - NAMED;
  return `${words.slice(0, NAMED).join(', ')}${more > 0 ? say(` and ${more} more`, ` 외 ${more}개`) : ''}`;
}
