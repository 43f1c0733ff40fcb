import { fstatSync, statSync, writeSync } from 'node:fs';
import type { Diagnostic } from '@uegen/core';
import { folded } from './cells.ts';
import { say } from './language.ts';
import { asProblem, errorCode } from './problem.ts';
import { isWelcome, progress, progressLine, showProgress } from './progress.ts';

/** Where a command prints. Each painter is that of its stream: it leaves a text alone, unless a terminal wants colours. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Sentences for people, on stderr, their lines broken between words where a terminal is narrower. */
  tell(text: string): void;
  paintOut: Painter;
  paintErr: Painter;
  /** How many cells a line of the output may have: all that it wants, where that is no terminal. */
  width: number;
  /** How many lines the screen has; no end of them where the output is no terminal. */
  height: number;
  /** Present where the run answers with one object in JSON. */
  json?: JsonAnswer;
}

/** Takes what a run has to answer. */
export interface JsonAnswer {
  /** What the command itself says; the last one counts. */
  answer(payload: object): void;
  diagnose(diagnostics: readonly Diagnostic[]): void;
}

/** A style of text on a terminal. */
export type Style = keyof typeof STYLES;

/** Gives a text a style. */
export interface Painter {
  (style: Style, text: string): string;
  /** False when it leaves every text alone. */
  colored: boolean;
}

// A library for this looks at both streams as soon as it is loaded, which takes longer than all of uegen's own output.
const STYLES = { bold: 1, red: 31, green: 32, yellow: 33, magenta: 35, cyan: 36 } as const;

const STDOUT = 1;
const STDERR = 2;
const RETRY_MS = 5;

/** The process' own output; `now` is its clock. */
export function processTerminal(now: () => number = Date.now): Terminal {
  const write = (file: number) => (text: string) => writeAll(file, Buffer.from(text));
  const [out, err] = [write(STDOUT), write(STDERR)];
  const errWidth = isTerminal(STDERR) ? widthOf(process.stderr) : Number.POSITIVE_INFINITY;
  if (isWelcome(process.env) && isTerminal(STDERR)) showProgress(progressLine(err, errWidth, now));
  return {
    out: behindProgress(out),
    err: behindProgress(err),
    tell: (text) => behindProgress(err)(folded(text, errWidth)),
    paintOut: painter(wantsColors(STDOUT)),
    paintErr: painter(wantsColors(STDERR)),
    width: isTerminal(STDOUT) ? widthOf(process.stdout) : Number.POSITIVE_INFINITY,
    height: (isTerminal(STDOUT) && process.stdout.rows) || Number.POSITIVE_INFINITY,
  };
}

// Both outputs may be one screen.
function behindProgress(write: (text: string) => void): (text: string) => void {
  return (text) => {
    progress().clear();
    write(text);
  };
}

// Straight to the file, since node's streams take longer to load than a small build takes.
function writeAll(file: number, content: Uint8Array): void {
  let rest = content;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(file, rest));
    } catch (error) {
      if (isClosed(error)) return;
      // A slow reader of a pipe that doesn't block.
      if (errorCode(error) !== 'EAGAIN')
        throw asProblem(
          error,
          say(
            "the output can't be written; what was done before is done",
            '출력을 쓸 수 없습니다. 그 전에 한 일은 이미 끝났습니다',
          ),
        );
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}

// A reader that goes away early (`| head`) is no error.
function isClosed(error: unknown): boolean {
  return errorCode(error) === 'EPIPE' || errorCode(error) === 'EBADF';
}

// Some terminals don't know how wide they are, and say 0.
function widthOf({ columns }: { columns?: number }): number {
  return columns || 80;
}

/** `FORCE_COLOR` wants colours everywhere, and with 0 nowhere; `NO_COLOR` wants none: both as others read them. */
function wantsColors(file: number): boolean {
  const { FORCE_COLOR, NO_COLOR, TERM } = process.env;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return (NO_COLOR ?? '') === '' && TERM !== 'dumb' && isTerminal(file);
}

// Only a device can be a terminal; the streams, which know for sure, are slow to load.
function isTerminal(file: number): boolean {
  try {
    const stats = fstatSync(file);
    if (!stats.isCharacterDevice() || stats.rdev === statSync('/dev/null').rdev) return false;
    return (file === STDOUT ? process.stdout : process.stderr).isTTY === true;
  } catch {
    return false;
  }
}

/** A painter, which does nothing unless `colored`. */
export function painter(colored: boolean): Painter {
  const paint = (style: Style, text: string) => (colored ? `\u001B[${STYLES[style]}m${text}\u001B[0m` : text);
  return Object.assign(paint, { colored });
}
