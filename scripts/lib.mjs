// What `npm start` and `npm test` share: they need nothing but Node and npm, and fetch pnpm themselves.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { whenStale } from './fresh.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));

const { packageManager } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** Runs a command in the root folder with the terminal handed on; ends this process when it fails. */
export function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (error) console.error(`${command}: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

/** pnpm at the version that package.json pins, through npm's own npx. */
export function pnpm(...args) {
  run('npx', ['--yes', packageManager, ...args]);
}

/** Installs what the lock file names, and builds all packages; what is fresh stays. */
export function installAndBuild() {
  whenStale(root, 'install', () => pnpm('install', '--frozen-lockfile', '--reporter=append-only'));
  whenStale(root, 'build', () => pnpm('run', 'build'));
}
