import type { Phase } from '@uegen/core/phases';

// What says how much ansible shows, how it gets in, and how many machines it takes at a time.
const HARMLESS = /^(?:-v+|--verbose|-D|--diff|-K|--ask-become-pass|-k|--ask-pass|-f\d+|--forks=\d+|-T\d+)$/;
const WITH_VALUE = /^(?:-f|--forks|-T|--timeout|--private-key|--key-file|--become-password-file)$/;
const LIMIT = /^(?:-l.+|--limit=.+)$/s;
const LIMIT_WITH_VALUE = /^(?:-l|--limit)$/;

/**
 * Whether a phase with such extra arguments does all that it does without them, as far as uegen knows, on the nodes that
 * it takes: `--check` or `--tags` leave something out, and so does a limit where it isn't the phase's own list of nodes
 * that it limits. Scripts take no argument that does.
 */
export function isWhole({ steps, destroys }: Phase, extra: readonly string[]): boolean {
  if (!steps.some(({ playbook }) => playbook !== undefined)) return true;
  const takesValue = (word = '') =>
    WITH_VALUE.test(word) || (destroys === true && LIMIT_WITH_VALUE.test(word));
  return extra.every(
    (word, index) =>
      HARMLESS.test(word) ||
      (destroys === true && LIMIT.test(word)) ||
      takesValue(word) ||
      takesValue(extra[index - 1]),
  );
}
