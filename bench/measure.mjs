import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** The CLI as it ships. */
export const cli = join(root, 'packages/cli/dist/uegen.cjs');

const usage = join(root, 'bench/usage.cjs');

/** Where a folder that was just removed slows the next one down, a tree's time says little: in memory, if there is any. */
export const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Hands `body` a folder, and removes it afterwards. */
export function withFolder(body) {
  const folder = mkdtempSync(join(memory, 'uegen-bench-'));
  try {
    return body(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a run of node used (seconds of CPU, user and system; peak MiB) and loaded. `status` is how it has to end, one way or several. */
export function measure(node, args, { cwd, status = 0 }) {
  const report = join(cwd, 'usage.json');
  // More certificates than its own are read by Node before anything else, for as long as all the rest of its start.
  const { NODE_EXTRA_CA_CERTS: _, ...own } = process.env;
  const env = { ...own, UEGEN_BENCH_REPORT: report };
  const ended = spawnSync(node, ['-r', usage, ...args], { cwd, env, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (![status].flat().includes(ended.status))
    throw new Error(`${args.join(' ')} ended with ${ended.status}\n${ended.stderr}`);
  return JSON.parse(readFileSync(report, 'utf8'));
}

/** The quartiles of some numbers. */
export function quartiles(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const last = sorted.length - 1;
  return [Math.floor(last / 4), Math.round(last / 2), Math.ceil((last * 3) / 4)].map((at) => sorted[at]);
}

/**
 * The CPU (s) that each run takes more than `node -e 0`, and its peak (MiB): in turn, so that all see the same weather, and
 * compared pair by pair. A run is a function of the turn.
 */
export function extra(node, runs, turns, cwd) {
  const all = Object.fromEntries(Object.keys(runs).map((name) => [name, []]));
  const idle = [];
  for (let turn = 0; turn < turns; turn++) {
    const nothing = measure(node, ['-e', '0'], { cwd }).cpu;
    idle.push(nothing);
    for (const [name, run] of Object.entries(runs)) {
      const { cpu, peak } = run(turn);
      all[name].push({ extra: cpu - nothing, ratio: cpu / nothing, peak });
    }
  }
  const rows = Object.entries(all).map(([name, seen]) => ({
    name,
    extra: quartiles(seen.map((one) => one.extra)),
    ratio: quartiles(seen.map((one) => one.ratio)),
    peak: quartiles(seen.map((one) => one.peak))[1],
  }));
  return { idle: quartiles(idle), rows };
}
