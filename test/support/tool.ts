import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Callback, Test } from 'uvu';
import './path.ts';
import { findPython2 } from './python2.ts';

/** The tool that {@link findPython2} finds. */
export const PYTHON2 = 'python2.7 with PyYAML';

/** XFS in the kernel. */
export const XFS = 'a kernel with XFS';

/**
 * Registers a test that needs programs of the machine. `tools` are names on the PATH or paths; `root` stands for uid 0 with
 * the right to make namespaces. When one is missing the test is left out and a line on stdout says which; with
 * UEGEN_REQUIRE_TOOLS=1 (set in CI) it fails instead.
 */
export function toolTest<T>(suite: Test<T>, tools: readonly string[], name: string, fn: Callback<T>): void {
  const missing = tools.filter((tool) => !isPresent(tool));
  if (missing.length === 0) {
    suite(name, fn);
    return;
  }
  const reason = `${name}: needs ${missing.join(', ')}`;
  if (process.env.UEGEN_REQUIRE_TOOLS === '1') {
    suite(name, () => {
      throw new Error(reason);
    });
  } else {
    console.log(`skipped ${reason}`);
    suite.skip(name, fn);
  }
}

function isPresent(tool: string): boolean {
  if (tool.startsWith('/')) return existsSync(tool);
  if (tool === PYTHON2) return findPython2() !== undefined;
  if (tool === XFS) return hasXfs();
  return tool === 'root' ? isRoot() : (process.env.PATH ?? '').split(delimiter).some(holds(tool));
}

function holds(tool: string) {
  return (folder: string) => {
    try {
      accessSync(join(folder, tool), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  };
}

function isRoot(): boolean {
  const namespaces = ['--net', '--mount', '--pid', '--fork', '--kill-child', 'true'];
  return process.getuid?.() === 0 && spawnSync('unshare', namespaces).status === 0;
}

function hasXfs(): boolean {
  if (!existsSync('/proc/filesystems')) return false;
  return (
    /\bxfs$/m.test(readFileSync('/proc/filesystems', 'utf8')) ||
    spawnSync('sh', ['-c', 'modprobe xfs']).status === 0
  );
}
