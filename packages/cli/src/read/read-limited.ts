import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { errorCode } from '../problem.ts';

const RETRY_MS = 5;

/**
 * The first `limit` bytes of a file or pipe, or of one that is open already, or undefined when it holds more. Never reads
 * more than one byte beyond.
 */
export function readLimited(path: string | number, limit: number): Uint8Array | undefined {
  if (typeof path === 'number') return readUpTo(path, limit);
  const file = openSync(path, 'r');
  try {
    if (fstatSync(file).size > limit) return undefined;
    return readUpTo(file, limit);
  } finally {
    closeSync(file);
  }
}

/** The same of a regular file only; anything else answers `other`, and no pipe without a writer keeps it waiting. */
export function readRegular(path: string, limit: number): Uint8Array | undefined | 'other' {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) return 'other';
    return stats.size > limit ? undefined : readUpTo(file, limit);
  } finally {
    closeSync(file);
  }
}

// A pipe and a device tell no size, so the limit is kept while reading.
function readUpTo(file: number, limit: number): Uint8Array | undefined {
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length <= limit) {
    const chunk = new Uint8Array(Math.min(64 * 1024, limit + 1 - length));
    const count = readSome(file, chunk);
    if (count === 0) return Buffer.concat(chunks, length);
    chunks.push(chunk.subarray(0, count));
    length += count;
  }
  return undefined;
}

// The standard input may be a pipe that doesn't block.
function readSome(file: number, chunk: Uint8Array): number {
  for (;;) {
    try {
      return readSync(file, chunk, 0, chunk.length, null);
    } catch (error) {
      if (errorCode(error) !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}

/** Bytes as text, or undefined when they aren't UTF-8; a byte order mark is dropped. */
export function decode(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}
