import type { DiagnosticCode } from '@uegen/core';
import { columns, wrapped } from '../cells.ts';
import { say, told } from '../language.ts';
import type { Painter } from '../terminal.ts';
import { type Explanation, explanations } from './index.ts';

/** What a code means, with the wrong and the right example; undefined where there is no such code. */
export function codeText(code: string, width: number, paint: Painter): string | undefined {
  if (!Object.hasOwn(explanations, code)) return undefined;
  const { about, wrong, right, place = 'config.yml' } = explanations[code as DiagnosticCode];
  const where = typeof place === 'string' ? place : told(place);
  return [
    paint('bold', code),
    ...wrapped(told(about), width - 2).map((line) => `  ${line}`),
    '',
    `${paint('red', say('Wrong', '틀린 예'))} (${where}):`,
    indented(wrong),
    '',
    `${paint('green', say('Right', '맞는 예'))} (${where}):`,
    indented(right),
    '',
  ].join('\n');
}

/** Every code with the beginning of what it means. */
export function codeList(width: number): string {
  const rows = Object.entries(explanations).map(([code, { about }]) => [code, firstSentence(about)]);
  return columns(rows, width);
}

function firstSentence(about: Explanation['about']): string {
  return told(about).replace(/(?<=[^.\s]{2}[.])\s.*$/s, '');
}

function indented(text: string): string {
  return text.replace(/^/gm, '    ');
}
