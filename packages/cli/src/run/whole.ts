import type { Phase } from '@uegen/core/phases';
import { isTaken } from './taken.ts';

// What says how much ansible shows, how it gets in, and how many machines it takes at a time.
const HARMLESS = /^(?:-v+|--verbose|-D|--diff|-K|--ask-become-pass|-k|--ask-pass|-f\d+|--forks=\d+|-T\d+)$/;
const WITH_VALUE = /^(?:-f|--forks|-T|--timeout|--private-key|--key-file|--become-password-file)$/;
const LIMIT = /^(?:-l.+|--limit=.+)$/s;
const LIMIT_WITH_VALUE = /^(?:-l|--limit)$/;
const VARIABLE = /^(?:-e|--extra-vars=)(.+)$/s;
const VARIABLE_BEHIND = /^(?:-e|--extra-vars)$/;

/**
 * Whether a phase with such extra arguments does all that it does without them, as far as uegen knows, on the nodes that
 * it takes: `--check` or `--tags` leave something out, and so does a limit where it isn't the phase's own list of nodes
 * that it limits. Scripts take no argument that does.
 */
export function isWhole(phase: Phase, extra: readonly string[]): boolean {
  const { steps, destroys } = phase;
  if (!steps.some(({ playbook }) => playbook !== undefined)) return true;
  const takesValue = (word = '', value = '') =>
    WITH_VALUE.test(word) ||
    (destroys === true && LIMIT_WITH_VALUE.test(word)) ||
    (VARIABLE_BEHIND.test(word) && isTaken(phase, value));
  return extra.every(
    (word, index) =>
      HARMLESS.test(word) ||
      (destroys === true && LIMIT.test(word)) ||
      takesValue(word, extra[index + 1]) ||
      takesValue(extra[index - 1], word) ||
      isTaken(phase, VARIABLE.exec(word)?.[1] ?? ''),
  );
}
