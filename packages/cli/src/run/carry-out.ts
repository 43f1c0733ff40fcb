import { type Command, spell } from '@uegen/core/phases';
import { say } from '../language.ts';
import { load } from '../load.ts';
import { Problem } from '../problem.ts';
import { clearAnswers, type Findings, recorder, takeAnswers } from '../state/index.ts';
import type { Terminal } from '../terminal.ts';
import { disk } from '../tree/file-system.ts';
import { takeLockForPrograms } from '../tree/lock.ts';
import { thisProcess } from '../tree/this-process.ts';
import { children, type Tap } from './child.ts';
import { confirm } from './confirm.ts';
import { checkAnsible } from './environment.ts';
import { type Fetch, fetchOf } from './fetch.ts';
import { tooNew } from './installer.ts';
import { isRoot, type Job } from './job.ts';
import { lacksOf } from './lacks.ts';
import { type AnsibleLog, ansibleLog } from './recap.ts';
import { checkTree } from './tree.ts';

/** Prints the commands of a job, one a line, as they can be typed in the output root; on stderr what they still lack. */
export function preview(job: Job, terminal: Terminal): number {
  const { phase, commands } = job;
  const lacks = lacksOf(job, isRoot()).map(({ advice }) => advice);
  const list = lacks.length > 1 ? lacks.map((advice) => `\n  - ${advice}`).join('') : ` ${lacks[0]}`;
  if (lacks.length > 0)
    terminal.tell(
      say(
        `uegen: note: ${phase.name} can't be run yet:${list}\n`,
        `uegen: 알림: ${phase.name} 은(는) 아직 실행할 수 없습니다:${list}\n`,
      ),
    );
  for (const command of commands) terminal.out(`${spell(command)}\n`);
  return 0;
}

/** Runs the commands of a job one after the other; the exit code is that of the first that fails. */
export async function carryOut(job: Job, yes: boolean, terminal: Terminal): Promise<number> {
  checkReady(job);
  if (job.target !== undefined) confirm(job.phase, job.target, job.cluster, yes, terminal);
  const release = takeLockForPrograms(disk, job.loaded.at, thisProcess());
  try {
    // A build may have come in while the operator thought about it.
    checkTree(job.loaded);
    return await perform(job, terminal);
  } finally {
    release();
  }
}

/**
 * The same for whoever holds the lock and has looked: runs the commands, and writes down what became of them. What leaves
 * something out, such as --check, neither begins nor ends a phase.
 */
export async function perform(job: Job, terminal: Terminal, tap?: Tap): Promise<number> {
  const { phase, cluster, loaded, whole, target } = job;
  if (phase.asks && whole) {
    const { code, findings } = await inspected(job, terminal, terminal, tap);
    for (const note of findings.notes) terminal.tell(`uegen: ${say('warning', '경고')}: ${note}\n`);
    return code;
  }
  const fetch = fetchOf(job, terminal, tap);
  if (!whole) return fetched(fetch, await runAll(job, terminal, fetch.tap));
  const record = recorder(phase, cluster, loaded, terminal);
  record.began();
  const code = await fetched(fetch, await runAll(job, terminal, fetch.tap));
  const isLimited = target !== undefined && target.length < (phase.nodes?.(cluster).length ?? 0);
  if (code === 0 && phase.fetchedFrom !== undefined) record.held(load(loaded.fileName, loaded.at.root));
  if (code === 0) record.succeeded(isLimited ? target.map(({ address }) => address) : undefined);
  return code;
}

/** Runs a phase in which the machines answer, and writes what they say into the record. */
export async function inspected(
  job: Job,
  terminal: Terminal,
  warned: Terminal,
  tap?: Tap,
): Promise<{ code: number; findings: Findings }> {
  clearAnswers(job.loaded.at);
  const code = await runAll(job, terminal, tap);
  return { code, findings: takeAnswers(job.loaded, job.cluster, warned) };
}

// What can't be stored ends the phase as a failure of its own.
async function fetched(fetch: Fetch, code: number): Promise<number> {
  if (code === 0) await fetch.store();
  return code;
}

/** Refuses a job that can't be run yet. */
export function checkReady(job: Job): void {
  const { phase, commands, loaded } = job;
  checkTree(loaded);
  const lacks = lacksOf(job, isRoot());
  const advice = lacks.map((lack) => lack.advice).join('; ');
  if (lacks.length > 0)
    throw new Problem(
      say(
        `${phase.name} can't be run yet: ${advice}`,
        `${phase.name} 은(는) 아직 실행할 수 없습니다: ${advice}`,
      ),
    );
  for (const command of commands.filter(isAnsible)) checkAnsible(command.folder, loaded.at, job.cluster);
}

async function runAll(
  { phase, commands, cluster, loaded: { at } }: Job,
  terminal: Terminal,
  tap: Tap | undefined,
): Promise<number> {
  const log = commands.some(isAnsible) ? ansibleLog(at) : undefined;
  const programs = children();
  try {
    terminal.err(say(`In ${at.root}:\n`, `${at.root} 에서 실행:\n`));
    for (const command of commands) {
      terminal.err(`${terminal.paintErr('bold', `$ ${spell(command)}`)}\n`);
      const code = await programs.run(command, at, { ...process.env, ...log?.env }, tap ?? besides(terminal));
      const stopped = programs.interrupted();
      if (code === 0 && stopped === undefined) continue;
      const reasons =
        stopped === undefined
          ? await reasonsOf(command, code, log, at, cluster, terminal)
          : [say('it was interrupted', '중단되었습니다')];
      for (const reason of reasons)
        terminal.tell(
          say(`uegen: error: ${phase.name}: ${reason}\n`, `uegen: 오류: ${phase.name}: ${reason}\n`),
        );
      return code === 0 ? (stopped ?? 0) : code;
    }
    return 0;
  } finally {
    programs.close();
    log?.remove();
  }
}

// Nothing but the answer goes to stdout then.
function besides({ json, err }: Terminal): Tap | undefined {
  return json && { out: err, err };
}

async function reasonsOf(
  command: Command,
  code: number,
  log: AnsibleLog | undefined,
  at: Job['loaded']['at'],
  cluster: Job['cluster'],
  terminal: Terminal,
): Promise<string[]> {
  const ended = say(
    `${command.argv[0]} ended with exit code ${code}`,
    `${command.argv[0]} 이(가) 종료 코드 ${code} 로 끝났습니다`,
  );
  const why = isAnsible(command)
    ? (log?.verdict(cluster) ?? [])
    : [await tooNew(command, code, at, terminal)];
  return [ended, ...why.filter((reason): reason is string => reason !== undefined)];
}

function isAnsible({ argv }: Command): boolean {
  return argv[0] === 'ansible-playbook';
}
