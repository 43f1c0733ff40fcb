import { dirname, join, resolve } from 'node:path';
import { editorSchema } from '@uegen/core';
import { type Secret, storeSecrets } from '../edit/index.ts';
import { say } from '../language.ts';
import type { Loaded } from '../load.ts';
import { during } from '../problem.ts';
import { disk } from '../tree/file-system.ts';
import { SCHEMA_FILE } from './config-text.ts';
import { makeFolder, refuseFiles, rewrite, writeFirst } from './files.ts';
import { ignoredBy, withLines } from './ignore.ts';

/** One file, and what was done to it. */
type Row = readonly [path: string, done: string];

/**
 * Writes what `uegen init` makes, config.yml last: while it isn't there, the whole can be done again. A schema and a
 * .gitignore that are there stay, but for lines that the latter lacks.
 */
export function writeAll(config: string, loaded: Loaded, secrets: readonly Secret[]): Row[] {
  const folder = resolve(dirname(config));
  refuseFiles([config, ...secrets.map(({ path }) => join(folder, path))]);
  makeFolder(folder);
  storeSecrets(folder, secrets);
  const rows = [schemaRow(folder), ignoreRow(loaded, secretsFolder(folder, secrets))];
  writeFirst(config, loaded.text);
  const written = say('written', '작성');
  return [
    [config, written],
    ...rows,
    ...secrets.map(
      ({ path }): Row => [path, say('written, readable by you alone', '작성, 본인만 읽을 수 있음')],
    ),
  ];
}

function secretsFolder(folder: string, secrets: readonly Secret[]): string {
  return join(folder, dirname(secrets[0]?.path ?? ''));
}

function schemaRow(folder: string): Row {
  const path = join(folder, SCHEMA_FILE);
  if (disk.status(path) !== undefined)
    return [SCHEMA_FILE, say('there already, left as it is', '이미 있으므로 그대로 둠')];
  writeFirst(path, `${JSON.stringify(editorSchema(), null, 2)}\n`);
  return [SCHEMA_FILE, say('written, for editors', '작성, 에디터용')];
}

function ignoreRow(loaded: Loaded, secrets: string): Row {
  const path = join(loaded.at.root, '.gitignore');
  const lines = ignoredBy(loaded, secrets);
  const comment = say(
    'uegen: its own folder, and files that hold secrets',
    'uegen: 자체 폴더와 비밀 값이 들어 있는 파일',
  );
  const kind = disk.status(path)?.kind;
  if (kind === undefined) {
    makeFolder(dirname(path));
    writeFirst(path, withLines('', lines, comment).text);
    return ['.gitignore', say('written', '작성')];
  }
  if (kind !== 'file')
    return [
      '.gitignore',
      say(
        `not a file: put these lines into it yourself: ${lines.join(' ')}`,
        `파일이 아닙니다. 다음 줄을 직접 넣으십시오: ${lines.join(' ')}`,
      ),
    ];
  const former = during(say("can't read .gitignore", '.gitignore 를 읽을 수 없습니다'), () =>
    Buffer.from(disk.read(path)).toString('utf8'),
  );
  const { text, added } = withLines(former, lines, comment);
  if (added.length === 0) return ['.gitignore', say('holds all that it needs', '필요한 줄이 모두 있음')];
  rewrite(path, text);
  return ['.gitignore', say(`${added.length} lines added`, `${added.length}줄 추가`)];
}
