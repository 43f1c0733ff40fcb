import { generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { random } from '../support/random.ts';
import { configText } from '../support/scenarios.ts';
import { put, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';

const schedules = suite('schedules of backups');

/** The config's errors with this schedule, each as its place and its code. */
function errors(schedule: string): string[] {
  const text = `${configText('valid', 'smallest')}gitlab: {backup: {schedule: ${JSON.stringify(schedule)}}}\n`;
  return generate(text, { outputs: [] })
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(
      ({ path, code, position }) =>
        `${path.join('.')} ${code} ${position?.line === text.split('\n').length - 1}`,
    );
}

schedules('that cron takes and that come true are accepted', () => {
  for (const schedule of [
    'false',
    '0 2 * * *',
    '15 04 * * 2-6',
    '*/5 0-23/2 1,15 1-12 0,7',
    '59 23 31 12 *',
    '0 0 29 2 *',
    '0 0 31 4,5 *',
    // The weekday is enough.
    '0 0 31 2 1',
    '0 0 */2 2 *',
    '0  2   * * *',
  ])
    assert.equal(errors(schedule), [], schedule);
});

schedules('that cron would refuse, or never run, are refused at their place', () => {
  for (const schedule of [
    '0 2 * *',
    '0 2 * * * *',
    '60 2 * * *',
    '0 24 * * *',
    '0 2 0 * *',
    '0 2 32 * *',
    '0 2 * 13 *',
    '0 2 * * 8',
    '0 2 * * mon',
    '@daily',
    '*/0 2 * * *',
    '5/10 2 * * *',
    '0 2 * * 6-2',
    '30-10 2 * * *',
    '0 0 30 2 *',
    '0 0 31 2,4,6-6,9,11 *',
    ' 0 2 * * *',
    '0 2 * * * root rm',
    'true',
    'no',
  ])
    assert.equal(errors(schedule), ['gitlab.backup.schedule invalid-value true'], schedule);
});

toolTest(schedules, ['crontab'], 'whatever is accepted, crontab accepts', () =>
  withFolder(async (folder) => {
    const next = random(11);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
    const parts = [
      '*',
      '*/5',
      '0',
      '7',
      '07',
      '12',
      '23',
      '31',
      '59',
      '1-5',
      '5-1',
      '0-23/2',
      '1,15',
      '*,3',
      '6-7',
      '*/0',
      '8/2',
    ];
    const wanted = Array.from({ length: 1500 }, () => [0, 0, 0, 0, 0].map(() => pick(parts)).join(' '));
    const accepted = wanted.filter((schedule) => errors(schedule).length === 0);
    assert.ok(accepted.length > 100 && accepted.length < 1400, String(accepted.length));
    const file = put(folder, 'crontab', accepted.map((schedule) => `${schedule} true\n`).join(''));
    const { status, stderr } = await run('crontab', ['-n', file]);
    assert.is(status, 0, stderr);
  }),
);

schedules.run();
