import { copyFileSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { bundle } from '../cli/support.ts';
import { type Ended, run } from '../support/scratch.ts';
import type { TestHosts } from './hosts.ts';

/** One host's line at the end of a playbook's run. */
export interface Recap {
  ok: number;
  changed: number;
  unreachable: number;
  failed: number;
}

/** How a playbook ended. */
export interface Played {
  status: number | null;
  output: string;
  recap: Record<string, Recap>;
  /** The roles and names of the tasks that changed something on a host, `role : name`. */
  changes(host: string): string[];
}

/** Runs `ansible-<name>.yml` of an install folder on the test hosts, with ansible-core alone. */
export async function play(
  hosts: TestHosts,
  install: string,
  name: string,
  ...args: string[]
): Promise<Played> {
  const env = await environment(hosts);
  return playedOf(
    await hosts.ansible('ansible-playbook', [`ansible-${name}.yml`, ...args], { cwd: install, env }),
  );
}

/** The same as operators do it: `uegen run`, in the tree that `writeInstall` wrote last. */
export async function runPhase(hosts: TestHosts, name: string, ...args: string[]): Promise<Played> {
  const at = ['--config', join(hosts.folder, 'config.yml'), '--out', join(hosts.folder, 'cluster')];
  // Notes in the manifest what lies there already.
  const built = await run(process.execPath, [bundle, 'build', ...at, '--quiet']);
  assert.is(built.status, 0, built.stderr);
  const extra = args.length > 0 ? ['--', ...args] : [];
  const env = await environment(hosts);
  return playedOf(
    await hosts.run(process.execPath, [bundle, 'run', name, ...at, '--yes', ...extra], { env }),
  );
}

function playedOf({ status, stdout, stderr }: Ended): Played {
  return {
    status,
    output: stdout + stderr,
    recap: recapOf(stdout),
    changes: (host) => changesOf(stdout, host),
  };
}

/** Requires that a run succeeded on every host, and changed nothing where `unchanged`. */
export function assertPlayed({ status, recap, output }: Played, unchanged?: 'unchanged'): void {
  const bad = Object.entries(recap).filter(
    ([, host]) => host.failed + host.unreachable > 0 || (unchanged !== undefined && host.changed > 0),
  );
  assert.ok(status === 0 && bad.length === 0 && Object.keys(recap).length > 0, output);
}

/** What ansible is told on test hosts. */
export async function environment(hosts: TestHosts): Promise<Record<string, string>> {
  const { folder, oldPrograms, shipped } = hosts;
  return {
    ...(oldPrograms === undefined ? {} : { PATH: `${oldPrograms}:${process.env.PATH}` }),
    ANSIBLE_LIBRARY: await yumModule(hosts),
    ANSIBLE_COLLECTIONS_SCAN_SYS_PATH: 'False',
    [oldPrograms !== undefined ? 'ANSIBLE_COLLECTIONS_PATHS' : 'ANSIBLE_COLLECTIONS_PATH']: '/nonexistent',
    ANSIBLE_HOME: join(folder, 'ansible'),
    ANSIBLE_LOCAL_TEMP: join(folder, 'ansible/tmp'),
    ANSIBLE_SSH_CONTROL_PATH_DIR: join(folder, 'ansible/cp'),
    ANSIBLE_SSH_COMMON_ARGS: '-o UserKnownHostsFile=/dev/null',
    ...(shipped ? {} : { ANSIBLE_PIPELINING: 'True' }),
    ANSIBLE_NOCOLOR: '1',
    LC_ALL: 'C.UTF-8',
  };
}

// The hosts have dnf in place of yum: its module answers under the name of the other. For Python 2.7 dnf has no bindings.
async function yumModule({ folder, python2, ansible }: TestHosts): Promise<string> {
  const library = join(folder, 'library');
  if (python2) {
    mkdirSync(library, { recursive: true });
    copyFileSync(fileURLToPath(new URL('light/standins/yum.py', import.meta.url)), join(library, 'yum.py'));
    return library;
  }
  if (existsSync(join(library, 'yum.py'))) return library;
  const { stdout } = await ansible('ansible', ['--version'], { cwd: folder });
  const modules = /ansible python module location = (.*)/.exec(stdout)?.[1];
  if (modules === undefined) throw new Error(`ansible does not say where its modules are: ${stdout}`);
  try {
    mkdirSync(library);
    symlinkSync(join(modules, 'modules/dnf.py'), join(library, 'yum.py'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return library;
}

function recapOf(stdout: string): Record<string, Recap> {
  const line = /^(\S+) +: ok=(\d+) +changed=(\d+) +unreachable=(\d+) +failed=(\d+)/gm;
  return Object.fromEntries(
    [...stdout.matchAll(line)].map(([, host, ...numbers]) => {
      const [ok = 0, changed = 0, unreachable = 0, failed = 0] = numbers.map(Number);
      return [host, { ok, changed, unreachable, failed }];
    }),
  );
}

function changesOf(stdout: string, host: string): string[] {
  const tasks = stdout.split(/^(?:TASK|RUNNING HANDLER) \[/m).slice(1);
  return tasks
    .filter((task) => task.includes(`\nchanged: [${host}]`))
    .map((task) => task.slice(0, task.indexOf(']')));
}
