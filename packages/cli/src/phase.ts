/** What a run is busy with, for the report of a crash. */
export type RunPhase = 'start' | 'read' | 'generate' | 'compare' | 'write' | 'run' | 'report';

let current: RunPhase = 'start';

/** Notes what the run is busy with from here on. */
export function enter(phase: RunPhase): void {
  current = phase;
}

/** What the run is busy with. */
export function currentPhase(): RunPhase {
  return current;
}
