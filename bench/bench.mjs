// Measures the bundle, in a table to paste: CPU beyond that of `node -e 0`, pair by pair, on each Node, how it grows, and what
// it loads and asks of the system.
//
//   npm run bench [-- runs]        Nodes 16, 20, 22 and 24 come through npm
//   npm run bench -- --counts      only what is counted: the same on every machine
//   npm run bench -- --bounds      only what is large in one place
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { BOUNDS, KINDS, writeConfig, writeGuide } from './configs.mjs';
import { counts } from './counts.mjs';
import { cli, extra, measure, withFolder } from './measure.mjs';

const VERSIONS = [16, 20, 22, 24];
const [word] = process.argv.slice(2);
const onlyPart = word?.startsWith('--') ?? false;
const runs = onlyPart ? 0 : Number(word ?? 15);

const table = (head, rows) =>
  console.log(
    [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n'),
    '\n',
  );
const range = ([low, middle, high], digits = 0) =>
  `${middle.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
const milliseconds = (seconds) => range(seconds.map((one) => one * 1000));

function programOf(version) {
  const args = ['--yes', '--package', `node@${version}`, 'node', '-p', 'process.execPath'];
  const { status, stdout } = spawnSync('npx', args, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

function ofGuide(folder, node) {
  const config = writeGuide(folder);
  const uegen = (...args) => measure(node, [cli, ...args], { cwd: folder });
  const built = join(folder, 'built');
  uegen('build', config, '--quiet', '--out', built);
  const cold = (turn) => {
    const out = join(folder, `out-${turn}`);
    const used = uegen('build', config, '--quiet', '--out', out);
    rmSync(out, { recursive: true });
    return used;
  };
  const commands = {
    'cold build': cold,
    'nothing to do': () => uegen('build', config, '--quiet', '--out', built),
    plan: () => uegen('plan', config, '--out', built),
    validate: () => uegen('validate', config),
    '--version': () => uegen('--version'),
  };
  return extra(node, commands, runs, folder);
}

function printGuide() {
  const seen = [];
  for (const version of VERSIONS) {
    const node = programOf(version);
    if (node === undefined) console.log(`Node ${version} could not be had through npm.\n`);
    else seen.push({ version, ...withFolder((folder) => ofGuide(folder, node)) });
  }
  console.log(`Extra CPU in ms over \`node -e 0\`, median (quartiles) of ${runs} pairs:\n`);
  const names = seen[0]?.rows.map(({ name }) => name) ?? [];
  table(
    ['run', ...seen.map(({ version }) => `Node ${version}`)],
    [
      ['`node -e 0` itself', ...seen.map(({ idle }) => milliseconds(idle))],
      ...names.map((name, index) => [name, ...seen.map(({ rows }) => milliseconds(rows[index].extra))]),
      ['cold build, as a multiple', ...seen.map(({ rows }) => range(rows[0].ratio, 2))],
    ],
  );
}

function growth(folder, name, kind) {
  let former;
  return kind.sizes.map((size) => {
    const home = join(folder, `${name}-${size}`);
    const config = writeConfig(home, kind, size);
    const run = (turn) => {
      const args = [cli, 'build', config, '--quiet', '--out', join(home, `out-${turn}`)];
      return measure(process.execPath, args, { cwd: folder, status: kind.status });
    };
    const { rows } = extra(process.execPath, { run }, size > 50_000 ? 3 : 5, folder);
    rmSync(home, { recursive: true });
    const [{ extra: more, peak }] = rows;
    const times = former === undefined ? '' : (more[1] / former).toFixed(1);
    former = more[1];
    return [`${size} ${name}`, range(more, 2), peak.toFixed(0), times];
  });
}

function printGrowth() {
  console.log(`Growth on Node ${process.versions.node}: a cold build of larger configs.\n`);
  table(
    ['config', 'extra CPU in s', 'peak MiB', 'times the one before'],
    Object.entries(KINDS).flatMap(([name, kind]) => withFolder((folder) => growth(folder, name, kind))),
  );
}

function printBounds() {
  const rows = Object.entries(BOUNDS).map(([name, text]) =>
    withFolder((folder) => {
      const config = writeConfig(folder, { make: () => text }, 0);
      const { cpu, peak } = measure(process.execPath, [cli, 'validate', config], {
        cwd: folder,
        status: [0, 1],
      });
      return [name, cpu.toFixed(2), peak.toFixed(0), cpu < 1 && peak < 200 ? '' : 'too much'];
    }),
  );
  console.log('What is large in one place: validate takes less than 1 s and 200 MiB.\n');
  table(['config', 'CPU in s', 'peak MiB', ''], rows);
}

function printCounts() {
  const { rows, calls, files } = withFolder(counts);
  table(
    ['run', 'KB compiled', 'parts', "more of Node's modules than `node -e 0`"],
    Object.entries(rows).map(([name, row]) => [name, row.kilobytes, row.parts, row.builtins]),
  );
  console.log(`System calls on paths of the tree, which has ${files} files:\n`);
  table(
    ['run', 'all', 'for each file', 'by name'],
    Object.entries(calls).map(([name, seen]) => {
      if (seen === undefined) return [name, 'strace is missing', '', ''];
      const all = Object.values(seen).reduce((sum, count) => sum + count, 0);
      const named = Object.entries(seen).sort(([, a], [, b]) => b - a);
      return [
        name,
        all,
        (all / files).toFixed(2),
        named.map(([call, count]) => `${call} ${count}`).join(', '),
      ];
    }),
  );
}

const load = () =>
  loadavg()
    .map((one) => one.toFixed(1))
    .join(', ');
const before = load();
if (word === '--bounds') printBounds();
else printCounts();
if (!onlyPart) {
  printGuide();
  printGrowth();
  printBounds();
  console.log(`Load average before: ${before}; after: ${load()}.`);
}
