import type { Lang } from '@uegen/core';
import { hasChanges, type PlannedFile, type UploadConcern, uploadConcerns } from '@uegen/core/plan';
import { enter } from '../activity.ts';
import { withExtensions } from '../extension.ts';
import { type Loaded, load, printDiagnostics, wantedOf } from '../load.ts';
import type { Terminal } from '../terminal.ts';
import { type Examination, examine, type Wanted } from '../tree/examine.ts';
import { disk } from '../tree/file-system.ts';
import { thisProcess } from '../tree/this-process.ts';
import { isRefused, type Next, nextOf, nextText } from './consequences.ts';
import { diffsOf, paintDiff } from './diffs.ts';
import { countActions, fileJson, json, type Row, table } from './report.ts';
import { variablesOf } from './variables.ts';

/** What `uegen plan` is told on the command line. */
export interface PlanOptions {
  config: string;
  out: string | undefined;
  json: boolean;
  summary: boolean;
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
  { action: 'create', word: 'create', style: 'green' },
  { action: 'change', word: 'change', style: 'yellow' },
  { action: 'delete', word: 'delete', style: 'red' },
  { action: 'edited', word: 'edited', style: 'magenta' },
  { action: 'blocked', word: 'blocked', style: 'magenta' },
  { action: 'kept', word: 'keep', style: 'cyan' },
];

/** `uegen plan`: says what a build would do and writes nothing. Exit code 0 for nothing, 2 for changes, 1 for errors, and for what a cluster that runs can't take. */
export async function plan(options: PlanOptions, terminal: Terminal): Promise<number> {
  const loaded = load(options.config, options.out, {
    draft: options['no-resolve'],
    lang: options.lang,
    ...(await withExtensions(options.extension)),
  });
  if (!options.json) printDiagnostics(loaded, terminal);
  if (!loaded.ok) {
    if (options.json) terminal.out(json({ status: 'invalid', diagnostics: loaded.generated.diagnostics }));
    return 1;
  }
  enter('compare');
  const findings = await compare(loaded, options.summary);
  enter('report');
  terminal.out(options.json ? json(jsonOf(findings, loaded)) : text(findings, terminal));
  return isRefused(findings.next) ? 1 : findings.pending ? 2 : 0;
}

/** The phases that are due once a build has written what the config gives, in their order. */
export function dueAfterBuild(loaded: Loaded): string[] {
  const { next } = look(loaded);
  const due = next.due?.filter(({ reason }) => reason?.why !== 'open') ?? next.phases;
  return due.map(({ phase }) => phase);
}

function look(loaded: Loaded): { wanted: Wanted; found: Examination; next: Next } {
  const wanted = wantedOf(loaded, false);
  const found = examine(disk, loaded.at, wanted, thisProcess());
  const { files, manifest, interruption } = found;
  const next = nextOf(loaded, files, {
    first: manifest === undefined,
    nodes: manifest?.nodes,
    variables: () => variablesOf(disk, loaded.at, files, wanted.files, interruption?.overlay),
  });
  return { wanted, found, next };
}

async function compare(loaded: Loaded, summary: boolean): Promise<Findings> {
  const { wanted, found, next } = look(loaded);
  const overlay = found.interruption?.overlay;
  const diffs = summary
    ? new Map()
    : await diffsOf(disk, loaded.at, found.files, wanted.files, loaded, overlay);
  const pending = hasChanges(found.files) || found.interruption !== undefined || found.staleLock;
  // The first upload seeds the projects.
  const uploads = found.manifest === undefined ? [] : uploadConcerns(found.files);
  return { found, next, uploads, diffs, pending };
}

function text({ found, next, uploads, diffs, pending }: Findings, { paintOut }: Terminal): string {
  const lines = [interruptionText(found), table(found.files, ROWS, paintOut)];
  if (diffs.size > 0)
    lines.push('\n', ...[...diffs.values()].map((diff) => `${paintDiff(diff, paintOut)}\n`));
  lines.push(nextText(next, pending, pending ? 'To run after the build:' : 'To run:', paintOut));
  if (uploads.length > 0)
    lines.push('Not uploaded to a project of GitLab that has commits:\n', ...uploads.map(uploadText));
  lines.push(stopText(found.files), countText(found.files, pending));
  return lines.join('');
}

function interruptionText({ interruption, staleLock }: Examination): string {
  if (interruption?.direction === 'forward')
    return 'A build was interrupted: the next build finishes it first.\n';
  if (interruption?.direction === 'back') return 'A build was interrupted: the next build undoes it first.\n';
  return staleLock ? 'A build was interrupted: it left its lock, which the next build removes.\n' : '';
}

function uploadText({ message }: UploadConcern): string {
  return `  ${message}\n`;
}

function stopText(files: readonly PlannedFile[]): string {
  if (files.some(({ action }) => action === 'blocked'))
    return 'Something stands in the way: uegen build will stop.\n';
  if (!files.some(({ action }) => action === 'edited')) return '';
  return 'Files were edited by hand: uegen build will stop, unless with --force, which keeps the edits in .uegen/backup.\n';
}

function countText(files: readonly PlannedFile[], pending: boolean): string {
  if (!pending) return 'Nothing to do: the tree is what the config gives.\n';
  const { create, change, unchanged, edited, blocked, ...counts } = countActions(files);
  const stopped = edited + blocked === 0 ? '' : `, ${edited + blocked} in the way`;
  return `${create} to create, ${change} to change, ${counts.delete} to delete, ${unchanged} unchanged${stopped}\n`;
}

function jsonOf({ found, next, uploads, diffs, pending }: Findings, { at, generated }: Loaded): object {
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
    diagnostics: generated.diagnostics,
  };
}
