import type { Lang } from '@uegen/core';
import { hasChanges, type PlannedFile } from '@uegen/core/plan';
import { enter } from '../activity.ts';
import type { Payload } from '../answer.ts';
import { folded } from '../cells.ts';
import { withExtensions } from '../extension.ts';
import { say, told } from '../language.ts';
import { type Loaded, load, printDiagnostics, wantedOf } from '../load.ts';
import type { Terminal } from '../terminal.ts';
import type { TreeFile } from '../tree/examine.ts';
import { disk } from '../tree/file-system.ts';
import { ownerNote } from '../tree/root.ts';
import { thisProcess } from '../tree/this-process.ts';
import { type Written, writeTree } from '../tree/write-tree.ts';
import { VERSION } from '../version.ts';
import type { BuildAnswer } from './answers.ts';
import { checkCommitted } from './check.ts';
import { type Next, nextOf, nextText } from './consequences.ts';
import { diffsOf, paintDiff } from './diffs.ts';
import { withoutSecretsOfGit } from './plan.ts';
import { countActions, fileJson, type Row, table } from './report.ts';
import { variablesSince, variableTexts } from './variables.ts';

/** What `uegen build` is told on the command line. */
export interface BuildOptions {
  config: string;
  out: string | undefined;
  quiet: boolean;
  force: boolean;
  check: boolean;
  'no-resolve': boolean;
  lang: Lang | undefined;
  extension: readonly string[] | undefined;
}

const ROWS: readonly Row[] = [
  { action: 'create', word: { en: 'created', ko: '생성' }, style: 'green' },
  { action: 'change', word: { en: 'changed', ko: '변경' }, style: 'yellow' },
  { action: 'delete', word: { en: 'deleted', ko: '삭제' }, style: 'red' },
  { action: 'kept', word: { en: 'kept', ko: '유지' }, style: 'cyan' },
];

/** `uegen build`: writes what differs, as a whole or not at all. Exit code 0 or 1; see `checkCommitted` for 2. */
export async function build(options: BuildOptions, terminal: Terminal): Promise<number> {
  const loaded = load(options.config, options.out, {
    draft: options['no-resolve'],
    lang: options.lang,
    ...(await withExtensions(options.extension)),
  });
  printDiagnostics(loaded, terminal);
  if (!loaded.ok) return 1;
  if (options.check) return checkCommitted(loaded, options, terminal);
  const wanted = wantedOf(loaded, options.force);
  enter('write');
  let before: ReadonlyMap<string, string> = new Map();
  const committed = loaded.last.fromGit ? loaded.last.nodes(wanted.nodes) : undefined;
  const done = writeTree(disk, loaded.at, wanted, VERSION, thisProcess(), (found) => {
    const note = found.manifest === undefined ? undefined : ownerNote(disk, loaded.at);
    if (note !== undefined) terminal.tell(note);
    before = variableTexts(disk, loaded.at, found.files);
  });
  const written = afterTree(done, committed);
  enter('report');
  const wants = written.status === 'done' && (terminal.json !== undefined || !options.quiet);
  const next = wants ? nextAfter(written, loaded, before, wanted.files) : undefined;
  if (terminal.json !== undefined) terminal.json.answer(answerOf(written, loaded, next));
  else if (!options.quiet) terminal.out(summary(written, next, loaded, terminal));
  if (written.status === 'done') return 0;
  if (terminal.json === undefined) await explainStop(written, loaded, wanted.files, terminal);
  return 1;
}

/** Where git brought the tree, the build is none of the first: what lay there tells what it changes. */
function afterTree(written: Written, committed: Written['nodes']): Written & { committed: boolean } {
  // A build that was undone first is nothing that anybody committed.
  const isCommitted = written.first && committed !== undefined && written.recovered === undefined;
  return isCommitted
    ? { ...written, first: false, nodes: committed, committed: true }
    : { ...written, committed: false };
}

function nextAfter(
  { first, nodes, files: all, committed }: ReturnType<typeof afterTree>,
  loaded: Loaded,
  before: ReadonlyMap<string, string>,
  wanted: readonly TreeFile[],
): Next {
  const files = committed ? withoutSecretsOfGit(all) : all;
  return nextOf(loaded, files, { first, nodes, variables: () => variablesSince(before, files, wanted) });
}

