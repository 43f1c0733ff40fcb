import type { Lang } from '@uegen/core';
import { hasChanges, type PlannedFile } from '@uegen/core/plan';
import { enter } from '../activity.ts';
import { withExtensions } from '../extension.ts';
import { type Loaded, load, printDiagnostics, wantedOf } from '../load.ts';
import type { Terminal } from '../terminal.ts';
import type { TreeFile } from '../tree/examine.ts';
import { disk } from '../tree/file-system.ts';
import { thisProcess } from '../tree/this-process.ts';
import { type Written, writeTree } from '../tree/write-tree.ts';
import { VERSION } from '../version.ts';
import { checkCommitted } from './check.ts';
import { type Next, nextOf, nextText } from './consequences.ts';
import { diffsOf, paintDiff } from './diffs.ts';
import { countActions, fileJson, json, type Row, table } from './report.ts';
import { variablesSince, variableTexts } from './variables.ts';

/** What `uegen build` is told on the command line. */
export interface BuildOptions {
  config: string;
  out: string | undefined;
  json: boolean;
  quiet: boolean;
  force: boolean;
  check: boolean;
  'no-resolve': boolean;
  lang: Lang | undefined;
  extension: readonly string[] | undefined;
}

const ROWS: readonly Row[] = [
  { action: 'create', word: 'created', style: 'green' },
  { action: 'change', word: 'changed', style: 'yellow' },
  { action: 'delete', word: 'deleted', style: 'red' },
  { action: 'kept', word: 'kept', style: 'cyan' },
];

/** `uegen build`: writes what differs, as a whole or not at all. Exit code 0 or 1; see `checkCommitted` for 2. */
export async function build(options: BuildOptions, terminal: Terminal): Promise<number> {
  const loaded = load(options.config, options.out, {
    draft: options['no-resolve'],
    lang: options.lang,
    ...(await withExtensions(options.extension)),
  });
  if (!options.json) printDiagnostics(loaded, terminal);
  const { diagnostics } = loaded.generated;
  if (!loaded.ok) {
    if (options.json) terminal.out(json({ status: 'invalid', diagnostics }));
    return 1;
  }
  if (options.check) return checkCommitted(loaded, options, terminal);
  const wanted = wantedOf(loaded, options.force);
  enter('write');
  const before = variableTexts(disk, loaded.at);
  const written = writeTree(disk, loaded.at, wanted, VERSION, thisProcess());
  enter('report');
  const wants = written.status === 'done' && (options.json || !options.quiet);
  const next = wants ? nextAfter(written, loaded, before, wanted.files) : undefined;
  if (options.json) terminal.out(json(jsonOf(written, loaded, next)));
  else if (!options.quiet) terminal.out(summary(written, next, loaded, terminal));
  if (written.status === 'done') return 0;
  if (!options.json) await explainStop(written, loaded, wanted.files, terminal);
  return 1;
}

function nextAfter(
  { first, nodes, files }: Written,
  loaded: Loaded,
  before: ReadonlyMap<string, string>,
  wanted: readonly TreeFile[],
): Next {
  return nextOf(loaded, files, { first, nodes, variables: () => variablesSince(before, wanted) });
}

function summary(written: Written, next: Next | undefined, { at }: Loaded, { paintOut }: Terminal): string {
  const { status, files, first, backup, recovered } = written;
  const lines: string[] = [];
  if (recovered === 'forward') lines.push('An interrupted build was finished first.\n');
  if (recovered === 'back') lines.push('An interrupted build was undone first.\n');
  if (status === 'stopped') return lines.join('');
  const counts = countActions(files);
  lines.push(table(files, ROWS, paintOut));
  if (first && backup !== undefined)
    lines.push("This tree was not made by uegen. It is uegen's from now on.\n");
  if (backup !== undefined) lines.push(`Files that were replaced or deleted are kept in ${backup}.\n`);
  const { create, change, unchanged } = counts;
  const removed = counts.delete === 0 ? '' : `, ${counts.delete} deleted`;
  lines.push(`${at.root}: ${create} created, ${change} changed${removed}, ${unchanged} unchanged\n`);
  if (next !== undefined) lines.push(nextText(next, hasChanges(files), 'To run now:', paintOut));
  return lines.join('');
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
  for (const { path, reason } of blocked) terminal.err(`uegen: error: ${path} can't be written: ${reason}\n`);
  for (const { path, reason } of edited) terminal.err(`uegen: error: ${path} was ${reason}\n`);
  const diffs = await diffsOf(disk, loaded.at, edited, wanted, loaded);
  for (const diff of diffs.values()) terminal.err(paintDiff(diff, terminal.paintErr));
  terminal.err(`Nothing was written. ${edited.length > 0 ? WAYS_OUT : ''}\n`);
}

const WAYS_OUT = `The ways out:
  - move the edit into config.yml, put the file back and build again, or
  - uegen build --force: replaces the file and keeps the edit in .uegen/backup`;

function jsonOf(
  { status, files, backup, recovered, first }: Written,
  { at, generated }: Loaded,
  next: Next | undefined,
): object {
  return {
    status,
    root: at.root,
    first,
    counts: countActions(files),
    files: files.map((file: PlannedFile) => fileJson(file)),
    ...(backup === undefined ? {} : { backup }),
    ...(recovered === undefined ? {} : { recovered }),
    ...(next === undefined ? {} : { nodes: next.nodes, phases: next.due ?? next.phases }),
    diagnostics: generated.diagnostics,
  };
}
