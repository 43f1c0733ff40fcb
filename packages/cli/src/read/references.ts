import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Reference, ReferenceAnswer } from '@uegen/core';
import { during, Problem } from '../problem.ts';
import { decode, readRegular } from './read-limited.ts';

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
  // Whatever else stands there may be the value itself, by mistake.
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    return { problem: 'what follows !env is not the name of an environment variable' };
  // Objects have names of their own, such as toString.
  const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
  return value === undefined ? { problem: `the environment variable ${name} is not set` } : { value };
}

function readValue(configFolder: string, path: string): ReferenceAnswer {
  if (path.includes('\0')) return { problem: 'what follows !file is not the path of a file' };
  const place = resolve(configFolder, path);
  try {
    const stats = during(`can't read ${path}`, () => lstatSync(place, { throwIfNoEntry: false }));
    if (stats === undefined) return { absent: `can't read ${path}: no such file or folder (ENOENT)` };
    const content = during(`can't read ${path}`, () => readRegular(place, MAX_BYTES));
    if (content === 'other') return { problem: `${path} is not a regular file` };
    if (content === undefined) return { problem: `${path} is larger than 1 MiB` };
    const text = decode(content);
    if (text === undefined) return { problem: `${path} is not UTF-8` };
    return { value: text.replace(/\r?\n$/, '') };
  } catch (error) {
    if (error instanceof Problem) return { problem: error.message };
    throw error;
  }
}
