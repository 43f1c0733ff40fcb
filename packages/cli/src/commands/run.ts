import { spell } from '@uegen/core/phases';
import { enter } from '../activity.ts';
import type { Payload } from '../answer.ts';
import { withExtensions } from '../extension.ts';
import { say } from '../language.ts';
import { load, printDiagnostics } from '../load.ts';
import { Problem } from '../problem.ts';
import { carryOut, jobOf, listPhases, phaseLacks, phaseNamed, preview } from '../run/index.ts';
import type { Terminal } from '../terminal.ts';
import type { PhaseListAnswer, PreviewAnswer, RunAnswer } from './answers.ts';

/** What `uegen run` is told on the command line. */
export interface RunOptions {
  phase: string | undefined;
  config: string;
  out: string | undefined;
  yes: boolean;
  'dry-run': boolean;
  extension: readonly string[] | undefined;
}

/** `uegen run`: carries out one phase and passes on its exit code, or lists all phases. 1 for what keeps it from starting. */
export async function run(
  options: RunOptions,
  terminal: Terminal,
  extra: readonly string[],
): Promise<number> {
  if (options.phase === undefined && extra.length > 0)
    throw new Problem(
      say('extra arguments are for a phase', '추가 인수는 단계를 지정할 때만 쓸 수 있습니다'),
    );
  const phase = options.phase === undefined ? undefined : phaseNamed(options.phase);
  const loaded = load(options.config, options.out, await withExtensions(options.extension));
  const { cluster } = loaded.generated;
  if (!loaded.ok || cluster === undefined) {
    printDiagnostics(loaded, terminal);
    return 1;
  }
  enter('run');
  if (phase === undefined) {
    if (terminal.json === undefined) terminal.out(listPhases(loaded, cluster, terminal.width));
    else
      terminal.json.answer({
        status: 'listed',
        phases: phaseLacks(loaded, cluster),
      } satisfies Payload<PhaseListAnswer>);
    return 0;
  }
  const job = jobOf(phase, loaded, cluster, extra);
  if (options['dry-run']) {
    const code = preview(job, terminal);
    const phases = [{ phase: phase.name, commands: job.commands.map(spell) }];
    terminal.json?.answer({ status: 'preview', phases } satisfies Payload<PreviewAnswer>);
    return code;
  }
  const code = await carryOut(job, options.yes, terminal);
  const status = code === 0 ? 'done' : 'failed';
  terminal.json?.answer({ status, phase: phase.name, code } satisfies Payload<RunAnswer>);
  return code;
}
