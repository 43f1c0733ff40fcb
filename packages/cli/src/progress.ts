import { widthOf } from './cells.ts';

/** What a run is busy with, on one line that goes again: for whoever waits at a terminal. */
export interface Progress {
  /** What comes now. Nothing is shown of a run that ends before anybody wonders. */
  step(text: string): void;
  /** How much of it is done. Work that never waits says so itself: meanwhile no clock of Node's goes. */
  count(done: number, total: number): void;
  /** The time has come to look at the clock. */
  tick(): void;
  /** Takes the line away, until something goes on. */
  clear(): void;
}

/** A run that takes longer says what it is busy with. */
const AFTER_MS = 1000;
const EVERY_MS = 200;

const NONE: Progress = { step: () => {}, count: () => {}, tick: () => {}, clear: () => {} };

let current = NONE;

/** What shows how far this run is: nothing, but on a terminal. */
export function progress(): Progress {
  return current;
}

/** From now on the run shows how far it is there. */
export function showProgress(shown: Progress): void {
  current = shown;
}

/** Whether a run with such an environment shows it on a terminal: CI keeps what is to go again, and a dumb one can't go back. */
export function isWelcome({ CI, TERM }: NodeJS.ProcessEnv): boolean {
  return (CI ?? '') === '' && TERM !== 'dumb';
}

/** A line of a terminal that is `width` cells wide. It is written without colours and codes: spaces take it away. */
export function progressLine(
  write: (text: string) => void,
  width: number,
  now: () => number = Date.now,
): Progress {
  const began = now();
  let [text, counted, shown] = ['', '', 0];
  let last = Number.NEGATIVE_INFINITY;
  const tick = () => {
    if (text === '') return;
    const time = now();
    if (time - began < AFTER_MS || time - last < EVERY_MS) return;
    last = time;
    const line = cut(`${text}${counted} ...`, width - 1);
    const cells = widthOf(line);
    write(`\r${line}${' '.repeat(Math.max(0, shown - cells))}`);
    shown = cells;
  };
  const clear = () => {
    if (shown > 0) write(`\r${' '.repeat(shown)}\r`);
    shown = 0;
    last = Number.NEGATIVE_INFINITY;
  };
  const step = (next: string) => {
    [text, counted] = [next, ''];
    last = Number.NEGATIVE_INFINITY;
    if (next === '') clear();
    else tick();
  };
  const count = (done: number, total: number) => {
    counted = ` ${done}/${total}`;
    tick();
  };
  return { step, count, tick, clear };
}

function cut(text: string, width: number): string {
  let cells = 0;
  let end = 0;
  for (const letter of text) {
    cells += widthOf(letter);
    if (cells > width) break;
    end += letter.length;
  }
  return text.slice(0, end);
}

/** Shows how far something is that waits for others; each of `parts` is one of them. */
export async function whileWaiting<T>(text: string, parts: readonly Promise<T>[]): Promise<T[]> {
  progress().step(text);
  let done = 0;
  const timer = setInterval(() => progress().tick(), EVERY_MS);
  try {
    return await Promise.all(
      parts.map(async (part) => {
        const answer = await part;
        done += 1;
        progress().count(done, parts.length);
        return answer;
      }),
    );
  } finally {
    clearInterval(timer);
    progress().step('');
  }
}
