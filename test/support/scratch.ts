import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { GeneratedFile } from '../../packages/core/src/file.ts';
import './path.ts';

/** How a program ended, and what it wrote. */
export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Where a program runs; `uid` needs root. Variables of git's own are never inherited. */
export interface RunOptions {
  cwd?: string;
  env?: Record<string, string>;
  uid?: number;
}

/** Hands `body` a folder of its own under the system's temporary one, and removes it afterwards, come what may. */
export async function withFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'uegen-test-'));
  try {
    await body(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes a file with its folders and returns its path. */
export function put(root: string, path: string, content: string | Uint8Array, mode = 0o644): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  chmodSync(file, mode);
  return file;
}

/** Writes generated files below `root`, with their modes, and returns the path of the first. */
export function putGenerated(root: string, files: readonly GeneratedFile[]): string {
  const paths = files.map((file) => put(root, file.path, file.content, Number.parseInt(file.mode, 8)));
  const first = paths[0];
  if (first === undefined) throw new Error('the output made no file');
  return first;
}

/** What a program finds in its environment, but for git's own variables. */
export function inheritedEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
}

/** Runs a program to its end without a terminal; stdin is empty. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    uid: options.uid,
    env: { ...inheritedEnvironment(), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended: Ended = { status: null, stdout: '', stderr: '' };
  // A letter of several bytes may come in two pieces.
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8');
  child.stdout.on('data', (chunk) => {
    ended.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    ended.stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ ...ended, status }));
  });
}
