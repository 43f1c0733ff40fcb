import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Cluster } from '@uegen/core';
import { type Answer, parseAnswer } from '@uegen/core/phases';
import { type Inspection, machinesOf, recordInspection } from '@uegen/core/plan';
import { say } from '../language.ts';
import type { Loaded } from '../load.ts';
import { during } from '../problem.ts';
import type { Terminal } from '../terminal.ts';
import { disk } from '../tree/file-system.ts';
import type { Layout } from '../tree/layout.ts';
import { digestsOf } from './digest.ts';
import { ensureKey } from './file.ts';
import { changeRecord, now } from './recorder.ts';

/** The most bytes of an answer that are read. */
const LONGEST = 4 * 1024 * 1024;
/** Seconds that a clock may be off before it is told: ansible asks the machines in turn. */
const CLOCK_SECONDS = 30;
/** The most machines that one line names. */
const NAMED = 5;

/** What became of an inspection. */
export interface Findings {
  /** The addresses of those who didn't answer. */
  silent: readonly string[];
  /** What is to be told of machines, beside what the record says. */
  notes: readonly string[];
}

/** Removes answers that were left behind, so that only those of this time are read. */
export function clearAnswers({ answers }: Layout): void {
  during(say("can't remove .uegen/answers", '.uegen/answers 를 지울 수 없습니다'), () =>
    disk.removeTree(answers),
  );
}

/** Reads the answers of the machines into the record, and removes them; whoever calls holds the lock. */
export function takeAnswers(
  { at, generated: { files } }: Loaded,
  cluster: Cluster,
  terminal: Terminal,
): Findings {
  const answers = new Map(
    machinesOf(cluster).flatMap(({ address }): [string, Answer][] => {
      const answer = read(join(at.answers, `${address}.json`));
      return answer === undefined ? [] : [[address, answer]];
    }),
  );
  clearAnswers(at);
  if (answers.size > 0) {
    changeRecord(at, terminal, (state) => {
      const key = ensureKey(disk, at, randomBytes);
      const digests: Inspection['digests'] = (phase) => digestsOf(phase, cluster, files, key);
      return recordInspection(state, cluster, { at: now(), answers, digests });
    });
  }
  return { silent: silentIn(cluster, answers), notes: notesOf(cluster, answers) };
}

function read(path: string): Answer | undefined {
  const status = disk.status(path);
  if (status?.kind !== 'file' || status.size > LONGEST) return undefined;
  return parseAnswer(Buffer.from(disk.read(path)).toString('utf8'), (text) =>
    Buffer.from(text, 'base64').toString('utf8'),
  );
}

function silentIn(cluster: Cluster, answers: ReadonlyMap<string, Answer>): string[] {
  return machinesOf(cluster).flatMap(({ address }) => (answers.has(address) ? [] : [address]));
}

function notesOf(cluster: Cluster, answers: ReadonlyMap<string, Answer>): string[] {
  const machines = machinesOf(cluster).map(({ name, address }) => ({
    address,
    label: `${name} (${address})`,
  }));
  const silent = machines.filter(({ address }) => !answers.has(address)).map(({ label }) => label);
  const more = silent.length - NAMED;
  const named = `${silent.slice(0, NAMED).join(', ')}${more > 0 ? say(` and ${more} more`, ` 외 ${more}대`) : ''}`;
  const others = machines.flatMap(({ address, label }) => {
    const answer = answers.get(address);
    return answer === undefined ? [] : oddities(answer).map((what) => `${label} ${what}`);
  });
  return silent.length === 0
    ? others
    : [
        say(
          `${named} did not answer: what is known of them stays as it is`,
          `${named} 이(가) 응답하지 않았습니다. 기록은 그대로 둡니다`,
        ),
        ...others,
      ];
}

function oddities({ ahead, dcos }: Answer): string[] {
  const off = Math.abs(ahead);
  return [
    ...(off > CLOCK_SECONDS
      ? [
          say(
            `has a clock that is ${off} s ${ahead > 0 ? 'ahead' : 'behind'}: DC/OS needs the same time everywhere`,
            `의 시각이 ${off}초 ${ahead > 0 ? '빠릅니다' : '느립니다'}. DC/OS 는 모든 서버의 시각이 같아야 합니다`,
          ),
        ]
      : []),
    ...(dcos !== undefined && dcos.role === undefined
      ? [
          say(
            'has DC/OS, and none of the roles that it may have: see /etc/mesosphere/roles there',
            '에 DC/OS 가 있으나 역할을 알 수 없습니다. /etc/mesosphere/roles 를 확인합니다',
          ),
        ]
      : []),
  ];
}
