import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Ended, type RunOptions, run } from '../support/scratch.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Running test hosts. They look like CentOS 7 to ansible, and reboot for real. */
export interface TestHosts {
  /** A folder of the machine for the test's own files; it goes away with the hosts. */
  folder: string;
  /** The private key that user centos lets in, who may do anything by sudo. */
  key: string;
  /** Runs a program of the machine where it reaches the hosts, and nothing else. */
  run(command: string, args: readonly string[], options?: RunOptions): Promise<Ended>;
  /** What a shell script says that root runs on a host; throws when it fails. */
  shell(address: string, script: string): Promise<string>;
  /** Ends the hosts and leaves nothing behind. */
  end(): Promise<void>;
}

/** The address of the host with this number, from 1. */
export function address(number: number): string {
  return `10.77.0.${10 + number}`;
}

/** Boots hosts 1 to `count`; those of `disks` have a blank disk /dev/xvdf. Needs root, and apt the first time. */
export async function startHosts(count: number, disks: readonly number[] = []): Promise<TestHosts> {
  const base = await makeBase();
  const folder = mkdtempSync(join(tmpdir(), 'uegen-hosts-'));
  const key = join(folder, 'key');
  await succeed('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  mkdirSync(join(folder, 'live'));
  const namespaces = ['--net', '--mount', '--pid', '--fork', '--kill-child'];
  const program = [
    join(here, 'supervisor.py'),
    String(count),
    disks.join(','),
    base,
    join(folder, 'live'),
    key,
  ];
  // With its standard input, which a dead parent closes, the supervisor and everything below it ends.
  const supervisor = spawn('unshare', [...namespaces, ...program], { stdio: ['pipe', 'pipe', 'pipe'] });
  const end = () => endHosts(supervisor, folder);
  try {
    await ready(supervisor);
  } catch (error) {
    await end();
    throw error;
  }
  const inside = ['--net', '--target', String(supervisor.pid), '--'];
  const reach: TestHosts['run'] = (command, args, options) =>
    run('nsenter', [...inside, command, ...args], options);
  return { folder, key, run: reach, shell: (host, script) => shell(reach, key, host, script), end };
}

async function shell(reach: TestHosts['run'], key: string, host: string, script: string): Promise<string> {
  const options = [
    'BatchMode=yes',
    'StrictHostKeyChecking=no',
    'UserKnownHostsFile=/dev/null',
    'LogLevel=ERROR',
  ];
  const flags = options.flatMap((option) => ['-o', option]);
  const quoted = `'${script.replaceAll("'", "'\\''")}'`;
  const { status, stdout, stderr } = await reach('ssh', [
    ...flags,
    '-i',
    key,
    `centos@${host}`,
    `sudo bash -euc ${quoted}`,
  ]);
  if (status !== 0) throw new Error(`${host}: ${script}\nended with ${status}: ${stdout}${stderr}`);
  return stdout.trim();
}

// Made once, also where several suites begin at a time, and kept, by a name that changes with what makes it.
async function makeBase(): Promise<string> {
  const script = join(here, 'base.sh');
  const version = createHash('sha256').update(readFileSync(script)).digest('hex').slice(0, 12);
  const base = join(process.env.XDG_CACHE_HOME ?? '/var/cache', 'uegen-test-hosts', version);
  if (!existsSync(base)) {
    mkdirSync(dirname(base), { recursive: true });
    const unlessMade = '[ -d "$0" ] || exec "$1" "$0"';
    await succeed('flock', [`${base}.lock`, 'sh', '-c', unlessMade, base, script]);
  }
  return base;
}

async function succeed(command: string, args: readonly string[]): Promise<void> {
  const { status, stdout, stderr } = await run(command, args);
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stdout}${stderr}`);
}

function ready(supervisor: ChildProcess): Promise<void> {
  let output = '';
  return new Promise((resolve, reject) => {
    supervisor.stdout?.on('data', (data) => String(data).includes('ready') && resolve());
    supervisor.stderr?.on('data', (data) => {
      output += data;
    });
    supervisor.on('error', reject);
    supervisor.on('exit', (status) => reject(new Error(`the hosts ended with ${status}: ${output}`)));
  });
}

async function endHosts(supervisor: ChildProcess, folder: string): Promise<void> {
  if (supervisor.exitCode === null && supervisor.signalCode === null) {
    const ended = new Promise((resolve) => supervisor.once('exit', resolve));
    supervisor.stdin?.end();
    const late = setTimeout(() => supervisor.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(late);
  }
  rmSync(folder, { recursive: true, force: true });
}
