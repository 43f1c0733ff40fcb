import { disk, type FileSystem } from '../../packages/cli/src/tree/file-system.ts';
import { type Entry, entriesOf } from '../support/entries.ts';
import { withFolder } from '../support/scratch.ts';

/** The operations that leave everything as it is. */
export const READING: ReadonlySet<string> = new Set(['status', 'list', 'read', 'readJson']);

/**
 * What a process leaves that dies before one of its writing operations, or at their end: each state once, in their order. A
 * dead process runs nothing more, so one run passes through all of them. `act` works on a file system that notes them, those
 * that `counts` says yes to.
 */
export async function statesOf(
  act: (folder: string, noted: (fs?: FileSystem) => FileSystem) => void,
  counts = () => true,
): Promise<Entry[][]> {
  const states = new Map<string, Entry[]>();
  await withFolder(async (folder) => {
    const note = () => {
      if (!counts()) return;
      const entries = entriesOf(folder);
      states.set(JSON.stringify(entries), entries);
    };
    const noting =
      (operation: (...args: unknown[]) => unknown) =>
      (...args: unknown[]) => {
        note();
        return operation(...args);
      };
    const noted = (fs = disk): FileSystem => {
      const entries = Object.entries(fs).map(([name, operation]) => [
        name,
        READING.has(name) ? operation : noting(operation),
      ]);
      return Object.fromEntries(entries);
    };
    act(folder, noted);
    note();
  });
  return [...states.values()];
}

/** The real file system, of which one writing operation fails, once. */
export function failing(at: number, code: string): { fs: FileSystem; failed: () => string | undefined } {
  let count = 0;
  let failed: string | undefined;
  const wrap =
    (name: string, operation: (...args: unknown[]) => unknown) =>
    (...args: unknown[]) => {
      if (!READING.has(name)) {
        count += 1;
        if (count === at + 1) {
          failed = name;
          throw Object.assign(new Error('injected'), { code, syscall: name });
        }
      }
      return operation(...args);
    };
  const entries = Object.entries(disk).map(([name, operation]) => [name, wrap(name, operation)]);
  return { fs: Object.fromEntries(entries), failed: () => failed };
}
