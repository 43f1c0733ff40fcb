import { spawn } from 'node:child_process';
import { fstatSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Ended } from '../support/scratch.ts';

const PROGRAM = fileURLToPath(new URL('./session.cjs', import.meta.url));

/** One run of uegen in a session. */
interface Run {
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
}

type Session = (run: Run) => Promise<Ended>;

const sessions = new Map<string, Session>();

/** Runs a bundle in a process of a Node that goes on to the next run: most of a short run is Node's start, and cold code. */
export function inSession(node: string, bundle: string, run: Run): Promise<Ended> {
  const session = sessions.get(node) ?? startSession(node, bundle);
  sessions.set(node, session);
  return session(run);
}

function startSession(node: string, bundle: string): Session {
  const [out, err] = [temporaryFile(), temporaryFile()];
  const child = spawn(node, [PROGRAM, bundle], {
    stdio: ['ignore', out.file, err.file, 'ipc'],
  });
  // It ends with the tests, which wait for it.
  process.once('beforeExit', () => {
    if (!child.connected) return;
    child.ref();
    child.disconnect();
  });
  child.once('exit', () => sessions.delete(node));
  let last: Promise<unknown> = Promise.resolve();
  const one = (run: Run) =>
    new Promise<Ended>((resolve, reject) => {
      child.ref();
      child.channel?.ref();
      const ended = (status: number) => {
        child.off('exit', died);
        child.unref();
        child.channel?.unref();
        resolve({ status, stdout: out.read(), stderr: err.read() });
      };
      const died = (code: number | null, signal: string | null) =>
        reject(new Error(`uegen ended its process: ${code ?? signal}\n${out.read()}${err.read()}`));
      child.once('message', ended).once('exit', died);
      child.send(run);
    });
  return (run) => {
    const next = last.then(() => one(run));
    last = next.catch(() => {});
    return next;
  };
}

/** A file without a name, and what came in since the last look. */
function temporaryFile() {
  const folder = mkdtempSync(join(tmpdir(), 'uegen-session-'));
  const file = openSync(join(folder, 'output'), 'a+');
  rmSync(folder, { recursive: true });
  let position = 0;
  const read = () => {
    const text = Buffer.alloc(fstatSync(file).size - position);
    position += readSync(file, text, 0, text.length, position);
    return text.toString();
  };
  return { file, read };
}
