// `npm run mutate [-- PATH]`: changes core's rules, serializers and escapers (those whose path holds PATH) in one place
// at a time, and wants a test to fail each time. It ends with 1 when fewer than 90 % of the changes are found.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib.mjs';
import { bundle } from './bundle.ts';
import type { Mutant } from './mutants.ts';
import { Pool } from './pool.ts';

const TARGETS = ['rules', 'serialize', 'escape'].map((room) => `packages/core/src/${room}/`);
const GOAL = 0.9;
// Those that look at the rooms themselves; what else would fail as well takes longer to say so.
const TESTS =
  /^(?:rules\/.*|escape|serialize|goldens|facts|config\/(?:rules|proxy-ports|schedules|secrets))\.test\.ts$/;

const wanted = process.argv[2] ?? '';
const testFiles = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((path) => TESTS.test(path))
  .map((path) => join('test', path))
  .sort();

/** A test that reaches a mutant. */
interface Reach {
  file: string;
  number: number;
  milliseconds: number;
}

const { code, mutants } = await bundle(
  testFiles,
  (path) => TARGETS.some((room) => path.startsWith(room)) && path.includes(wanted),
);
const pool = new Pool(code);
const covering = await coverage();
const survivors = await survivorsOf();
// Goldens and fixtures are read while it runs: whoever changes them meanwhile makes every test fail.
await withoutChange();
report();

/** The tests that reach each mutant, the quickest first. Each runs alone: what one leaves behind is no help to another. */
async function coverage(): Promise<Reach[][]> {
  const counts = await withoutChange();
  const tests = [...counts].flatMap(([file, count]) =>
    Array.from({ length: count }, (_, number) => ({ file, number })),
  );
  const reached: Reach[][] = mutants.map(() => []);
  await pool.run(
    tests.map(({ file, number }) => ({ job: { tests: [{ file, numbers: [number] }] }, limit: 60_000 })),
    (index, answer) => {
      const test = tests[index] as (typeof tests)[number];
      for (const id of answer?.hits ?? [])
        reached[id]?.push({ ...test, milliseconds: answer?.milliseconds ?? 0 });
    },
  );
  console.log(`${mutants.length} changes, ${tests.length} tests`);
  return reached.map((tests) => tests.sort((a, b) => a.milliseconds - b.milliseconds));
}

/** Runs every test without a change, and wants none to fail; how many tests of each file reach the targets. */
async function withoutChange(): Promise<Map<string, number>> {
  const broken: string[] = [];
  const counts = new Map<string, number>();
  await pool.run(
    testFiles.map((file) => ({ job: { tests: [{ file }] }, limit: 300_000 })),
    (index, answer) => {
      const file = testFiles[index] as string;
      if (answer?.failed !== undefined || answer === undefined)
        broken.push(`${file}: ${answer?.failed ?? 'hangs'}`);
      // What reaches nothing of the targets helps nobody.
      else if (answer.hits.length > 0) counts.set(file, answer.names.length);
    },
  );
  if (broken.length > 0) throw new Error(`tests fail without any change:\n${broken.join('\n')}`);
  return counts;
}

async function survivorsOf(): Promise<Mutant[]> {
  const found = mutants.filter(({ id }) => covering[id]?.length === 0);
  const tried = mutants.filter(({ id }) => covering[id]?.length !== 0);
  let count = 0;
  await pool.run(
    tried.map(({ id }) => {
      const tests = covering[id] as Reach[];
      const usual = tests.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
      return { job: { mutant: id, tests: byFile(tests) }, limit: 10_000 + 10 * usual };
    }),
    (index, answer) => {
      if (answer !== undefined && answer.failed === undefined) found.push(tried[index] as Mutant);
      if (++count % 200 === 0) console.error(`${count} of ${tried.length}`);
    },
  );
  return found.sort((a, b) => a.id - b.id);
}

/** The tests file by file, the file with the quickest first. */
function byFile(tests: readonly Reach[]): { file: string; numbers: number[] }[] {
  return [...new Set(tests.map(({ file }) => file))].map((file) => ({
    file,
    numbers: tests.filter((test) => test.file === file).map(({ number }) => number),
  }));
}

function report(): void {
  for (const { file, line, column, from, to, id } of survivors)
    console.log(
      `${file}:${line}:${column}: ${covering[id]?.length === 0 ? 'never reached' : 'not found'}\n  - ${oneLine(from)}\n  + ${oneLine(to)}`,
    );
  for (const file of new Set(mutants.map((mutant) => mutant.file)))
    console.log(`${share(mutants, file)} ${file}`);
  const found = mutants.length - survivors.length;
  console.log(`${found} of ${mutants.length} found: ${((100 * found) / mutants.length).toFixed(1)} %`);
  process.exitCode = found / mutants.length >= GOAL ? 0 : 1;
}

function share(all: readonly Mutant[], wanted: string): string {
  const [total, alive] = [all, survivors].map((list) => list.filter(({ file }) => file === wanted).length);
  return `${(total as number) - (alive as number)}/${total}`.padStart(9);
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 120 ? `${line.slice(0, 117)}...` : line;
}
