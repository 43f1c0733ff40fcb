import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TrackedPaths } from '@uegen/core';

/**
 * Asks git which paths below `root` its index lists. Where no repository, no git or no right to read it is, it lists none:
 * nobody could commit there.
 */
export function trackedBelow(root: string): TrackedPaths {
  return (paths) => {
    if (paths.length === 0 || !isInRepository(root)) return [];
    const args = ['--literal-pathspecs', 'ls-files', '-z', '--cached', '--', ...paths];
    const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8', env: withoutGit() });
    if (status !== 0) return [];
    const listed = new Set(stdout.split('\0'));
    return paths.filter((path) => listed.has(path));
  };
}

// Without one nearby, git need not be started.
function isInRepository(folder: string): boolean {
  if (existsSync(join(folder, '.git'))) return true;
  return folder !== dirname(folder) && isInRepository(dirname(folder));
}

// In a hook of git, its variables would lead to another repository.
function withoutGit(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
}
