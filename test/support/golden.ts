import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { emptyDirSync, outputFileSync } from 'fs-extra/esm';
import { root } from './scenarios.ts';

/**
 * Compares files with the golden ones below `snapshots/<folder>`, byte for byte, and the set of their paths too. With
 * UEGEN_UPDATE_GOLDENS=<folder> the golden files are written anew, and the test fails all the same: a new golden is
 * for a person to read.
 */
export function compareWithGoldens(folder: string, actual: ReadonlyMap<string, Uint8Array | string>): void {
  const golden = join(root, 'snapshots', folder);
  const problems = [...differences(golden, actual)];
  if (problems.length === 0) return;
  if (process.env.UEGEN_UPDATE_GOLDENS === folder) update(golden, actual);
  throw new Error(
    `${problems.join('\n')}\nTo take this as the new golden: UEGEN_UPDATE_GOLDENS=${folder} npm test -- goldens`,
  );
}

function* differences(golden: string, actual: ReadonlyMap<string, Uint8Array | string>): Generator<string> {
  const expected = filesBelow(golden);
  for (const path of expected) if (!actual.has(path)) yield `${path} is no longer made`;
  for (const [path, content] of actual) {
    const bytes = Buffer.from(content as string);
    if (!expected.includes(path)) yield `${path} is new`;
    else if (!bytes.equals(readFileSync(join(golden, path))))
      yield createTwoFilesPatch(
        `golden ${path}`,
        `actual ${path}`,
        readFileSync(join(golden, path), 'utf8'),
        bytes.toString('utf8'),
      );
  }
}

/** The paths of all files below a folder, relative to it. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
}

function update(golden: string, actual: ReadonlyMap<string, Uint8Array | string>): void {
  if (process.env.CI !== undefined) throw new Error('goldens are not updated in CI');
  emptyDirSync(golden);
  for (const [path, content] of actual) outputFileSync(join(golden, path), content);
}
