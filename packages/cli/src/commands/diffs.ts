import { secretValues } from '@uegen/core';
import type { PlannedFile } from '@uegen/core/plan';
import { type DiffInput, differ } from '../diff.ts';
import { say } from '../language.ts';
import type { Loaded } from '../load.ts';
import { during } from '../problem.ts';
import type { Painter } from '../terminal.ts';
import type { TreeFile } from '../tree/examine.ts';
import type { FileSystem } from '../tree/file-system.ts';
import type { Layout } from '../tree/layout.ts';
import type { Overlay } from '../tree/survey.ts';

/** The unified diffs of the files whose content changes or stands in the way, by path. */
export async function diffsOf(
  fs: FileSystem,
  at: Layout,
  planned: readonly PlannedFile[],
  wanted: readonly TreeFile[],
  loaded: Loaded,
  overlay: Overlay = new Map(),
): Promise<ReadonlyMap<string, string>> {
  const concerned = planned.filter(({ action }) => action === 'change' || action === 'edited');
  if (concerned.length === 0) return new Map();
  // Loaded here, since most builds show no diff.
  const unifiedDiff = differ(await import('../diff-library.ts'));
  const secrets = secretValues(loaded.generated.config);
  const contents = new Map(wanted.map(({ path, content }) => [path, content]));
  return new Map(
    concerned.map((file) => {
      const place = overlay.get(file.path) ?? at.place(file.path);
      const old = during(say(`can't read ${file.path}`, `${file.path} 을(를) 읽을 수 없습니다`), () =>
        fs.read(place),
      );
      return [file.path, unifiedDiff(input(file, old, contents.get(file.path), secrets))];
    }),
  );
}

function input(
  { path, secret, action, backup }: PlannedFile,
  old: Uint8Array,
  content: Uint8Array | undefined,
  secrets: readonly string[],
): DiffInput {
  const foreign = action === 'edited' || backup;
  return { path, old, new: content ?? new Uint8Array(), secret, foreign, secrets };
}

/** A diff in colours. */
export function paintDiff(diff: string, paint: Painter): string {
  if (!paint.colored) return diff;
  return diff
    .split('\n')
    .map((line) => paintLine(line, paint))
    .join('\n');
}

function paintLine(line: string, paint: Painter): string {
  if (line.startsWith('---') || line.startsWith('+++')) return paint('bold', line);
  if (line.startsWith('@@')) return paint('cyan', line);
  if (line.startsWith('-')) return paint('red', line);
  return line.startsWith('+') ? paint('green', line) : line;
}
