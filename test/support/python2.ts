import { spawnSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A Python with PyYAML, and the variables that it needs. */
export interface Python {
  command: string;
  env: Record<string, string>;
}

// Made by python2.sh, which .ci/run calls.
const MADE = join(process.env.XDG_CACHE_HOME ?? '/var/cache', 'uegen-python2');

const INTERPRETERS: readonly Python[] = [
  { command: 'python2.7', env: {} },
  { command: join(homedir(), '.pyenv/versions/2.7.18/bin/python2.7'), env: {} },
  { command: join(MADE, 'usr/bin/python2.7'), env: { PYTHONHOME: join(MADE, 'usr') } },
];

// Its own, Debian's source, or 3.10, which is CentOS 7's, out of Google's SDK.
const LIBRARIES: readonly Record<string, string>[] = [
  {},
  { PYTHONPATH: MADE },
  { PYTHONPATH: '/usr/lib/google-cloud-sdk/platform/google_appengine/lib/yaml-3.10' },
];

let known: { python: Python | undefined } | undefined;

/** Python 2.7 with PyYAML, as CentOS 7 has it; undefined where none is found. */
export function findPython2(): Python | undefined {
  const candidates = INTERPRETERS.flatMap(({ command, env }) =>
    LIBRARIES.map((library) => ({ command, env: { ...env, ...library } })),
  );
  known ??= { python: candidates.find(works) };
  return known.python;
}

function works({ command, env }: Python): boolean {
  const program = 'import sys, yaml; sys.exit(sys.version_info[:2] != (2, 7))';
  return spawnSync(command, ['-c', program], { env: { ...process.env, ...env } }).status === 0;
}
