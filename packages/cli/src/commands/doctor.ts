import { secretValues } from '@uegen/core';
import { enter } from '../activity.ts';
import type { Payload } from '../answer.ts';
import { columns } from '../cells.ts';
import { examineAll, type Finding } from '../doctor/index.ts';
import { say } from '../language.ts';
import { load, printDiagnostics } from '../load.ts';
import { readState } from '../state/index.ts';
import type { Style, Terminal } from '../terminal.ts';
import { disk } from '../tree/file-system.ts';
import type { DoctorAnswer } from './answers.ts';

/** What `uegen doctor` may be told. */
export interface DoctorOptions {
  config: string;
  out: string | undefined;
}

const STYLES: Readonly<Record<Finding['state'], Style>> = { ok: 'green', later: 'yellow', bad: 'red' };

/** `uegen doctor`: looks at this machine and the way to the others, and changes nothing; 1 where something is bad. */
export async function doctor(options: DoctorOptions, terminal: Terminal): Promise<number> {
  const loaded = load(options.config, options.out);
  const { cluster } = loaded.generated;
  if (!loaded.ok || cluster === undefined) {
    printDiagnostics(loaded, terminal);
    return 1;
  }
  enter('run');
  const { state } = readState(disk, loaded.at);
  const done = (phase: string) => state.phases[phase]?.done !== undefined;
  const secrets = secretValues(loaded.generated.config);
  const findings = (await examineAll({ loaded, cluster, done })).map((finding) => masked(finding, secrets));
  enter('report');
  const bad = findings.filter((finding) => finding.state === 'bad').length;
  if (terminal.json === undefined) terminal.out(textOf(findings, bad, terminal));
  else {
    const status = bad === 0 ? 'ok' : 'bad';
    const answer: Payload<DoctorAnswer> = { status, cluster: cluster.name, root: loaded.at.root, findings };
    terminal.json.answer(answer);
  }
  return bad === 0 ? 0 : 1;
}

// What a machine says may be anything.
function masked(finding: Finding, secrets: readonly string[]): Finding {
  return {
    ...finding,
    what: secrets.reduce((text, secret) => text.replaceAll(secret, '********'), finding.what),
  };
}

function textOf(
  findings: readonly Finding[],
  bad: number,
  { paintOut, width }: Pick<Terminal, 'paintOut' | 'width'>,
): string {
  const words = { ok: say('ok', '정상'), later: say('later', '나중'), bad: say('bad', '문제') };
  const rows = findings.map(({ state, subject, what, todo }) => [
    paintOut(STYLES[state], words[state]),
    subject,
    todo === undefined ? what : `${what}: ${todo}`,
  ]);
  const end =
    bad === 0
      ? say('No problems found.', '문제가 없습니다.')
      : say(
          `${bad} of ${findings.length} need fixing.`,
          `${findings.length}개 중 ${bad}개를 해결해야 합니다.`,
        );
  return `${columns(rows, width)}${end}\n`;
}