function summary(
  written: Written,
  next: Next | undefined,
  { at }: Loaded,
  { paintOut, width }: Terminal,
): string {
  const { status, files, first, backup, recovered } = written;
  const lines: string[] = [];
  if (recovered === 'forward')
    lines.push(say('An interrupted build was finished first.\n', '중단된 빌드를 먼저 끝냈습니다.\n'));
  if (recovered === 'back')
    lines.push(say('An interrupted build was undone first.\n', '중단된 빌드를 먼저 되돌렸습니다.\n'));
  if (status === 'stopped') return lines.join('');
  const counts = countActions(files);
  lines.push(table(files, ROWS, paintOut));
  if (first && backup !== undefined)
    lines.push(
      say(
        "This tree was not made by uegen. It is uegen's from now on.\n",
        'uegen 이 만들지 않은 폴더였습니다. 이제부터 uegen 이 관리합니다.\n',
      ),
    );
  if (backup !== undefined)
    lines.push(
      say(
        `Files that were replaced or deleted are kept in ${backup}.\n`,
        `교체하거나 삭제한 파일은 ${backup} 에 남아 있습니다.\n`,
      ),
    );
  const { create, change, unchanged } = counts;
  const removed = counts.delete === 0 ? '' : say(`, ${counts.delete} deleted`, `, 삭제 ${counts.delete}`);
  lines.push(
    say(
      `${at.root}: ${create} created, ${change} changed${removed}, ${unchanged} unchanged\n`,
      `${at.root}: 생성 ${create}, 변경 ${change}${removed}, 그대로 ${unchanged}\n`,
    ),
  );
  if (next !== undefined)
    lines.push(nextText(next, hasChanges(files), say('To run now:', '지금 실행할 단계:'), paintOut));
  return folded(lines.join(''), width);
}

/** Says which files stand in the way, and how they differ. */
export async function explainStop(
  { files }: Written,
  loaded: Loaded,
  wanted: Parameters<typeof diffsOf>[3],
  terminal: Terminal,
): Promise<void> {
  const blocked = files.filter(({ action }) => action === 'blocked');
  const edited = files.filter(({ action }) => action === 'edited');
  for (const { path, reason } of blocked)
    terminal.tell(
      say(
        `uegen: error: ${path} can't be written: ${reason}\n`,
        `uegen: 오류: ${path} 을(를) 쓸 수 없습니다: ${reason}\n`,
      ),
    );
  for (const { path, reason } of edited)
    terminal.tell(say(`uegen: error: ${path} was ${reason}\n`, `uegen: 오류: ${path}: ${reason}\n`));
  const diffs = await diffsOf(disk, loaded.at, edited, wanted, loaded);
  for (const diff of diffs.values()) terminal.err(paintDiff(diff, terminal.paintErr));
  terminal.tell(
    `${say('Nothing was written.', '아무것도 쓰지 않았습니다.')} ${edited.length > 0 ? told(WAYS_OUT) : ''}\n`,
  );
}

const WAYS_OUT = {
  en: `The ways out:
  - move the edit into config.yml, put the file back and build again, or
  - uegen build --force: replaces the file and keeps the edit in .uegen/backup`,
  ko: `해결 방법:
  - 수정한 내용을 config.yml 로 옮기고, 파일을 되돌린 뒤 다시 빌드합니다
  - uegen build --force: 파일을 교체하고, 수정한 내용은 .uegen/backup 에 남깁니다`,
};

function answerOf(
  { status, files, backup, recovered, first }: Written,
  { at }: Loaded,
  next: Next | undefined,
): Payload<BuildAnswer> {
  return {
    status,
    root: at.root,
    first,
    counts: countActions(files),
    files: files.map((file: PlannedFile) => fileJson(file)),
    ...(backup === undefined ? {} : { backup }),
    ...(recovered === undefined ? {} : { recovered }),
    ...(next === undefined ? {} : { nodes: next.nodes, phases: next.due ?? next.phases }),
  };
}
