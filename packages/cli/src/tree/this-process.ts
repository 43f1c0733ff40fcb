import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { errorCode } from '../problem.ts';

/** Which process this is, and whether another one lives. */
export interface Self {
  pid: number;
  /** When the process started, in the kernel's own unit; '0' where that can't be learnt. */
  started: string;
  host: string;
  isAlive(pid: number, started: string): boolean;
  /** Waits without doing anything. */
  pause(milliseconds: number): void;
}

/** The running process. */
export function thisProcess(): Self {
  return {
    pid: process.pid,
    started: processState(process.pid)?.started ?? '0',
    host: hostname().replace(/[^A-Za-z0-9-]/g, '-'),
    isAlive,
    pause: (milliseconds) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds),
  };
}

function isAlive(pid: number, started: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false;
  }
  const state = processState(pid);
  if (state === undefined) return true;
  // A number is given to a new process sooner or later, and a zombie keeps its number.
  return !state.ended && (started === '0' || state.started === started);
}

function processState(pid: number): { started: string; ended: boolean } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { started: fields[19] ?? '0', ended: fields[0] === 'Z' || fields[0] === 'X' };
  } catch {
    return undefined;
  }
}
