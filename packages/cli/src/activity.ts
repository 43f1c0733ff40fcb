/** What a run is busy with, for the report of a crash. */
export type Activity = 'start' | 'read' | 'generate' | 'compare' | 'write' | 'run' | 'report';

let current: Activity = 'start';

/** Notes what the run is busy with from here on. */
export function enter(activity: Activity): void {
  current = activity;
}

/** What the run is busy with. */
export function currentActivity(): Activity {
  return current;
}
