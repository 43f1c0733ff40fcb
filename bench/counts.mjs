// What doesn't depend on the weather: what a run compiles and loads, and what it asks of the system for each file.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeGuide } from './configs.mjs';
import { cli, measure } from './measure.mjs';

/** The system calls of a run on paths below `out`, by their names; undefined without strace. */
function systemCalls(args, out, cwd) {
  const log = join(cwd, 'trace');
  const traced = ['-f', '-s', '4096', '-o', log, '-e', 'trace=%file', process.execPath, ...args];
  const { status, error } = spawnSync('strace', traced, { cwd });
  if (error !== undefined) return undefined;
  if (status !== 0) throw new Error(`under strace, ${args.join(' ')} ended with ${status}`);
  const calls = {};
  for (const line of readFileSync(log, 'utf8').split('\n')) {
    const name = /^(?:\d+ +)?(\w+)\(/.exec(line)?.[1];
    if (name !== undefined && line.includes(`"${out}/`)) calls[name] = (calls[name] ?? 0) + 1;
  }
  return calls;
}

/** Names and numbers of each run of the guide's config. */
export function counts(folder) {
  const config = writeGuide(folder);
  const out = join(folder, 'traced');
  const build = [cli, 'build', config, '--quiet', '--out', out];
  const loads = (args) => {
    const { parts, builtins } = measure(process.execPath, args, { cwd: folder });
    const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
    return { kilobytes: Math.round(bytes / 1000), parts: parts.length, builtins: builtins.length - idle };
  };
  const idle = measure(process.execPath, ['-e', '0'], { cwd: folder }).builtins.length;
  const rows = {
    '--version': loads([cli, '--version']),
    validate: loads([cli, 'validate', config]),
    'cold build': loads([cli, 'build', config, '--quiet', '--out', join(folder, 'counted')]),
    'nothing to do': loads([cli, 'build', config, '--quiet', '--out', join(folder, 'counted')]),
  };
  const calls = {
    'cold build': systemCalls(build, out, folder),
    'nothing to do': systemCalls(build, out, folder),
  };
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  ).length;
  return { rows, calls, files };
}
