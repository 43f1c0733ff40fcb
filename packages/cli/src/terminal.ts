import { fstatSync, statSync, writeSync } from 'node:fs';
import pc from 'picocolors';
import { errorCode } from './fs/problem.ts';

/** Where a command prints. Colours are those of the stream: none, unless it is a terminal that wants them. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  outColors: Colors;
  errColors: Colors;
}

/** Functions that colour a text, or leave it. */
export type Colors = ReturnType<typeof pc.createColors>;

const STDOUT = 1;
const STDERR = 2;
const RETRY_MS = 5;

/** The process' own output. */
export function processTerminal(): Terminal {
  return {
    out: (text) => writeAll(STDOUT, Buffer.from(text)),
    err: (text) => writeAll(STDERR, Buffer.from(text)),
    outColors: pc.createColors(wantsColors(STDOUT)),
    errColors: pc.createColors(wantsColors(STDERR)),
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
      if (errorCode(error) !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}

// A reader that goes away early (`| head`) is no error.
function isClosed(error: unknown): boolean {
  return errorCode(error) === 'EPIPE' || errorCode(error) === 'EBADF';
}

function wantsColors(file: number): boolean {
  const { NO_COLOR, TERM } = process.env;
  return (NO_COLOR ?? '') === '' && TERM !== 'dumb' && isTerminal(file);
}

// Only a device can be a terminal; the streams, which know for sure, are slow to load.
function isTerminal(file: number): boolean {
  try {
    return (
      fstatSync(file).isCharacterDevice() &&
      (file === STDOUT ? process.stdout : process.stderr).isTTY === true
    );
  } catch {
    return false;
  }
}
