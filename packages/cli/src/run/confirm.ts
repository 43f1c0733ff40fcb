import { closeSync, openSync, readSync } from 'node:fs';
import { isatty } from 'node:tty';
import type { Cluster, LeavingNode } from '@uegen/core';
import { type Phase, quorumText } from '@uegen/core/phases';
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
    ({ name, address, role }) => `  ${name} (${address}), ${role ?? 'not known otherwise'}`,
  );
  terminal.err(`${phase.name} takes away:\n${lines.join('\n')}\n${quorumText(cluster, nodes).en}\n`);
  if (yes) return;
  if (!isatty(STDIN))
    throw new Problem(
      `${phase.name} wants a confirmation, and nobody can type one here`,
      'to go on, add --yes',
    );
  terminal.err(`Type ${phase.name} to go on: `);
  if (answer() !== phase.name) throw new Problem('not confirmed: nothing was run');
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
