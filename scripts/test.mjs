// Installs and builds where that isn't fresh, and runs all tests; the last line holds the true counts. `npm test -- NAME`
// runs the test files whose path holds NAME. UEGEN_REQUIRE_TOOLS=1 turns every skipped test into a failure.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { availableParallelism, constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { installAndBuild, root } from './lib.mjs';

const TIME_LIMIT = 24 * 60 * 1000;
// Suites on test hosts wait half of the time, for ssh and for machines that boot: others run in between, and give way.
const WORKERS = { hosts: availableParallelism() + 1, others: availableParallelism() };
// The longest suites, which begin first.
const LONGEST = ['old-controller', 'machines', 'up', 'gitlab'].map((name) => `hosts/${name}.test.ts`);
// Long ones that a whole run has no time for: they run when they are named.
const BY_NAME = ['backups', 'closed-network', 'day-two', 'hosts', 'lost-machines'].map(
  (name) => `hosts/${name}.test.ts`,
);
// Node reads certificates beyond its own before anything else, for longer than the rest of its start; npm alone needs them.
const { NODE_EXTRA_CA_CERTS = '', ...inherited } = process.env;
const env = { ...inherited, UEGEN_NPM_CA_CERTS: NODE_EXTRA_CA_CERTS };
const MEMORY = '/dev/shm';
const ROOM = 4 * 2 ** 30;
const filters = process.argv.slice(2);
const testFiles = readdirSync(join(root, 'test'), { recursive: true })
  .filter((path) => path.endsWith('.test.ts') && !path.includes('node_modules'))
  .filter((path) =>
    filters.length === 0 ? !BY_NAME.includes(path) : filters.some((filter) => path.includes(filter)),
  )
  .sort();

const bin = (name) => join(root, 'node_modules/.bin', name);
const checks = [
  { name: 'types', command: bin('tsc'), args: ['--noEmit'] },
  { name: 'lint', command: bin('biome'), args: ['ci', '.'] },
  { name: 'dead code', command: bin('knip'), args: [] },
];
const suites = testFiles.map((path) => ({
  name: path,
  command: process.execPath,
  args: ['--conditions=source', '--import', 'tsx', join('test', path)],
  suite: true,
}));

const isOnHosts = ({ name }) => name.startsWith('hosts/');

/** A temporary folder in memory, where there is room and programs may run: a disk is waited for at each file of each tree. */
function folderInMemory() {
  if (!existsSync(MEMORY)) return undefined;
  const { bavail, bsize } = statfsSync(MEMORY);
  if (bavail * bsize < ROOM) return undefined;
  const folder = mkdtempSync(join(MEMORY, 'uegen-tests-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o1777);
  const program = join(folder, 'program');
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
  const { status } = spawnSync(program);
  rmSync(program);
  return status === 0 ? folder : undefined;
}

/** Runs one job to its end; its output is kept together. */
function finish({ name, command, args, suite }) {
  // The machines of hosts are too large for it.
  const temporary = memory === undefined || isOnHosts({ name }) ? {} : { TMPDIR: memory };
  const options = {
    cwd: root,
    env: { ...env, ...temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: TIME_LIMIT,
  };
  return new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(command, args, options);
    // Hosts have limits of their own, for what has to answer in time.
    if (child.pid !== undefined && !isOnHosts({ name }))
      setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
    child.on('error', (error) => (output += `${error.message}\n`));
    child.on('close', (status) => {
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      console.log(`== ${name} (${seconds} s)\n${output.trimEnd()}`);
      resolve(
        suite
          ? countTests(name, output, status)
          : { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 },
      );
    });
  });
}

/** What uvu says at the end of a file; a file that says nothing, or ends badly without a failure, has failed. */
function countTests(name, output, status) {
  const number = (label) =>
    Number(new RegExp(`${label}:\\s+(?:\\u001B\\[\\d+m)?(\\d+)`).exec(output)?.[1] ?? 0);
  const [total, passed, skipped] = [number('Total'), number('Passed'), number('Skipped')];
  const broken = (status !== 0 && total === passed) || total + skipped === 0;
  if (broken) console.log(`${name} ended with status ${status} without a failed test`);
  return { passed, failed: total - passed + (broken ? 1 : 0), skipped };
}

/** Takes jobs off the first queue that holds any, until all are empty. */
async function worker(queues, counts) {
  const next = () => queues.find((queue) => queue.length > 0)?.shift();
  for (let job = next(); job !== undefined; job = next()) {
    const result = await finish(job);
    for (const key of Object.keys(counts)) counts[key] += result[key];
    if (result.failed > 0) failures.push(job.name);
  }
}

const failures = [];
const counts = { passed: 0, failed: 0, skipped: 0 };
installAndBuild();
const memory = folderInMemory();
const onHosts = suites.filter(isOnHosts).sort((a, b) => LONGEST.includes(b.name) - LONGEST.includes(a.name));
const others = [
  ...suites.filter((suite) => !onHosts.includes(suite)),
  ...(filters.length === 0 ? checks : []),
];
await Promise.all([
  ...Array.from({ length: WORKERS.hosts }, () => worker([onHosts, others], counts)),
  ...Array.from({ length: WORKERS.others }, () => worker([others], counts)),
]);
if (failures.length > 0) console.log(`\nfailed: ${failures.join(', ')}`);
const strict = process.env.UEGEN_REQUIRE_TOOLS === '1';
if (strict && counts.skipped > 0)
  console.log(`\n${counts.skipped} tests were skipped, which is a failure here`);
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 || counts.passed === 0 || (strict && counts.skipped > 0) ? 1 : 0;
