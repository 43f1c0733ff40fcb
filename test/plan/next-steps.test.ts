import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { inJson } from '../../packages/cli/src/answer.ts';
import { build } from '../../packages/cli/src/commands/build.ts';
import { plan } from '../../packages/cli/src/commands/plan.ts';
import { status } from '../../packages/cli/src/commands/status.ts';
import { painter, type Terminal } from '../../packages/cli/src/terminal.ts';
import { phases } from '../../packages/core/src/phases/index.ts';
import { formatState } from '../../packages/core/src/plan/state.ts';
import { transitions } from '../../packages/core/src/plan/transitions.ts';
import { put, withFolder } from '../support/scratch.ts';
import { CASES, edited, stateOf } from '../support/transitions.ts';

const next = suite('plan, build, status and the runbook say the same next steps');

interface Told {
  nodes: { transition: string; message: string }[];
  phases: { phase: string; state: string }[];
}

const words = { lang: 'en' as const, extension: undefined, 'no-resolve': false };

/** What a command answers in JSON, run in this process. */
async function told(command: (terminal: Terminal) => Promise<number>): Promise<Record<string, unknown>> {
  let answer = '';
  const quiet = {
    paintOut: painter(false),
    paintErr: painter(false),
    err: () => {},
    tell: () => {},
    width: 80,
    height: 24,
  };
  const out = (text: string) => {
    answer += text;
  };
  await inJson({ ...quiet, out }, command);
  return JSON.parse(answer);
}

const names = (list: unknown) => (list as Told['phases']).map(({ phase }) => phase);
const isDue = ({ state }: { state: string }) => state === 'due' || state === 'blocked';

next('for each row of the table', () =>
  withFolder(async (folder) => {
    chmodSync(folder, 0o755);
    for (const one of CASES) {
      const { row, edits, says } = one;
      rmSync(join(folder, 'out'), { recursive: true, force: true });
      const place = { config: put(folder, 'config.yml', edited([])), out: join(folder, 'out') };
      const built = (terminal: Terminal) =>
        build({ ...place, ...words, quiet: false, force: false, check: false }, terminal);
      await told(built);
      put(folder, 'out/.uegen/state.json', formatState(stateOf(one)), 0o600);
      put(folder, 'out/.uegen/state.key', Buffer.alloc(32, 7), 0o600);
      put(folder, 'config.yml', edited(edits));
      const planned = await told((terminal) =>
        plan({ ...place, ...words, summary: true, 'no-pager': true }, terminal),
      );
      const after = await told(built);
      const stood = await told((terminal) => status({ ...place, live: false, forget: undefined }, terminal));
      const due = names((stood.phases as Told['phases']).filter(isDue));
      assert.equal([names(planned.phases), names(after.phases)], [due, due], row);
      assert.equal([planned.nodes, after.nodes], [stood.changes, stood.changes], row);
      // The order of the guide, which is the runbook's, part by part.
      const runbook = readFileSync(join(folder, 'out/RUNBOOK.md'), 'utf8');
      for (const part of ['installation', 'operation'] as const) {
        const places = due
          .filter((name) => phases.some((phase) => phase.name === name && phase.part === part))
          .map((name) => runbook.indexOf(`<a id="${name}"></a>`));
        assert.not.ok(places.includes(-1), `${row}: ${due.join()}`);
        assert.equal(
          places,
          [...places].sort((left, right) => left - right),
          row,
        );
      }
      // Its table has the advice, and in the table's order.
      const transition = transitions.find(({ name }) => name === row);
      const found = (planned.nodes as Told['nodes']).filter((concern) => concern.transition === row);
      assert.ok(found.length > 0, row);
      for (const { message } of found) {
        assert.match(message, says);
        assert.ok(message.endsWith(`: ${transition?.advice.en}`), message);
      }
      assert.ok(runbook.includes(`| ${transition?.when.en} | ${transition?.advice.en} |`), row);
    }
  }),
);

next.run();
