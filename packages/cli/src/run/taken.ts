import type { Phase } from '@uegen/core/phases';

/** Whether a word behind `-e` gives one variable that a phase takes, with a value in which ansible finds no further one. */
export function isTaken({ takes = [] }: Phase, word: string): boolean {
  const [, name = ''] = /^(\w+)=[\w.,-]+$/.exec(word) ?? [];
  return takes.includes(name);
}
