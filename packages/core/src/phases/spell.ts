import { shellWord } from '../escape/shell.ts';
import type { Command } from './types.ts';

/** A command as an operator would type it in the output root. */
export function spell({ folder, argv, stdin }: Command): string {
  const words = argv.map(word).join(' ');
  const fed = stdin === undefined ? words : `${words} < ${word(stdin)}`;
  return `(cd ${word(folder)} && ${fed})`;
}

/** The command as the user runs it: through sudo where it needs root, with the extra arguments behind. */
export function asUser(command: Command, isRoot: boolean, extra: readonly string[]): Command {
  const [program, ...args] = command.argv;
  const more = command.remote ? extra.map(word) : extra;
  const all = command.extra ? [...args, ...more] : args;
  return { ...command, argv: command.root && !isRoot ? ['sudo', program, ...all] : [program, ...all] };
}

/** A value as one word of a shell; what means itself to every shell stays as it is. */
export function word(value: string): string {
  return /^[\w@%+:,./=-]+$/.test(value) ? value : shellWord(value);
}
