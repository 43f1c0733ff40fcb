const MINUTES_A_DAY = 24 * 60;
// In 28 years of four each, every date has had every day of the week.
const YEARS = 28;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** The longest time in minutes between two runs of a schedule of cron: five fields that {@link schedulesComeTrue} let pass. */
export function longestGap(schedule: string): number {
  const [minutes = '', hours = '', days = '', months = '', weekdays = ''] = schedule.split(/ +/);
  const times = numbersOf(hours, 0, 23).flatMap((hour) =>
    numbersOf(minutes, 0, 59).map((minute) => hour * 60 + minute),
  );
  const [first = 0, last = 0] = [times[0], times[times.length - 1]];
  const within = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  const dates = datesOf(numbersOf(days, 1, 31), numbersOf(months, 1, 12), daysOfWeek(weekdays), [
    days,
    weekdays,
  ]);
  const between = dates
    .slice(1)
    .map((date, index) => (date - (dates[index] ?? 0)) * MINUTES_A_DAY - (last - first));
  return Math.max(...within, ...between);
}

/** The days of 28 years and more, or of two weeks where no more tell, counted from their first, on which the schedule runs. */
function datesOf(
  days: readonly number[],
  months: readonly number[],
  weekdays: readonly number[],
  [day, weekday]: readonly [string, string],
): number[] {
  // As cron has it: where neither field begins with a star, one of both is enough.
  const either = !day.startsWith('*') && !weekday.startsWith('*');
  if (day === '*' && months.length === 12)
    return Array.from({ length: 15 }, (_, count) => count).filter((count) => weekdays.includes(count % 7));
  const dates: number[] = [];
  let count = 0;
  for (let year = 0; year <= YEARS; year++)
    DAYS_IN_MONTH.forEach((length, month) => {
      const end = month === 1 && year % 4 === 0 ? length + 1 : length;
      for (let date = 1; date <= end; date++, count++) {
        const [onDay, onWeekday] = [days.includes(date), weekdays.includes(count % 7)];
        const runs = either ? onDay || onWeekday : onDay && onWeekday;
        if (runs && months.includes(month + 1)) dates.push(count);
      }
    });
  return dates;
}

// Sunday has two numbers.
function daysOfWeek(field: string): number[] {
  return numbersOf(field, 0, 7).map((number) => number % 7);
}

/** The numbers of a field, upwards: `*`, stars with steps, `1-5`, `1-5/2`, `3`, and several of them behind commas. */
function numbersOf(field: string, least: number, most: number): number[] {
  const all = field.split(',').flatMap((part) => {
    const [range = '', step = '1'] = part.split('/');
    const [from = least, to = from] = range === '*' ? [least, most] : range.split('-').map(Number);
    const count = Math.floor((to - from) / Number(step)) + 1;
    return Array.from({ length: count }, (_, index) => from + index * Number(step));
  });
  return [...new Set(all)].sort((one, other) => one - other);
}
