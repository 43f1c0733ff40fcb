import { shellWord } from './shell.ts';

const SCHEDULE = /^[0-9*,/-]+(?: [0-9*,/-]+){4}$/;

/**
 * A part of a line of a crontab: the five fields of a schedule as they are, anything else as one word of the shell in
 * which `%` is escaped, since cron would end the command there. A line break can't be carried and throws.
 */
export function cronWord(value: string): string {
  if (SCHEDULE.test(value)) return value;
  if (/[\n\r\0]/.test(value)) throw new RangeError('a crontab cannot carry this value');
  return shellWord(value).replaceAll('%', '\\%');
}
