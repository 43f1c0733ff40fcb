import type { Lang } from '@uegen/core';
import { applyEdits, loadChecked } from '../edit/index.ts';
import { additionOf, departureOf, type NodeRow, nodeRows, settlingOf } from '../nodes/index.ts';
import { Problem } from '../problem.ts';
import { readState } from '../state/index.ts';
import type { Terminal } from '../terminal.ts';
import { disk } from '../tree/file-system.ts';
import { goOn } from './next.ts';
import { json } from './report.ts';

/** What `uegen node` is told on the command line. */
export interface NodeOptions {
  config: string;
  out: string | undefined;
  lang: Lang | undefined;
  extension: readonly string[] | undefined;
  run: boolean;
  json: boolean;
  public: boolean;
  action: string | undefined;
  name: string | undefined;
  address: string | undefined;
}

const WORDS: Readonly<Record<string, number>> = { list: 0, add: 2, remove: 1, uninstall: 1, settle: 0 };

/** `uegen node`: lists the nodes with what is wanted and known of them, or edits config.yml. 1 where nothing could be done. */
export async function node(options: NodeOptions, terminal: Terminal): Promise<number> {
  const action = checkWords(options);
  const loaded = await loadChecked(options, terminal);
  const { cluster } = loaded?.generated ?? {};
  if (loaded === undefined || cluster === undefined) return 1;
  const { state, problem } = readState(disk, loaded.at);
  if (problem !== undefined) terminal.err(`uegen: warning: .uegen/state.json can't be read: ${problem}\n`);
  if (action === 'list') {
    const rows = nodeRows(cluster, state);
    terminal.out(options.json ? json(rows) : table(rows));
    return 0;
  }
  const { name = '', address = '' } = options;
  const { edits, notes } =
    action === 'settle'
      ? settlingOf(state, loaded.text)
      : action === 'add'
        ? additionOf(cluster, name, address, options.public)
        : departureOf(cluster, state, name, action);
  for (const note of notes) terminal.err(`uegen: note: ${note}\n`);
  if (edits.length === 0) return 0;
  return (await applyEdits(options, { edits }, terminal)) ? goOn(options, options.run, terminal) : 1;
}

type Action = 'list' | 'add' | 'remove' | 'uninstall' | 'settle';

function checkWords({ action = 'list', name, address, public: asPublic }: NodeOptions): Action {
  const count = Object.hasOwn(WORDS, action) ? WORDS[action] : undefined;
  const hint = 'uegen node list | add NAME ADDRESS [--public] | remove NAME | uninstall NAME | settle';
  if (count === undefined) throw new Problem(`there is no uegen node ${action}`, hint);
  const given = [name, address].filter((word) => word !== undefined).length;
  if (given < count)
    throw new Problem(`uegen node ${action} wants ${count === 2 ? 'a name and an address' : 'a name'}`, hint);
  if (given > count)
    throw new Problem(`uegen node ${action} takes no ${count === 0 ? 'name' : 'address'}`, hint);
  if (asPublic && action !== 'add') throw new Problem(`uegen node ${action} takes no --public`, hint);
  return action as Action;
}

function table(rows: readonly NodeRow[]): string {
  const lines = [
    ['name', 'address', 'role', 'wanted', 'known'],
    ...rows.map(({ name, address, role, wanted, known }) => [
      name,
      address,
      role ?? '-',
      wanted ?? '-',
      known ?? '-',
    ]),
  ];
  const widths =
    lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  return lines
    .map(
      (line) =>
        `${line
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
