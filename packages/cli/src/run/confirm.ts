import { closeSync, openSync, readSync } from 'node:fs';
import { isatty } from 'node:tty';
import type { Cluster, LeavingNode } from '@uegen/core';
import { type Phase, quorumText } from '@uegen/core/phases';
import { say, told } from '../language.ts';
import { Problem } from '../problem.ts';
import type { Terminal } from '../terminal.ts';

const STDIN = 0;
const LONGEST_ANSWER = 1024;

/** Shows which nodes lose what, and goes on only with `--yes` or when the operator types the phase's name. */
export function confirm(
  phase: Phase,
  nodes: readonly LeavingNode[],
  cluster: Cluster,
  yes: boolean,
  terminal: Terminal,
): void {
  const lines = nodes.map(
    ({ name, address, role }) =>
      `  ${name} (${address}), ${role ?? say('not known otherwise', '설정의 다른 곳에 없는 노드')}`,
  );
  terminal.tell(
    `${say(`${phase.name} removes`, `${phase.name} 이(가) 제거하는 노드`)}:\n${lines.join('\n')}\n${told(quorumText(cluster, nodes))}\n`,
  );
  if (yes) return;
  if (!isatty(STDIN))
    throw new Problem(
      say(
        `${phase.name} asks for confirmation, and there is no terminal to type it on`,
        `${phase.name} 은(는) 확인을 받아야 하는데, 입력할 수 있는 터미널이 없습니다`,
      ),
      say('to go on, add --yes', '계속하려면 --yes 를 추가하십시오'),
    );
  terminal.err(say(`Type ${phase.name} to go on: `, `계속하려면 ${phase.name} 을(를) 입력하십시오: `));
  if (answer() !== phase.name)
    throw new Problem(
      say('not confirmed: nothing was run', '확인하지 않았습니다. 아무것도 실행하지 않았습니다'),
    );
}

/**
 * What an operator types on the terminal, up to the end of the line. Not through process.stdin, which doesn't wait: neither
 * here nor, afterwards, in the programs that inherit it.
 */
export function answer(): string {
  const bytes = Buffer.alloc(LONGEST_ANSWER);
  const terminal = openSync('/dev/tty', 'r');
  try {
    return bytes.subarray(0, readSync(terminal, bytes)).toString('utf8').trim();
  } finally {
    closeSync(terminal);
  }
}
