import { isatty } from 'node:tty';
import type { Cluster } from '@uegen/core';
import { spell } from '@uegen/core/phases';
import { plannedNodes, type Standing } from '@uegen/core/plan';
import { enter } from '../activity.ts';
import type { Payload } from '../answer.ts';
import { withExtensions } from '../extension.ts';
import { say } from '../language.ts';
import { type Loaded, load, printDiagnostics, wantedOf } from '../load.ts';
import { Problem } from '../problem.ts';
import {
  answer,
  askMachines,
  carryOutAll,
  chosen,
  jobOf,
  type Outcome,
  outcomeText,
  phaseNamed,
  preview,
  restartsOf,
} from '../run/index.ts';
import { knownOf } from '../state/index.ts';
import type { Terminal } from '../terminal.ts';
import { disk } from '../tree/file-system.ts';
import { takeLockForPrograms } from '../tree/lock.ts';
import { ownerNote } from '../tree/root.ts';
import { thisProcess } from '../tree/this-process.ts';
import { writeTree } from '../tree/write-tree.ts';
import { VERSION } from '../version.ts';
import type { PreviewAnswer, UpAnswer } from './answers.ts';
import { explainStop } from './build.ts';
import { concernText, dueText } from './due.ts';

/** What `uegen up` may be told. */
export interface UpOptions {
  config: string;
  out: string | undefined;
  phases: readonly string[];
  from: string | undefined;
  until: string | undefined;
  yes: boolean;
  'dry-run': boolean;
  extension: readonly string[] | undefined;
}

const STDIN = 0;

/**
 * `uegen up`: builds, then carries out what is due in the guide's order, or the phases that are named. The exit code is that
 * of the first phase that fails; 1 for what keeps one from starting, and where somebody has to do something first.
 */
export async function up(options: UpOptions, terminal: Terminal): Promise<number> {
  const outcomes: Outcome[] = [];
  try {
    for (;;) {
      const round = await prepare(options, terminal, outcomes);
      if (typeof round === 'number')
        return options['dry-run'] || (round !== 0 && outcomes.length === 0)
          ? round
          : finish(round, outcomes, terminal);
      const { wanted, loaded, cluster } = round;
      const setting = { loaded, cluster, yes: options.yes, terminal };
      const { code, again } = await underLock(loaded, () => carryOutAll(wanted, setting, outcomes));
      if (!again) return finish(code, outcomes, terminal);
    }
  } finally {
    if (outcomes.length > 0) terminal.err(`\n${outcomeText(outcomes)}`);
  }
}

function finish(code: number, outcomes: readonly Outcome[], terminal: Terminal): number {
  const done = outcomes.length === 0 ? 'nothing-to-do' : 'done';
  terminal.json?.answer({ status: code === 0 ? done : 'failed', code, outcomes } satisfies Payload<UpAnswer>);
  return code;
}

interface Round {
  wanted: readonly Standing[];
  loaded: Loaded;
  cluster: Cluster;
}

/** Builds, and finds what is to be run; the exit code where that is nothing. */
async function prepare(
  options: UpOptions,
  terminal: Terminal,
  outcomes: readonly Outcome[],
): Promise<Round | number> {
  const loaded = load(options.config, options.out, await withExtensions(options.extension));
  const { cluster } = loaded.generated;
  const first = outcomes.length === 0;
  if (first || !loaded.ok) printDiagnostics(loaded, terminal);
  if (!loaded.ok || cluster === undefined) return 1;
  const before = loaded.last.nodes(plannedNodes(cluster));
  if (!options['dry-run'] && !(await isBuilt(loaded, terminal))) return 1;
  enter('run');
  if (first && !options['dry-run']) {
    const { stopped } = await askMachines(loaded, cluster, terminal);
    if (stopped !== undefined) return stopped;
  }
  const { concerns, standings } = knownOf(loaded, cluster, before);
  const wanted = chosen(standings, options).filter(
    ({ phase }) => !outcomes.some((outcome) => outcome.phase === phase),
  );
  if (first) terminal.tell(concernText(concerns, terminal.paintErr));
  if (options.phases.length === 0 && concerns.some(({ verdict }) => verdict === 'error'))
    throw new Problem(
      say(
        "a running cluster can't take these changes of config.yml: nothing was run",
        '실행 중인 클러스터에 적용할 수 없는 변경이 config.yml 에 있습니다. 아무것도 실행하지 않았습니다',
      ),
      say(
        'where the record is wrong, uegen status --forget nodes clears it',
        '기록이 틀렸다면 uegen status --forget nodes 로 지웁니다',
      ),
    );
  if (wanted.length === 0) {
    if (first) terminal.tell(say('Nothing is due.\n', '실행할 단계가 없습니다.\n'));
    return 0;
  }
  if (options['dry-run']) return previewAll(wanted, loaded, cluster, terminal);
  if (first) {
    terminal.tell(say(`To run:\n${dueText(wanted)}`, `실행할 단계:\n${dueText(wanted)}`));
    agree(wanted, options.yes, terminal);
  }
  return { wanted, loaded, cluster };
}

async function isBuilt(loaded: Loaded, terminal: Terminal): Promise<boolean> {
  enter('write');
  const wanted = wantedOf(loaded, false);
  const written = writeTree(disk, loaded.at, wanted, VERSION, thisProcess(), () => {
    const note = ownerNote(disk, loaded.at);
    if (note !== undefined) terminal.tell(note);
  });
  if (written.status === 'done') return true;
  await explainStop(written, loaded, wanted.files, terminal);
  return false;
}

function previewAll(
  wanted: readonly Standing[],
  loaded: Loaded,
  cluster: Cluster,
  terminal: Terminal,
): number {
  const phases = wanted.map(({ phase }) => {
    terminal.out(`# ${phase}\n`);
    const job = jobOf(phaseNamed(phase), loaded, cluster, []);
    preview(job, terminal);
    return { phase, commands: job.commands.map(spell) };
  });
  terminal.json?.answer({ status: 'preview', phases } satisfies Payload<PreviewAnswer>);
  return 0;
}

// Once for all of them; what takes something away asks for itself as well.
function agree(wanted: readonly Standing[], yes: boolean, terminal: Terminal): void {
  const restarts = restartsOf(wanted);
  if (restarts.length > 0)
    terminal.tell(
      say(
        `Running apps may be restarted by ${restarts.join(' and ')}.\n`,
        `다음 단계는 실행 중인 앱을 다시 시작할 수 있습니다: ${restarts.join(', ')}\n`,
      ),
    );
  if (yes) return;
  if (!isatty(STDIN))
    throw new Problem(
      say(
        'uegen up asks for confirmation, and there is no terminal to type it on',
        'uegen up 은 확인을 받아야 하는데, 입력할 수 있는 터미널이 없습니다',
      ),
      say('to go on, add --yes', '계속하려면 --yes 를 추가하십시오'),
    );
  terminal.err(say('Type yes to go on: ', '계속하려면 yes 를 입력하십시오: '));
  if (answer() !== 'yes')
    throw new Problem(
      say('not confirmed: nothing was run', '확인하지 않았습니다. 아무것도 실행하지 않았습니다'),
    );
}

async function underLock<T>(loaded: Loaded, work: () => Promise<T>): Promise<T> {
  const release = takeLockForPrograms(disk, loaded.at, thisProcess());
  try {
    return await work();
  } finally {
    release();
  }
}
