// Measures uegen in one run, as ratios, since machines differ and this one may be busy: a cold build of the guide's
// config against `node -e 0`, and builds of more and more agents. CPU is user plus system time of the whole process.
//
//   node bench/bench.mjs [runs]     (after `npm start`, which builds)
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const usage = join(root, 'bench/usage.cjs');
const cli = join(root, 'packages/cli/dist/uegen.cjs');
const guide = join(root, 'fixtures/valid/guide/config.yml');
const runs = Number(process.argv[2] ?? 15);
const work = mkdtempSync(join(tmpdir(), 'uegen-bench-'));

/** CPU and wall seconds and peak MiB of one node process. */
function measure(args) {
  const report = join(work, 'usage.json');
  const started = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, ['-r', usage, ...args], {
    env: { ...process.env, UEGEN_BENCH_REPORT: report },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}\n${stderr}`);
  const wall = Number(process.hrtime.bigint() - started) / 1e9;
  return { ...JSON.parse(readFileSync(report, 'utf8')), wall };
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

/** Two commands in turn, so that both see the same weather; the median of the ratios pair by pair. */
function compare(first, second) {
  const pairs = Array.from({ length: runs }, () => [measure(first), measure(second)]);
  return {
    cpu: median(pairs.map(([a]) => a.cpu)),
    peak: median(pairs.map(([a]) => a.peak)),
    ratio: median(pairs.map(([a, b]) => a.cpu / b.cpu)),
  };
}

/** The guide's config with so many agents. */
function configWith(agents) {
  const lines = Array.from(
    { length: agents },
    (_, i) => `      agent${i + 1}: 10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`,
  );
  const text = readFileSync(guide, 'utf8')
    .replace(/ {4}agent:\n(?: {6}agent\d+: .*\n)+/, () => `    agent:\n${lines.join('\n')}\n`)
    .replace('ip: 172.31.6.35', 'ip: 10.0.0.0');
  const path = join(work, `${agents}.yml`);
  writeFileSync(path, text);
  return path;
}

try {
  let turn = 0;
  const build = (config) => [cli, 'build', config, '--quiet', '--out', join(work, `out-${turn++}`)];
  const nothing = ['-e', '0'];
  measure(nothing);
  const cold = Array.from({ length: runs }, () => [measure(build(guide)), measure(nothing)]);
  const again = compare([cli, 'build', guide, '--quiet', '--out', join(work, 'out-0')], nothing);
  const idle = median(cold.map(([, b]) => b.cpu));
  const rows = [
    ['node -e 0', idle, 1, median(cold.map(([, b]) => b.wall)), median(cold.map(([, b]) => b.peak))],
    [
      'guide, cold build',
      median(cold.map(([a]) => a.cpu)),
      median(cold.map(([a, b]) => a.cpu / b.cpu)),
      median(cold.map(([a]) => a.wall)),
      median(cold.map(([a]) => a.peak)),
    ],
    ['guide, nothing to do', again.cpu, again.ratio, Number.NaN, again.peak],
  ];
  for (const agents of [1_000, 10_000, 100_000]) {
    const config = configWith(agents);
    const times = Array.from({ length: agents > 50_000 ? 3 : 5 }, () => measure(build(config)));
    const cpu = median(times.map((one) => one.cpu));
    rows.push([
      `${agents} agents`,
      cpu,
      cpu / idle,
      median(times.map((one) => one.wall)),
      median(times.map((one) => one.peak)),
    ]);
  }
  console.log('build                      CPU s   / node -e 0   wall s   peak MiB');
  for (const [name, cpu, ratio, wall, peak] of rows)
    console.log(
      `${name.padEnd(24)} ${cpu.toFixed(3).padStart(7)} ${ratio.toFixed(2).padStart(13)} ${wall.toFixed(3).padStart(8)} ${peak.toFixed(0).padStart(10)}`,
    );
  const extra = Object.fromEntries(rows.map(([name, cpu]) => [name, cpu - idle]));
  console.log(
    `\nextra CPU, 10000 agents / 1000 agents: ${(extra['10000 agents'] / extra['1000 agents']).toFixed(1)}`,
  );
  console.log(
    `extra CPU, 100000 agents / 10000 agents: ${(extra['100000 agents'] / extra['10000 agents']).toFixed(1)}`,
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}
