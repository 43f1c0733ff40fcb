import { FREE_GIB } from '@uegen/core/phases';
import { say } from '../language.ts';
import { ask, plain } from '../run/index.ts';
import type { Check } from './check.ts';

const PATIENCE_S = 10;
const KIB_PER_GIB = 1024 * 1024;

/** Space for what lies in install/. */
export const disk: Check = async ({ loaded: { at } }) => {
  const subject = say('disk', '디스크');
  const { stdout, stderr } = await ask(['df', '-Pk', at.root], { seconds: PATIENCE_S });
  const [free] = freeIn(stdout);
  const why = plain(stderr);
  if (free === undefined)
    return [
      {
        subject,
        state: 'bad',
        what: `${say(`df can't read the free space of ${at.root}`, `df 로 ${at.root} 의 여유 공간을 확인할 수 없습니다`)}${why === '' ? '' : `: ${why}`}`,
      },
    ];
  const what = say(
    `${gib(free)} GiB free in ${at.root}; ${FREE_GIB.install} are wanted`,
    `${at.root} 의 여유 공간 ${gib(free)} GiB; ${FREE_GIB.install} GiB 가 필요합니다`,
  );
  if (free >= FREE_GIB.install) return [{ subject, state: 'ok', what }];
  return [
    {
      subject,
      state: 'bad',
      what,
      todo: say(
        'make room, or build with --out on a larger disk',
        '공간을 확보하거나 --out 으로 더 큰 디스크에 빌드하십시오',
      ),
    },
  ];
};

/** The space that is free on each file system, in GiB, as `df -Pk` tells it. */
export function freeIn(text: string): number[] {
  return text.split('\n').flatMap((line) => {
    const kib = /\s(\d{1,15})\s+(?:\d{1,3}%|-)\s+\//.exec(line)?.[1];
    return kib === undefined ? [] : [Number(kib) / KIB_PER_GIB];
  });
}

/** A space in GiB as it is shown. */
export function gib(space: number): string {
  return space < 100 ? space.toFixed(1) : String(Math.round(space));
}
