import { join } from 'node:path';
import { inBoth, says } from '@uegen/core';
import { formatState, NO_STATE, parseState, type State } from '@uegen/core/plan';
import type { FileSystem } from '../tree/file-system.ts';
import type { Layout } from '../tree/layout.ts';
import { writeNew } from '../tree/stage.ts';

const KEY_LENGTH = 32;

/** What is known of a cluster, and why its file couldn't be read, if so: then nothing is known. */
export interface KnownState {
  state: State;
  problem?: string;
  ko?: { problem: string };
}

/** Reads `.uegen/state.json` without touching anything. A damaged or newer one never stands in the way. */
export function readState(fs: FileSystem, at: Layout): KnownState {
  const kind = fs.status(at.state)?.kind;
  if (kind === undefined) return { state: NO_STATE };
  if (kind !== 'file')
    return { state: NO_STATE, ...inBoth({ problem: says('it is not a file', '파일이 아닙니다') }) };
  const answer = parseState(Buffer.from(fs.read(at.state)).toString('utf8'));
  return 'state' in answer ? answer : { state: NO_STATE, ...answer };
}

/**
 * Changes the state, as a whole or not at all; whoever calls holds the lock. What can't be read is set aside first, and
 * its new name is the answer.
 */
export function changeState(
  fs: FileSystem,
  at: Layout,
  change: (state: State) => State,
): { aside?: string; problem?: string; ko?: { problem: string } } {
  const { state, problem, ko } = readState(fs, at);
  // An older record was lost: what isn't in the new one isn't therefore undone.
  const text = formatState(change(problem === undefined ? state : { ...state, gaps: true }));
  const answer = problem === undefined ? {} : { aside: setAside(fs, at), problem, ...(ko && { ko }) };
  const fresh = `${at.state}.new`;
  if (fs.status(fresh) !== undefined) fs.removeTree(fresh);
  writeNew(fs, fresh, Buffer.from(text), 0o600, (file) => fs.sync(file));
  fs.rename(fresh, at.state);
  return answer;
}

function setAside(fs: FileSystem, at: Layout): string {
  for (let number = 1; ; number += 1) {
    const name = `state.aside.${number}.json`;
    if (fs.status(join(at.own, name)) !== undefined) continue;
    fs.rename(at.state, join(at.own, name));
    return `.uegen/${name}`;
  }
}

/** The key of the digests in the state, or undefined where there is none that could be one. */
export function readKey(fs: FileSystem, at: Layout): Uint8Array | undefined {
  if (fs.status(at.stateKey)?.kind !== 'file') return undefined;
  const key = fs.read(at.stateKey);
  return key.length === KEY_LENGTH ? key : undefined;
}

/** The same, made where it is missing. */
export function ensureKey(fs: FileSystem, at: Layout, chance: (length: number) => Uint8Array): Uint8Array {
  const known = readKey(fs, at);
  if (known !== undefined) return known;
  const key = chance(KEY_LENGTH);
  if (fs.status(at.stateKey) !== undefined) fs.removeTree(at.stateKey);
  const fresh = `${at.stateKey}.new`;
  if (fs.status(fresh) !== undefined) fs.removeTree(fresh);
  writeNew(fs, fresh, key, 0o600, (file) => fs.sync(file));
  fs.rename(fresh, at.stateKey);
  return key;
}
