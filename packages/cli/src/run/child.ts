import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import type { Command } from '@uegen/core/phases';
import { say } from '../language.ts';
import { errorCode, Problem } from '../problem.ts';
import { disk } from '../tree/file-system.ts';
import type { Layout } from '../tree/layout.ts';
import { inherited, noteProgram } from '../tree/programs.ts';
import { thisProcess } from '../tree/this-process.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const PATIENCE_MS = 10_000;
const STEP_MS = 50;
const DRAIN_MS = 1000;

/** Where else the output of a program goes: every piece of it is shown and kept. */
export interface Tap {
  out(text: string): void;
  err(text: string): void;
}

/** The programs of one run of a phase, one after the other. */
export interface Children {
  /** Runs a program on the operator's terminal and answers with its exit code. */
  run(command: Command, at: Layout, env: NodeJS.ProcessEnv, tap?: Tap): Promise<number>;
  /** The exit code of an interrupted run: then nothing more must be started. */
  interrupted(): number | undefined;
  /** Gives the signals back. */
  close(): void;
}

/**
 * From now on a signal ends the program that runs, with all that it started, and uegen waits for it. With a terminal the
 * programs stay in uegen's own process group, or they could ask for nothing there (a password of sudo, a question of
 * `--step`); the terminal then sends Ctrl-C to all of them. Without one each leads a group of its own.
 */
export function children(): Children {
  const detached = !hasTerminal();
  let running: ChildProcess | undefined;
  let signal: (typeof SIGNALS)[number] | undefined;
  const forward = (received: (typeof SIGNALS)[number]) => {
    signal = received;
    if (running?.pid === undefined) return;
    if (detached) quietly(() => process.kill(-(running?.pid ?? 0), received));
    else if (received !== 'SIGINT') running.kill(received);
  };
  for (const name of SIGNALS) process.on(name, forward);
  return {
    run: async (command, at, env, tap) => {
      // Loaded here, since a build starts no program.
      const { spawn } = await import('node:child_process');
      const folder = join(at.root, command.folder);
      const input = command.stdin === undefined ? undefined : openSync(join(folder, command.stdin), 'r');
      const [program, ...args] = command.argv;
      try {
        running = spawn(program, args, {
          cwd: folder,
          env,
          detached,
          stdio: [input ?? 'inherit', tap ? 'pipe' : 'inherit', tap ? 'pipe' : 'inherit', ...inherited()],
        });
        noteProgram(disk, running.pid, thisProcess());
        running.stdout?.setEncoding('utf8').on('data', (text: string) => tap?.out(text));
        running.stderr?.setEncoding('utf8').on('data', (text: string) => tap?.err(text));
        const closed = new Promise<void>((resolve) => running?.on('close', () => resolve()));
        const code = await endOf(running, program);
        // What it left behind, such as ssh's connections that wait for the next task, may keep the pipe.
        if (tap !== undefined) await within(DRAIN_MS, closed);
        running.stdout?.destroy();
        running.stderr?.destroy();
        if (detached && signal !== undefined) await endOfGroup(running.pid);
        return code;
      } finally {
        running = undefined;
        if (input !== undefined) closeSync(input);
      }
    },
    interrupted: () => (signal === undefined ? undefined : codeOf(signal)),
    close: () => {
      for (const name of SIGNALS) process.off(name, forward);
    },
  };
}

function endOf(child: ChildProcess, program: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('error', (error) =>
      reject(
        new Problem(
          say(
            `${program} can't be started: ${errorCode(error) ?? 'it was refused'}`,
            `${program} 을(를) 시작할 수 없습니다: ${errorCode(error) ?? '거부되었습니다'}`,
          ),
        ),
      ),
    );
    child.on('exit', (code, signal) => resolve(code ?? codeOf(signal ?? 'SIGTERM')));
  });
}

// A script may end at once and leave behind what it had called.
async function endOfGroup(leader: number | undefined): Promise<void> {
  if (leader === undefined) return;
  for (let waited = 0; waited < PATIENCE_MS; waited += STEP_MS) {
    if (!quietly(() => process.kill(-leader, 0))) return;
    await pause(STEP_MS);
  }
  quietly(() => process.kill(-leader, 'SIGKILL'));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

// At the latest after that time, and then nothing keeps the process for it.
function within(milliseconds: number, event: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    void event.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

// As shells report a program that a signal ended.
function codeOf(signal: NodeJS.Signals): number {
  return 128 + (constants.signals[signal] ?? 0);
}

function hasTerminal(): boolean {
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
}

// False when none of the programs is left.
function quietly(send: () => void): boolean {
  try {
    send();
    return true;
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
    return false;
  }
}
