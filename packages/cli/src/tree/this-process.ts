import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { errorCode } from '../problem.ts';

/** What stands for a number that the system doesn't tell. */
export const UNKNOWN = '0';

/** Which process this is, and whether another one lives. */
export interface Self {
  pid: number;
  /** When the process started, in the kernel's own unit; {@link UNKNOWN} where that can't be learnt. */
  started: string;
  /** The PID namespace in which these numbers mean something, as its inode. */
  space: string;
  /** Which start of the machine this is: the kernel's boot_id, the same in all containers. */
  boot: string;
  host: string;
  /** When another process started, in the same unit as `started`. */
  startOf(pid: number): string;
  isAlive(pid: number, started: string): boolean;
  /** Waits without doing anything. */
  pause(milliseconds: number): void;
}

/** The running process. */
export function thisProcess(): Self {
  return {
    pid: process.pid,
    started: startOf(process.pid),
    space: spaceOf(),
    boot: bootOf(),
    host: hostname().replace(/[^A-Za-z0-9-]/g, '-'),
    startOf,
    isAlive,
    pause: (milliseconds) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds),
  };
}

function startOf(pid: number): string {
  return processState(pid)?.started ?? UNKNOWN;
}

function spaceOf(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? UNKNOWN;
  } catch {
    return UNKNOWN;
  }
}

function bootOf(): string {
  try {
    return /^[0-9a-f-]+/.exec(readFileSync('/proc/sys/kernel/random/boot_id', 'latin1'))?.[0] ?? UNKNOWN;
  } catch {
    return UNKNOWN;
  }
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
  return !state.ended && (started === UNKNOWN || state.started === started);
}

function processState(pid: number): { started: string; ended: boolean } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { started: fields[19] ?? UNKNOWN, ended: fields[0] === 'Z' || fields[0] === 'X' };
  } catch {
    return undefined;
  }
}
