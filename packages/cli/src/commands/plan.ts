import type { Lang } from '@uegen/core';
import { spokenIn } from '@uegen/core';
import { hasChanges, type PlannedFile, type UploadConcern, uploadConcerns } from '@uegen/core/plan';
import { enter } from '../activity.ts';
import type { Payload } from '../answer.ts';
import { folded } from '../cells.ts';
import { withExtensions } from '../extension.ts';
import { language, say } from '../language.ts';
import { type Loaded, load, printDiagnostics, wantedOf } from '../load.ts';
import type { Terminal } from '../terminal.ts';
import { type Examination, examine, type Wanted } from '../tree/examine.ts';
import { disk } from '../tree/file-system.ts';
import { thisProcess } from '../tree/this-process.ts';
import type { PlanAnswer } from './answers.ts';
import { isRefused, type Next, nextOf, nextText } from './consequences.ts';
import { diffsOf, paintDiff } from './diffs.ts';
import { countActions, fileJson, type Row, table } from './report.ts';
import { variablesOf } from './variables.ts';

/** What `uegen plan` is told on the command line. */
export interface PlanOptions {
  config: string;
  out: string | undefined;
  summary: boolean;
  'no-pager': boolean;
  'no-resolve': boolean;
  lang: Lang | undefined;
  extension: readonly string[] | undefined;
}

interface Findings {
  found: Examination;
  next: Next;
  uploads: readonly UploadConcern[];
  diffs: ReadonlyMap<string, string>;
  pending: boolean;
}

const ROWS: readonly Row[] = [
  { action: 'create', word: { en: 'create', ko: '생성' }, style: 'green' },
  { action: 'change', word: { en: 'change', ko: '변경' }, style: 'yellow' },
  { action: 'delete', word: { en: 'delete', ko: '삭제' }, style: 'red' },
  { action: 'edited', word: { en: 'edited', ko: '수정됨' }, style: 'magenta' },
  { action: 'blocked', word: { en: 'blocked', ko: '막힘' }, style: 'magenta' },
  { action: 'kept', word: { en: 'keep', ko: '유지' }, style: 'cyan' },
];

/** `uegen plan`: says what a build would do and writes nothing. Exit code 0 for nothing, 2 for changes, 1 for errors, and for what a cluster that runs can't take. */
export async function plan(options: PlanOptions, terminal: Terminal): Promise<number> {
  const loaded = load(options.config, options.out, {
    draft: options['no-resolve'],
    lang: options.lang,
    ...(await withExtensions(options.extension)),
  });
  printDiagnostics(loaded, terminal);
  if (!loaded.ok) return 1;
  enter('compare');
  const findings = await compare(loaded, options.summary);
  enter('report');
  if (terminal.json === undefined) await show(text(findings, terminal), options, terminal);
  else terminal.json.answer(answerOf(findings, loaded));
  return isRefused(findings.next) ? 1 : findings.pending ? 2 : 0;
}

async function show(shown: string, options: PlanOptions, terminal: Terminal): Promise<void> {
  if (options['no-pager'] || terminal.height === Number.POSITIVE_INFINITY) terminal.out(shown);
  // Loaded here, since most plans are read by programs or fit on a screen.
  else await (await import('../pager.ts')).page(shown, terminal);
}

/** The phases that are due once a build has written what the config gives, in their order. */
export function dueAfterBuild(loaded: Loaded): string[] {
  const { next } = look(loaded);
  const due = next.due?.filter(({ reason }) => reason?.why !== 'open') ?? next.phases;
  return due.map(({ phase }) => phase);
}

function look(loaded: Loaded) {
  const wanted = wantedOf(loaded, false);
  const found = examine(disk, loaded.at, wanted, thisProcess());
  return { wanted, found, next: nextAt(loaded, wanted, found) };
}

/** What the changes mean; without a manifest, as in a fresh clone, by the tree itself, whose secrets aren't in git. */
export function nextAt(loaded: Loaded, wanted: Wanted, found: Examination): Next & { first: boolean } {
  const { manifest, interruption } = found;
  const committed =
    manifest === undefined && loaded.last.fromGit ? loaded.last.nodes(wanted.nodes) : undefined;
  const files = committed === undefined ? found.files : withoutSecretsOfGit(found.files);
  const first = manifest === undefined && committed === undefined;
  const next = nextOf(loaded, files, {
    first,
    nodes: manifest?.nodes ?? committed,
    variables: () => variablesOf(disk, loaded.at, files, wanted.files, interruption?.overlay),
  });
  return { ...next, first };
}

