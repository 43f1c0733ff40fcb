import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { widthOf } from '../../packages/cli/src/cells.ts';
import { commands } from '../../packages/cli/src/commands/index.ts';
import { compareWithGoldens } from '../support/golden.ts';
import { root as repository } from '../support/scenarios.ts';
import { put, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';
import { bundle, ends, guideConfig } from './support.ts';

// What every command looks like on a terminal of its own. The commands of one width and language run in one process, since
// a start costs more than all that they say.
const terminals = suite('on a terminal');

const WIDTHS = [60, 80, 120];

/** Starts a program on a terminal that is so wide, and long enough for everything. */
const PROGRAM = `
import fcntl, os, pty, struct, sys, termios
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', 9999, int(sys.argv[1]), 0, 0))
    os.execv(sys.argv[2], sys.argv[2:])
while True:
    try:
        read = os.read(terminal, 65536)
    except OSError:
        break
    if not read:
        break
    sys.stdout.buffer.write(read)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

/** Every command's help, and what those say that say the same on every machine. */
const LINES = [
  'help',
  ...Object.keys(commands).map((name) => `${name} --help`),
  'help sample-password',
  'help codes',
  'validate broken.yml',
  'plan --summary',
  'status',
  'run',
  'node list',
  // What writes comes last, and nothing is there that a phase could run.
  'build',
  'up --dry-run',
  'up --yes',
  'doctor',
];

const LENGTH = 64;

const NOISE = { LC_ALL: 'C.UTF-8', TERM: 'xterm', NO_COLOR: '', PAGER: '', COLUMNS: '' };

async function shown(folder: string, width: number, argv: readonly string[]): Promise<string> {
  const args = ['python3', '-c', PROGRAM, String(width), process.execPath, ...argv];
  const { stdout } = ends(await run('/usr/bin/env', args, { cwd: folder, env: NOISE }), 0);
  // What gives a style is seen in the golden.
  return stdout.replaceAll('\r\n', '\n').replaceAll('\u001B', '␛');
}

toolTest(terminals, ['python3'], 'every command in both languages at 60, 80 and 120 columns', () =>
  withFolder(async (root) => {
    const session = [
      '--conditions=source',
      '--import',
      import.meta.resolve('tsx'),
      join(repository, 'test/cli/terminal-session.ts'),
    ];
    const found = new Map<string, Buffer>();
    const wide: string[] = [];
    for (const lang of ['en', 'ko'])
      for (const width of WIDTHS) {
        const folder = folderOf(root, `${lang}-${width}`);
        put(folder, 'config.yml', guideConfig());
        put(folder, 'broken.yml', guideConfig(['ssh_port: 22', 'ssh-port: 22']));
        const text = (await shown(folder, width, [...session, lang, ...LINES])).replaceAll(folder, 'FOLDER');
        found.set(`${lang}-${width}.txt`, Buffer.from(text));
        wide.push(...tooWide(text, width).map((line) => `${lang} at ${width}: ${line}`));
      }
    assert.equal(wide, []);
    // The built program asks its terminal, too.
    const help = (await shown(root, 60, [bundle, 'help'])).trim();
    assert.ok(String(found.get('en-60.txt')).includes(help));
    compareWithGoldens('terminal', found);
  }),
);

/** A folder whose name is equally long on every machine: lines are broken where it stands. */
function folderOf(base: string, name: string): string {
  const folder = join(base, name);
  assert.ok(folder.length < LENGTH, folder);
  const long = folder.padEnd(LENGTH, '-');
  mkdirSync(long);
  return long;
}

/** Lines that could have been broken, and are wider than the terminal. What is typed stays whole, and so do lines of files. */
function tooWide(text: string, width: number): string[] {
  const said = text
    .split('\n')
    .filter((line) => !/^(?:\$ |\(cd | +(?:uegen|source|pass|git) | +\d* +\| )/.test(line));
  return said.filter((line) => {
    const plain = line.replace(/␛\[\d+m/g, '');
    return widthOf(plain) > width && plain.trim().split(/\s+/).length > 2;
  });
}

terminals.run();
