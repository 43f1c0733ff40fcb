import { phases } from '@uegen/core/phases';
import type { NodeConcern, Reason, Standing } from '@uegen/core/plan';
import type { Painter } from '../terminal.ts';

/** The most inputs that are named. */
const NAMED = 3;

/** What changes mean for the machines, one a line; nothing where there are none. */
export function concernText(concerns: readonly NodeConcern[], paint: Painter): string {
  if (concerns.length === 0) return '';
  const lines = concerns.map(({ message, verdict }) => {
    const loud = verdict === 'error' || verdict === 'warning' ? `${verdict}: ` : '';
    return `  ${verdict === 'error' ? paint('red', loud) : loud}${message}\n`;
  });
  return ['Nodes:\n', ...lines].join('');
}

/** The phases that are due and why, one a line. */
export function dueText(due: readonly Standing[]): string {
  return due
    .map((standing) => {
      const { phase, reason, named } = standing;
      const meaning = phases.find(({ name }) => name === phase)?.meaning?.en;
      const when = named ? '; only when it is named: uegen run ' : '';
      return `  ${phase}: ${[reasonText(reason), meaning].filter(Boolean).join('; ')}${when && `${when}${phase}`}\n`;
    })
    .join('');
}

/** Why a phase is due, in a few words. */
export function reasonText(reason: Reason | undefined): string {
  switch (reason?.why) {
    case 'never':
      return 'never run';
    case 'interrupted':
      return `begun ${timeText(reason.started)}, not ended`;
    case 'inputs':
      return `changed: ${some(reason.inputs.map(shortName))}`;
    case 'nodes':
      return some(reason.messages.map((message) => message.replace(/:.*/s, '')));
    case 'open':
      return 'root may log in';
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
  return `${words.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
