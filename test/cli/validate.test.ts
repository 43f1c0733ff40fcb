import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { editorSchema, formatDiagnostics, generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { mutate } from '../support/mutate.ts';
import { random } from '../support/random.ts';
import { configFile, root } from '../support/scenarios.ts';
import { leaks, sentinelConfig } from '../support/sentinels.ts';

const cli = suite('validate, status and schema');

function uegen(...args: string[]) {
  return spawnSync(process.execPath, [join(root, 'packages/cli/dist/uegen.cjs'), ...args], {
    encoding: 'utf8',
  });
}

cli('validate: 0 without errors, 1 with; --strict counts warnings', () => {
  const clean = uegen('validate', configFile('valid', 'home-lab'));
  assert.is(clean.status, 0, clean.stderr);
  assert.is(uegen('validate', configFile('valid', 'home-lab'), '--strict').status, 0);
  assert.is(uegen('validate', configFile('valid', 'guide')).status, 0);
  assert.is(uegen('validate', configFile('valid', 'guide'), '--strict').status, 1);
  const wrong = uegen('validate', configFile('invalid', 'two-masters'));
  assert.is(wrong.status, 1);
  assert.match(wrong.stderr, /config\.yml:18:5: error: there must be 1, 3 or 5 masters/);
});

cli('validate --json has all diagnostics', () => {
  const { stdout, status } = uegen('validate', configFile('invalid', 'twenty-mistakes'), '--json');
  assert.is(status, 1);
  const { status: verdict, diagnostics } = JSON.parse(stdout);
  assert.equal([verdict, diagnostics.length], ['invalid', 20]);
});

cli('status says what is still blank, and where', () => {
  const { stdout, status } = uegen('status', configFile('valid', 'guide'));
  assert.is(status, 0);
  assert.match(stdout, /config\.yml:85:3: dcos\.token is blank/);
  assert.match(stdout, /config\.yml:93:5: gitlab\.config-repo\.projectId is blank/);
  assert.is(stdout.match(/ is blank: .* needs it/g)?.length, 5);
  assert.match(uegen('status', configFile('valid', 'home-lab')).stdout, /nothing is left blank/);
});

cli('schema prints the schema', () => {
  assert.equal(JSON.parse(uegen('schema').stdout), editorSchema());
});

cli(
  '200 mutated configs: what the library says; every fifth by the command, which writes nothing on 1',
  () => {
    const work = mkdtempSync(join(tmpdir(), 'uegen-mutated-'));
    const next = random(42);
    const whole = sentinelConfig();
    try {
      for (let run = 0; run < 200; run++) {
        const text = mutate(whole, next);
        const { diagnostics } = generate(text);
        const said = formatDiagnostics(diagnostics, { fileName: 'config.yml', text });
        assert.equal(leaks(said + JSON.stringify(diagnostics)), [], `mutation ${run}: ${said}`);
        if (run % 5 !== 0) continue;
        const config = join(work, 'config.yml');
        const out = join(work, `out-${run}`);
        writeFileSync(config, text);
        const { status, stdout, stderr } = uegen('build', config, '--out', out);
        const wanted = diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0;
        assert.is(status, wanted, `mutation ${run}: ${stderr}`);
        if (status === 1) assert.not.ok(existsSync(out) && readdirSync(out).length > 0, `mutation ${run}`);
        assert.not.match(stderr + stdout, /\n\s+at |crash/i, `mutation ${run}`);
        assert.equal(leaks(stdout + stderr), [], `mutation ${run}: ${stderr}`);
      }
    } finally {
      rmSync(work, { recursive: true });
    }
  },
);

cli.run();
