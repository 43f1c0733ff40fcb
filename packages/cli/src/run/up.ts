import type { Cluster } from '@uegen/core';
import { type Phase, phases, told as toldOf } from '@uegen/core/phases';
import type { Standing } from '@uegen/core/plan';
import { columns } from '../cells.ts';
import { say, told } from '../language.ts';
import type { Loaded } from '../load.ts';
import { Problem } from '../problem.ts';
import { knownOf } from '../state/index.ts';
import type { Terminal } from '../terminal.ts';
import { checkReady, perform } from './carry-out.ts';
import { confirm } from './confirm.ts';
import { humanSteps } from './human.ts';
import { jobOf, phaseNamed } from './job.ts';
import { phaseLog } from './log.ts';
import { readinessOf } from './readiness.ts';

/** Which phases `uegen up` is to carry out. */
interface Choice {
  /** Named ones, and only these; none for all that are due. */
  phases: readonly string[];
  /** The first and the last one of all that are due. */
  from: string | undefined;
  until: string | undefined;
}

/** What became of one phase. */
export interface Outcome {
  phase: string;
  /** `done`, `waits` for somebody, or how it failed. */
  end: string;
  seconds: number;
  log?: string;
}

/** The phases to carry out now, in their order: those that are named, or all that are due and not only run by name. */
export function chosen(standings: readonly Standing[], { phases: names, from, until }: Choice): Standing[] {
  for (const name of [...names, from, until]) if (name !== undefined) phaseNamed(name);
  if (names.length > 0) return standings.filter(({ phase }) => names.includes(phase));
  const place = (name: string) => standings.findIndex(({ phase }) => phase === name);
  const [first, last] = [from === undefined ? 0 : place(from), until === undefined ? Infinity : place(until)];
  if (first > last)
    throw new Problem(
      say(`${from} comes after ${until}`, `${from} 은(는) ${until} 보다 뒤의 단계입니다`),
      say('uegen run lists all phases in their order', 'uegen run 으로 모든 단계를 순서대로 확인합니다'),
    );
  return standings.filter(
    ({ state, named }, index) => state === 'due' && !named && index >= first && index <= last,
  );
}

/** What carrying out several phases depends on. */
interface Setting {
  loaded: Loaded;
  cluster: Cluster;
  /** Nobody is asked. */
  yes: boolean;
  terminal: Terminal;
}

/** How far it came: `again` where everything has to be built and looked at anew before the rest. */
export interface Progress {
  code: number;
  again: boolean;
}

/**
 * Carries out phases one after the other; whoever calls holds the lock. The exit code is that of the first that fails.
 * `outcomes` holds what was done before, and gets what is done.
 */
export async function carryOutAll(
  wanted: readonly Standing[],
  setting: Setting,
  outcomes: Outcome[],
): Promise<Progress> {
  const { terminal } = setting;
  const total = outcomes.length + wanted.length;
  for (const { phase: name } of wanted) {
    const phase = phaseNamed(name);
    const number = outcomes.length + 1;
    const title = `[${number}/${total}] ${name}: ${told(phase.title)}`;
    const left = total - number;
    terminal.tell(
      `\n${terminal.paintErr('bold', title)}${left > 0 ? say(` (${left} left)`, ` (${left}개 남음)`) : ''}\n`,
    );
    const code = await carryOutOne(phase, setting, outcomes);
    if (code !== 0) return { code, again: false };
    if (phase.refreshes && left > 0) return { code, again: true };
  }
  return { code: 0, again: false };
}

async function carryOutOne(phase: Phase, setting: Setting, outcomes: Outcome[]): Promise<number> {
  const { loaded, cluster, yes, terminal } = setting;
  const wait = await waitFor(phase, setting);
  if (wait !== undefined) {
    terminal.tell(
      `${wait}\n${say('Then run uegen up again: it goes on here.', '그런 다음 uegen up 을 다시 실행하면 여기서 계속합니다.')}\n`,
    );
    outcomes.push({ phase: phase.name, end: say('waits', '대기'), seconds: 0 });
    return 1;
  }
  const job = jobOf(phase, loaded, cluster, []);
  checkReady(job);
  if (job.target !== undefined) confirm(phase, job.target, cluster, yes, terminal);
  const began = Date.now();
  const log = phase.secretive ? undefined : phaseLog(phase.name, loaded, terminal);
  try {
    const code = await perform(job, terminal, log?.tap);
    const seconds = Math.round((Date.now() - began) / 1000);
    const end = code === 0 ? say('done', '완료') : say(`ended with exit code ${code}`, `종료 코드 ${code}`);
    outcomes.push({ phase: phase.name, end, seconds, ...(log && { log: log.path }) });
    if (code === 0 && phase.note.after !== undefined)
      terminal.tell(`${told(toldOf(phase.note.after, cluster)).replace(/`/g, '')}\n`);
    return code;
  } finally {
    log?.close();
  }
}

/** The phases that were carried out, one a line. */
export function outcomeText(outcomes: readonly Outcome[]): string {
  return columns(outcomes.map(({ phase, end, seconds, log = '' }) => [phase, end, timeText(seconds), log]));
}

function timeText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** What somebody has to do before a phase can go on, in one paragraph. */
async function waitFor(phase: Phase, { loaded, cluster }: Setting): Promise<string | undefined> {
  const lacks = readinessOf(phase, loaded, cluster, knownOf(loaded, cluster, undefined)).map(
    ({ advice }) => advice,
  );
  // Whoever has to fill in a key anyway need not wait for what the others answer.
  if (lacks.length === 0) lacks.push(...(await humanSteps(phase, cluster)));
  return lacks.length === 0
    ? undefined
    : say(
        `${phase.name} can't be run yet: ${lacks.join('; ')}.`,
        `${phase.name} 은(는) 아직 실행할 수 없습니다: ${lacks.join('; ')}.`,
      );
}

/** What of the phases may start anew what people are using, once they have run before. */
export function restartsOf(wanted: readonly Standing[]): string[] {
  const restarting = phases.filter(({ restarts }) => restarts).map(({ name }) => name as string);
  return wanted
    .filter(({ phase, done }) => restarting.includes(phase) && (done !== undefined || phase !== 'apps'))
    .map(({ phase }) => phase);
}
