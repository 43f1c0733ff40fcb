import { says, type Text } from '../text.ts';
import type { Rule } from './rule.ts';

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A schedule's ranges go upwards, and its day comes in one of its months: cron would refuse it, or never run it. */
export const schedulesComeTrue: Rule = ({ config: { gitlab, backup } }) =>
  [
    ...(['schedule', 'config-schedule'] as const).map((key) => ({
      path: ['gitlab', 'backup', key],
      schedule: gitlab.backup[key],
    })),
    ...(['zookeeper-schedule', 'database-schedule', 'registry-schedule'] as const).map((key) => ({
      path: ['backup', key],
      schedule: backup[key],
    })),
  ].flatMap(({ path, schedule }) => {
    const problem = scheduleProblem(schedule);
    return problem === undefined
      ? []
      : [
          {
            code: 'invalid-value' as const,
            message: says(`${path.join('.')} ${problem.en}`, `${path.join('.')}: ${problem.ko}`),
            path,
          },
        ];
  });

function scheduleProblem(schedule: string): Text | undefined {
  if (schedule === 'false') return undefined;
  const fields = schedule.split(/ +/);
  const backward = fields.flatMap(rangesOf).some(([first, last]) => first > last);
  if (backward)
    return says('has a range whose end comes before its start', '끝이 시작보다 앞선 범위가 있습니다');
  const [, , day, month, weekday] = fields as [string, string, string, string, string];
  // Where both are given, either the day or the weekday is enough.
  if (!weekday.startsWith('*') || day.startsWith('*')) return undefined;
  const earliest = Math.min(...rangesOf(day).map(([first]) => first));
  const months = month.includes('*') ? [1, 2] : rangesOf(month).flatMap(([first, last]) => upTo(first, last));
  return months.some((number) => earliest <= (DAYS_IN_MONTH[number - 1] as number))
    ? undefined
    : says('names a day that none of its months has', '지정한 어느 달에도 없는 날짜입니다');
}

function rangesOf(field: string): [number, number][] {
  return field
    .split(',')
    .filter((part) => !part.startsWith('*'))
    .map((part) => {
      const [first, last] = (part.split('/')[0] as string).split('-').map(Number);
      return [first as number, last ?? (first as number)];
    });
}

function upTo(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
