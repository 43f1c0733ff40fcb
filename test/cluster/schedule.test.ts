import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { longestAge } from '../../packages/core/src/cluster/backup.ts';
import { longestGap } from '../../packages/core/src/cluster/schedule.ts';

const gaps = suite('how far apart the runs of a schedule are');
const DAY = 24 * 60;

for (const [schedule, gap] of [
  ['0 2 * * *', DAY],
  ['* * * * *', 1],
  ['*/15 * * * *', 15],
  ['*/50 * * * *', 50],
  ['5 0-20/4 * * *', 4 * 60],
  ['0 2,3 * * *', DAY - 60],
  ['30 3 * * 0', 7 * DAY],
  ['30 3 * * 7', 7 * DAY],
  ['15 4 * * 2-6', 3 * DAY],
  ['0 0 * * 5-7', 5 * DAY],
  ['0 0 1 * *', 31 * DAY],
  ['0 0 31 * *', 61 * DAY],
  ['0 0 1 1 *', 366 * DAY],
  ['0 0 29 2 *', 1461 * DAY],
  // One of both is enough.
  ['0 0 1 * 1', 7 * DAY],
  // Both are needed, as a star begins one of them: the 1st, 8th, 15th, 22nd or 29th, if it is a Monday.
  ['0 0 */7 * 1', 399 * DAY],
] as const)
  gaps(schedule, () => assert.is(longestGap(schedule), gap));

gaps('a backup may take a while, and be a quarter late', () => {
  assert.is(longestAge('0 2 * * *'), 30 * 3600 + 3600);
});

gaps.run();
