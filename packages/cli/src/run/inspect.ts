import type { Cluster } from '@uegen/core';
import { say } from '../language.ts';
import type { Loaded } from '../load.ts';
import { Problem } from '../problem.ts';
import { progress } from '../progress.ts';
import type { Findings } from '../state/index.ts';
import type { Terminal } from '../terminal.ts';
import { disk } from '../tree/file-system.ts';
import { takeLockForPrograms } from '../tree/lock.ts';
import { thisProcess } from '../tree/this-process.ts';
import { checkReady, inspected } from './carry-out.ts';
import type { Tap } from './child.ts';
import { jobOf, phaseNamed } from './job.ts';
import { phaseLog } from './log.ts';

/** What ansible says of a machine has its address in brackets: how many have been heard of. */
export function counting({ out, err }: Tap, { nodes }: Cluster): Tap {
  const silent = new Set(nodes.map(({ address }) => address));
  const all = silent.size;
  progress().step(say('Asking the machines', '서버에 확인하는 중'));
  return {
    err,
    out: (text) => {
      for (const [, address = ''] of text.matchAll(/\[([\d.]+)\]/g)) silent.delete(address);
      progress().count(all - silent.size, all);
      out(text);
    },
  };
}

/** What ansible ends with when it is interrupted, and when it is at its wits' end. */
const STOPPED = 99;
const CONFUSED = 250;
const BY_SIGNAL = 128;

/** What machines answered; `stopped` is the exit code where somebody interrupted it. */
export interface Asked extends Findings {
  stopped?: number;
}

/**
 * Asks every machine what it is, and writes that into the record. Only a log keeps what ansible shows. What keeps machines
 * from being asked is a warning, but for another uegen that is running.
 */
export async function askMachines(loaded: Loaded, cluster: Cluster, terminal: Terminal): Promise<Asked> {
  const warn = (text: string) => terminal.tell(`uegen: ${say('warning', '경고')}: ${text}\n`);
  terminal.tell(`${say('Asking the machines ...', '서버에 확인하는 중 ...')}\n`);
  const job = jobOf(phaseNamed('inspect'), loaded, cluster, []);
  try {
    checkReady(job);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const why = error.hint === undefined ? error.message : `${error.message}: ${error.hint}`;
    warn(say(`the machines weren't asked: ${why}`, `서버에 확인하지 못했습니다: ${why}`));
    return { silent: [], notes: [] };
  }
  const release = takeLockForPrograms(disk, loaded.at, thisProcess());
  try {
    const quiet = { ...terminal, out: () => {}, err: () => {}, tell: () => {} };
    const log = phaseLog(job.phase.name, loaded, quiet);
    try {
      const { code, findings } = await inspected(job, quiet, terminal, counting(log.tap, cluster));
      if (code === STOPPED || (code > BY_SIGNAL && code !== CONFUSED)) return { ...findings, stopped: code };
      for (const note of findings.notes) warn(note);
      if (findings.silent.length > 0) warn(`${log.path} ${say('tells more', '에 자세한 내용이 있습니다')}`);
      return findings;
    } finally {
      progress().step('');
      log.close();
    }
  } finally {
    release();
  }
}
