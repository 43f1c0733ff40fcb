import { type ChildProcess, spawn } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { made, succeed } from '../support/made.ts';
import { oldAnsible, putOldPrograms } from '../support/old-ansible.ts';
import { type Ended, type RunOptions, run } from '../support/scratch.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Running test hosts. They look like CentOS 7 to ansible, and reboot for real. */
export interface TestHosts {
  /** A folder of the machine for the test's own files; it goes away with the hosts. */
  folder: string;
  /** The private key that user centos lets in, who may do anything by sudo. */
  key: string;
  /** Where they find what machines find on the internet: `packages`, `keys` and `downloads`. */
  mirror: string;
  /** Runs a program of the machine where it reaches the hosts, and nothing else. */
  run(command: string, args: readonly string[], options?: RunOptions): Promise<Ended>;
  /** Runs a program of ansible there. */
  ansible(command: string, args: readonly string[], options?: RunOptions): Promise<Ended>;
  /** The hosts have Python 2.7 and no other. */
  python2: boolean;
  /** A folder with ansible 2.10 under the names of its programs, where it plays in place of the machine's. */
  oldPrograms: string | undefined;
  /** ansible has no setting but those that uegen ships. */
  shipped: boolean;
  /** What a shell script says that root runs on a host; throws when it fails. */
  shell(address: string, script: string): Promise<string>;
  /** Ends the hosts and leaves nothing behind. */
  end(): Promise<void>;
}

/** The address of the host with this number, from 1. */
export function address(number: number): string {
  return `10.77.0.${10 + number}`;
}

/** Which hosts to boot. */
export interface HostsWanted {
  /** Hosts 1 to `count`. */
  count: number;
  /** The numbers of those that have a blank disk /dev/xvdf. */
  disks?: readonly number[];
  /** Light hosts, with stand-ins of systemd, Docker and firewalld, whose Python is 2.7; by ansible 2.10. */
  python2?: boolean;
  /** By ansible 2.10, which is what comes nearest to CentOS 7's. */
  old?: boolean;
  /** With ansible's shipped settings alone; otherwise with pipelining as well, which takes half the time. */
  shipped?: boolean;
}

interface Kind {
  /** What boots them, in a folder of its own with all that it needs. */
  program: string;
  mirror: string;
  base(): Promise<string>;
}

/** Machines with a systemd, udev, Docker and firewalld of their own. */
const MACHINES: Kind = {
  program: 'machine/hosts.py',
  mirror: 'http://mirror.test',
  base: () => made('uegen-machines', 'hosts/machine/base.sh', sourcesOfMachines()),
};

const LIGHT: Kind = {
  program: 'light/supervisor.py',
  mirror: 'file:///srv',
  base: () => made('uegen-test-hosts', 'hosts/light/base.sh'),
};

// What runs at each boot is not part of the base.
function sourcesOfMachines(): string[] {
  const folder = join(here, 'machine');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !['hosts.py', 'host.sh'].includes(path) && lstatSync(join(folder, path)).isFile())
    .sort();
}

/** Boots hosts. Needs root, and apt the first time. */
export async function startHosts(wanted: HostsWanted): Promise<TestHosts> {
  const { count, disks = [], python2 = false, old = python2, shipped = old } = wanted;
  const kind = python2 ? LIGHT : MACHINES;
  const oldRoot = old ? await oldAnsible() : undefined;
  const base = await kind.base();
  const folder = mkdtempSync(join(tmpdir(), 'uegen-hosts-'));
  const key = join(folder, 'key');
  await succeed('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  mkdirSync(join(folder, 'live'));
  const namespaces = ['--net', '--mount', '--pid', '--fork', '--kill-child'];
  const words = [String(count), disks.join(','), base, join(folder, 'live'), key];
  const program = [join(here, kind.program), ...words, ...(python2 ? [oldRoot as string] : [])];
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
  const oldPrograms = oldRoot === undefined ? undefined : putOldPrograms(oldRoot, folder);
  const ansible: TestHosts['ansible'] = (command, args, options) =>
    reach(oldPrograms === undefined ? command : join(oldPrograms, command), args, options);
  return {
    folder,
    key,
    ansible,
    python2,
    oldPrograms,
    shipped,
    mirror: kind.mirror,
    run: reach,
    shell: (host, script) => shell(reach, key, host, script),
    end,
  };
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
