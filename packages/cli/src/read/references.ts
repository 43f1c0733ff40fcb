import { resolve } from 'node:path';
import type { Reference, ReferenceAnswer } from '@uegen/core';
import { during, Problem } from '../problem.ts';
import { decode, readLimited } from './read-limited.ts';

const MAX_BYTES = 1024 * 1024;

/** Answers `!env NAME` from `environment` and `!file PATH`, relative to the config's folder, from the disk; `pending` holds files that are yet to be written. */
export function referenceResolver(
  configFolder: string,
  environment: Readonly<Record<string, string | undefined>>,
  pending: ReadonlyMap<string, string> = new Map(),
): (reference: Reference) => ReferenceAnswer {
  return ({ tag, argument }) => {
    const value = tag === 'file' ? pending.get(argument) : undefined;
    if (value !== undefined) return { value };
    return tag === 'env' ? readVariable(argument, environment) : readValue(configFolder, argument);
  };
}

function readVariable(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): ReferenceAnswer {
  const value = environment[name];
  return value === undefined ? { problem: `the environment variable ${name} is not set` } : { value };
}

function readValue(configFolder: string, path: string): ReferenceAnswer {
  try {
    const content = during(`can't read ${path}`, () => readLimited(resolve(configFolder, path), MAX_BYTES));
    if (content === undefined) return { problem: `${path} is larger than 1 MiB` };
    const text = decode(content);
    if (text === undefined) return { problem: `${path} is not UTF-8` };
    return { value: text.replace(/\r?\n$/, '') };
  } catch (error) {
    if (error instanceof Problem) return { problem: error.message };
    throw error;
  }
}
