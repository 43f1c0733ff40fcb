import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** The first `limit` bytes of a file or pipe, or undefined when it holds more. Never reads more than one byte beyond. */
export function readLimited(path: string, limit: number): Uint8Array | undefined {
  const file = openSync(path, 'r');
  try {
    if (fstatSync(file).size > limit) return undefined;
    return readUpTo(file, limit);
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
    const count = readSync(file, chunk, 0, chunk.length, null);
    if (count === 0) return Buffer.concat(chunks, length);
    chunks.push(chunk.subarray(0, count));
    length += count;
  }
  return undefined;
}

/** Bytes as text, or undefined when they aren't UTF-8; a byte order mark is dropped. */
export function decode(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}