/** What a build changes in a tree that git brought: its secrets never are in git, and so say nothing of the machines. */
export function withoutSecretsOfGit(files: readonly PlannedFile[]): PlannedFile[] {
  return files.filter(({ action, secret }) => !(secret && action === 'create'));
}

async function compare(loaded: Loaded, summary: boolean): Promise<Findings> {
  const { wanted, found, next } = look(loaded);
  const overlay = found.interruption?.overlay;
  const diffs = summary
    ? new Map()
    : await diffsOf(disk, loaded.at, found.files, wanted.files, loaded, overlay);
  const pending = hasChanges(found.files) || found.interruption !== undefined || found.staleLock;
  // The first upload seeds the projects.
  const uploads = next.first ? [] : uploadConcerns(found.files);
  return { found, next, uploads, diffs, pending };
}

function text({ found, next, uploads, diffs, pending }: Findings, { paintOut, width }: Terminal): string {
  const lines: string[] = [];
  const shown = [interruptionText(found), table(found.files, ROWS, paintOut)];
  // A line of a diff is what it is.
  if (diffs.size > 0)
    shown.push('\n', ...[...diffs.values()].map((diff) => `${paintDiff(diff, paintOut)}\n`));
  lines.push(
    nextText(
      next,
      pending,
      pending ? say('To run after the build:', '빌드 후 실행할 단계:') : say('To run:', '실행할 단계:'),
      paintOut,
    ),
  );
  if (uploads.length > 0)
    lines.push(
      say(
        'Not uploaded to a project of GitLab that has commits:\n',
        '이미 커밋이 있는 GitLab 프로젝트에는 올리지 않는 파일:\n',
      ),
      ...uploads.map(uploadText),
    );
  lines.push(stopText(found.files), countText(found.files, pending));
  return shown.join('') + folded(lines.join(''), width);
}

function interruptionText({ interruption, staleLock }: Examination): string {
  if (interruption?.direction === 'forward')
    return say(
      'A build was interrupted: the next build finishes it first.\n',
      '빌드가 중단되었습니다. 다음 빌드가 먼저 끝냅니다.\n',
    );
  if (interruption?.direction === 'back')
    return say(
      'A build was interrupted: the next build undoes it first.\n',
      '빌드가 중단되었습니다. 다음 빌드가 먼저 되돌립니다.\n',
    );
  return staleLock
    ? say(
        'A build was interrupted: it left its lock, which the next build removes.\n',
        '빌드가 중단되어 잠금이 남았습니다. 다음 빌드가 지웁니다.\n',
      )
    : '';
}

function uploadText(concern: UploadConcern): string {
  return `  ${spokenIn(language(), concern).message}\n`;
}

function stopText(files: readonly PlannedFile[]): string {
  if (files.some(({ action }) => action === 'blocked'))
    return say(
      'Something is in the way: uegen build will stop.\n',
      '쓸 수 없는 경로가 있어 uegen build 가 멈춥니다.\n',
    );
  if (!files.some(({ action }) => action === 'edited')) return '';
  return say(
    'Files were edited by hand: uegen build will stop. uegen build --force replaces them and keeps the edits in .uegen/backup.\n',
    '직접 수정한 파일이 있어 uegen build 가 멈춥니다. uegen build --force 는 파일을 교체하고, 수정한 내용은 .uegen/backup 에 남깁니다.\n',
  );
}

function countText(files: readonly PlannedFile[], pending: boolean): string {
  if (!pending)
    return say(
      'Nothing to do: the tree is what the config gives.\n',
      '할 일이 없습니다. 출력 폴더가 설정과 같습니다.\n',
    );
  const { create, change, unchanged, edited, blocked, ...counts } = countActions(files);
  const stopped =
    edited + blocked === 0 ? '' : say(`, ${edited + blocked} in the way`, `, 막힘 ${edited + blocked}`);
  return say(
    `${create} to create, ${change} to change, ${counts.delete} to delete, ${unchanged} unchanged${stopped}\n`,
    `생성 ${create}, 변경 ${change}, 삭제 ${counts.delete}, 그대로 ${unchanged}${stopped}\n`,
  );
}

function answerOf({ found, next, uploads, diffs, pending }: Findings, { at }: Loaded): Payload<PlanAnswer> {
  const files = found.files.map((file) => {
    const diff = diffs.get(file.path);
    return { ...fileJson(file), ...(diff === undefined ? {} : { diff }) };
  });
  return {
    status: pending ? 'changes' : 'nothing-to-do',
    root: at.root,
    interrupted: found.interruption?.direction ?? (found.staleLock ? 'lock' : null),
    counts: countActions(found.files),
    files,
    nodes: next.nodes,
    phases: next.due ?? next.phases,
    uploads,
  };
}
