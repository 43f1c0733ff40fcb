import { laterBlanks, spokenIn } from '@uegen/core';
import { plannedNodes } from '@uegen/core/plan';
import { enter } from '../activity.ts';
import type { Payload } from '../answer.ts';
import { language, say } from '../language.ts';
import { load, printDiagnostics } from '../load.ts';
import { nodeRows } from '../nodes/index.ts';
import { type Asked, askMachines } from '../run/index.ts';
import { forgetIn, type Known, knownOf } from '../state/index.ts';
import type { Terminal } from '../terminal.ts';
import type { StatusAnswer } from './answers.ts';
import { phaseRows, statusText } from './status-report.ts';

/** What `uegen status` may be told. */
export interface StatusOptions {
  config: string;
  out: string | undefined;
  live: boolean;
  forget: string | undefined;
}

/**
 * `uegen status`: how it stands with every phase and machine, and which of the guide's later keys are still blank; 1 on a
 * config with errors. With `--forget` a record that is wrong is cleared first. With `--live` the machines are asked, and it
 * ends with 1 as well where they are not what config.yml says.
 */
export async function status(options: StatusOptions, terminal: Terminal): Promise<number> {
  const loaded = load(options.config, options.out);
  const { cluster } = loaded.generated;
  if (!loaded.ok || cluster === undefined) {
    printDiagnostics(loaded, terminal);
    return 1;
  }
  if (options.forget !== undefined) forgetIn(loaded.at, options.forget);
  if (options.live) enter('run');
  const asked = options.live ? await askMachines(loaded, cluster, terminal) : undefined;
  if (asked?.stopped !== undefined) return asked.stopped;
  enter('compare');
  const known = knownOf(loaded, cluster, loaded.last.nodes(plannedNodes(cluster)));
  const { problem } = spokenIn(language(), known);
  if (problem !== undefined)
    terminal.tell(
      say(
        `uegen: warning: .uegen/state.json can't be used: ${problem}; what was carried out counts as unknown\n`,
        `uegen: 경고: .uegen/state.json 을 쓸 수 없습니다: ${problem}. 실행한 기록은 알 수 없는 것으로 봅니다\n`,
      ),
    );
  const rows = {
    phases: phaseRows(known, loaded, cluster),
    nodes: nodeRows(cluster, known.state),
    blanks: laterBlanks(loaded.text),
  };
  enter('report');
  const isRefused = known.concerns.some(({ verdict }) => verdict === 'error');
  if (terminal.json === undefined) terminal.out(statusText(loaded, known, rows, terminal));
  else {
    const isDue = rows.phases.some(
      ({ state }) => state === 'due' || state === 'blocked' || state === 'unknown',
    );
    const answer: Payload<StatusAnswer> = {
      status: isRefused ? 'refused' : isDue ? 'due' : 'settled',
      cluster: cluster.name,
      root: loaded.at.root,
      ...rows,
      changes: known.concerns,
      ...liveAnswer(known, asked),
    };
    terminal.json.answer(answer);
  }
  return options.live && isRefused ? 1 : 0;
}

function liveAnswer({ state }: Known, asked: Asked | undefined) {
  const at = state.phases.inspect?.done;
  return {
    ...(at !== undefined && { asked: at }),
    ...(asked && { silent: asked.silent, notes: asked.notes }),
  };
}
