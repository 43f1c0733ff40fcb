import type { Payload } from '../answer.ts';
import { applyEdits, type Place, placeOptions, type Wish } from '../edit/index.ts';
import { say } from '../language.ts';
import { load } from '../load.ts';
import type { Terminal } from '../terminal.ts';
import type { EditAnswer } from './answers.ts';
import { build } from './build.ts';
import { dueAfterBuild, plan } from './plan.ts';
import { run } from './run.ts';

/** Edits config.yml, and then goes on; 1 where nothing could be written. */
export async function editAndGoOn(
  place: Place,
  wish: Wish,
  really: boolean,
  terminal: Terminal,
): Promise<number> {
  const done = await applyEdits(place, wish, terminal);
  const code = done ? await goOn(place, really, terminal) : 1;
  const status = done ? (code === 0 ? 'edited' : 'failed') : 'refused';
  terminal.json?.answer({ status } satisfies Payload<EditAnswer>);
  return code;
}

/** After an edit: says what a build changes now and what is to be run, as a plan does; or, told so, does it. */
async function goOn(place: Place, really: boolean, terminal: Terminal): Promise<number> {
  const resolved = { ...place, 'no-resolve': false };
  const phases = dueAfterBuild(load(place.config, place.out, await placeOptions(place)));
  if (!really) {
    // Exit code 2 is a plan's own word for changes.
    const code = await plan({ ...resolved, summary: true, 'no-pager': true }, terminal);
    if (code !== 2) return code;
    const steps = ['build', ...phases.map((phase) => `run ${phase}`)];
    terminal.out(`${say('Next', '다음')}:\n${steps.map((step) => `  uegen ${step}\n`).join('')}`);
    return 0;
  }
  const code = await build({ ...resolved, quiet: false, force: false, check: false }, terminal);
  return code === 0 ? await runAll(place, phases, terminal) : code;
}

async function runAll(place: Place, phases: readonly string[], terminal: Terminal): Promise<number> {
  for (const phase of phases) {
    const code = await run({ ...place, phase, yes: false, 'dry-run': false }, terminal, []);
    if (code !== 0) return code;
  }
  return 0;
}
