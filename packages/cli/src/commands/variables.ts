import { type Changes, changedVariables, type PlannedFile, VARIABLE_FILES } from '@uegen/core/plan';
import { say } from '../language.ts';
import { during } from '../problem.ts';
import type { TreeFile } from '../tree/examine.ts';
import type { FileSystem } from '../tree/file-system.ts';
import type { Layout } from '../tree/layout.ts';
import type { Overlay } from '../tree/survey.ts';

/** Per file of ansible's variables that a build makes or changes, the variables that differ from what lies there now. */
export function variablesOf(
  fs: FileSystem,
  at: Layout,
  planned: readonly PlannedFile[],
  wanted: readonly TreeFile[],
  overlay: Overlay = new Map(),
): Changes['variables'] {
  const contents = new Map(wanted.map(({ path, content }) => [path, content]));
  return new Map(
    concernedBy(planned).map(({ path, action }) => {
      const read = () => fs.read(overlay.get(path) ?? at.place(path));
      const before =
        action === 'create'
          ? ''
          : textOf(during(say(`can't read ${path}`, `${path} 을(를) 읽을 수 없습니다`), read));
      return [path, changedVariables(path, before, textOf(contents.get(path)))];
    }),
  );
}

/** The same once the build is made, for the texts that lay there before. */
export function variablesSince(
  before: ReadonlyMap<string, string>,
  made: readonly PlannedFile[],
  wanted: readonly TreeFile[],
): Changes['variables'] {
  const contents = new Map(wanted.map(({ path, content }) => [path, content]));
  return new Map(
    concernedBy(made).map(({ path }) => [
      path,
      changedVariables(path, before.get(path) ?? '', textOf(contents.get(path))),
    ]),
  );
}

/** What lies there now of the files of variables that a build changes; what can't be read counts as empty. */
export function variableTexts(
  fs: FileSystem,
  at: Layout,
  planned: readonly PlannedFile[],
): ReadonlyMap<string, string> {
  const changed = concernedBy(planned).filter(({ action }) => action === 'change');
  const texts = changed.map(({ path }): [string, string] => {
    try {
      return [path, textOf(fs.read(at.place(path)))];
    } catch {
      return [path, ''];
    }
  });
  return new Map(texts);
}

function concernedBy(planned: readonly PlannedFile[]): PlannedFile[] {
  return planned.filter(
    ({ path, action }) => VARIABLE_FILES.includes(path) && (action === 'create' || action === 'change'),
  );
}

function textOf(content: Uint8Array | undefined): string {
  return content === undefined ? '' : Buffer.from(content).toString('utf8');
}
