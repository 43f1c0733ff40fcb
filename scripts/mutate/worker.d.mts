/** A test file by its path, and its tests by their numbers; all where none are named. */
export interface Tests {
  file: string;
  numbers?: readonly number[];
}

/** What a worker is asked for: tests, with a mutant at work or none. */
export interface Job {
  mutant?: number;
  tests: readonly Tests[];
}

/** What it answers: the names of the tests, the one that failed, and every mutant that would have been at work. */
export interface Answer {
  names: readonly string[];
  failed: string | undefined;
  hits: readonly number[];
  milliseconds: number;
}
