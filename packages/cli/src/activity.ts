import { say } from './language.ts';
import { progress } from './progress.ts';

/** What a run is busy with, for the report of a crash. */
export type Activity = 'start' | 'read' | 'generate' | 'compare' | 'write' | 'run' | 'report';

let current: Activity = 'start';

/** Notes what the run is busy with from here on. */
export function enter(activity: Activity): void {
  current = activity;
  progress().step(wordsOf(activity));
}

/** What the run is busy with. */
export function currentActivity(): Activity {
  return current;
}

// What runs other programs, or prints, has a screen of its own.
function wordsOf(activity: Activity): string {
  switch (activity) {
    case 'read':
      return say('Reading the config', '설정을 읽는 중');
    case 'generate':
      return say('Generating the files', '파일을 생성하는 중');
    case 'compare':
      return say('Comparing the files', '파일을 비교하는 중');
    case 'write':
      return say('Writing the files', '파일을 쓰는 중');
    default:
      return '';
  }
}
