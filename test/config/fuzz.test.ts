import { formatDiagnostics, generate, hasErrors } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { mutate } from '../support/mutate.ts';
import { random } from '../support/random.ts';
import { leaks, sentinelConfig } from '../support/sentinels.ts';

// What is wrong is read to its end, at some 5 ms each: UEGEN_FUZZ_RUNS=20000 takes minutes.
const RUNS = Number(process.env.UEGEN_FUZZ_RUNS ?? 2_000);
const seed = Number(process.env.UEGEN_FUZZ_SEED ?? 20180118);

const fuzz = suite('mutated configs');

fuzz(`${RUNS} mutations end with files or with diagnostics, and none tells a secret`, () => {
  const base = sentinelConfig();
  const next = random(seed);
  const outcomes = { files: 0, diagnostics: 0 };
  for (let run = 0; run < RUNS; run++) {
    const text = mutate(base, next);
    const about = `UEGEN_FUZZ_SEED=${seed}, mutation ${run}`;
    try {
      const { files, diagnostics } = generate(text, { outputs: run % 20 === 0 ? undefined : [] } as object);
      const said = formatDiagnostics(diagnostics, { fileName: 'config.yml', text, color: false });
      assert.is(files.length > 0 && hasErrors(diagnostics), false, 'files in spite of errors');
      for (const { position, code } of diagnostics)
        assert.ok(
          position === undefined || (position.line >= 1 && position.column >= 1),
          `${code} has no place`,
        );
      assert.equal(leaks(said + JSON.stringify(diagnostics)), [], said);
      outcomes[hasErrors(diagnostics) ? 'diagnostics' : 'files']++;
    } catch (error) {
      throw new Error(`${about}: ${(error as Error).stack}\n${text}`);
    }
  }
  assert.ok(outcomes.files > RUNS / 50 && outcomes.diagnostics > RUNS / 3, JSON.stringify(outcomes));
});

fuzz.run();
