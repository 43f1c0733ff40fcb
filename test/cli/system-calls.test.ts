import { existsSync, lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { put, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';
import { bundle, ends, guideConfig, secrets } from './support.ts';

const calls = suite('the system calls of a build');

const NAMES =
  'open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,umask,chmod,fchmod,fchmodat';
const WRITES = /\bO_(?:WRONLY|RDWR|CREAT|TRUNC)\b/;

/** Every file and folder that a run made below `folder`, by its last path, with the mode that it was made with. */
function made(trace: string, folder: string, umask: number): Map<string, number> {
  const modes = new Map<string, number>();
  let mask = umask;
  const below = (path: string | undefined) => path?.startsWith(folder) === true;
  for (const line of trace.split('\n')) {
    const [, name = '', args = ''] = /^(?:\d+ +)?(\w+)\((.*)\) += +\d+/.exec(line) ?? [];
    const [from, to] = [...args.matchAll(/"([^"]*)"/g)].map(([, path]) => path);
    if (name === 'umask') mask = Number.parseInt(args, 8);
    else if (!below(to ?? from)) continue;
    else if (name.includes('chmod')) throw new Error(`a mode is changed afterwards: ${line}`);
    else if (name.startsWith('rename') || name.startsWith('link')) {
      const mode = modes.get(from as string);
      if (mode !== undefined) modes.set(to as string, mode);
      if (name.startsWith('rename')) modes.delete(from as string);
    } else if (name.startsWith('mkdir') || WRITES.test(args)) {
      assert.ok(name.startsWith('mkdir') || /O_CREAT\|O_EXCL/.test(args), `not a new file: ${line}`);
      const mode = Number.parseInt(/, (0[0-7]+)$/.exec(args)?.[1] ?? '', 8) & ~mask;
      modes.set(from as string, mode);
      // What waits there has the mode of its place in the tree.
      const own = /\/\.uegen(?!\/stage\/new\/)/.test(from as string);
      assert.ok(!own || (mode & 0o077) === 0, `open to others: ${line}`);
    }
  }
  return modes;
}

/** Builds under strace; what it made must have had its final mode from the start, and uegen's own be the owner's alone. */
async function build(folder: string, umask: string, args: readonly string[]): Promise<void> {
  const [out, log] = [join(folder, 'out'), join(folder, 'trace')];
  const script = `umask ${umask}; exec strace -f -s 4096 -o "$0" -e trace=${NAMES} "$@"`;
  const command = [
    process.execPath,
    bundle,
    'build',
    join(folder, 'config.yml'),
    '--out',
    out,
    '--json',
    ...args,
  ];
  const { stdout } = ends(await run('sh', ['-c', script, log, ...command]), 0);
  const modes = made(readFileSync(log, 'utf8'), out, Number.parseInt(umask, 8));
  const written = JSON.parse(stdout).files.filter(({ action }: { action: string }) =>
    /^(?:create|change)$/.test(action),
  );
  assert.ok(written.length > 0);
  for (const { path, secret } of written) {
    const mode = modes.get(join(out, path));
    assert.is(mode, lstatSync(join(out, path)).mode & 0o777, path);
    if (secret) assert.is((mode as number) & 0o077, 0, path);
  }
  for (const [path, mode] of modes) {
    const own = path.includes('/.uegen') && existsSync(path);
    if (own) assert.is(mode & 0o077, 0, `${path} ${mode.toString(8)}`);
    if (own) assert.is(mode, lstatSync(path).mode & 0o777, path);
  }
  assert.ok(modes.size > written.length, 'no journal and no manifest were seen');
}

for (const umask of ['000', '077'])
  toolTest(calls, ['strace'], `umask ${umask}: every file is made with its final mode`, () =>
    withFolder(async (folder) => {
      put(folder, 'config.yml', guideConfig());
      // A tree of another maker, open to all.
      const secret = put(folder, 'out/deploys/db.json', '{"password": "x"}\n', 0o666);
      put(folder, 'out/install/hosts', 'mine\n', 0o666);
      await build(folder, umask, []);
      const backups = join(folder, 'out/.uegen/backup/1');
      for (const path of ['deploys/db.json', 'install/hosts'])
        assert.is(lstatSync(join(backups, path)).mode & 0o777, 0o600, path);
      writeFileSync(
        join(folder, 'config.yml'),
        guideConfig(['agent7: 172.31.0.164', 'agent7: 172.31.0.199'], [secrets[1] as string, 'another-key']),
      );
      await build(folder, umask, []);
      writeFileSync(secret, 'edited\n');
      await build(folder, umask, ['--force']);
      assert.equal(readdirSync(join(folder, 'out/.uegen/backup')).sort(), ['1', '2']);
    }),
  );

/** How many calls with a path below `out` a build makes, and on how many files and folders. */
async function counted(folder: string): Promise<{ calls: number; files: number; folders: number }> {
  const [out, log] = [join(folder, 'out'), join(folder, 'trace')];
  const command = [process.execPath, bundle, 'build', join(folder, 'config.yml'), '--out', out];
  ends(await run('strace', ['-f', '-s', '4096', '-o', log, '-e', 'trace=%file', ...command]), 0);
  const lines = readFileSync(log, 'utf8').split('\n');
  const entries = readdirSync(out, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).length;
  return {
    calls: lines.filter((line) => line.includes(`"${out}/`)).length,
    files,
    folders: entries.length - files,
  };
}

toolTest(calls, ['strace'], 'a file and a folder are touched as often as safety asks', () =>
  withFolder(async (folder) => {
    put(folder, 'config.yml', guideConfig());
    // A file is made beside its place and put there; its folder is looked at, made, and its names are put on the disk.
    const cold = await counted(folder);
    assert.ok(cold.calls <= 2 * cold.files + 3 * cold.folders + 60, JSON.stringify(cold));
    // A file is looked at and read, a folder looked at.
    const again = await counted(folder);
    assert.ok(again.calls <= 2 * again.files + again.folders + 30, JSON.stringify(again));
  }),
);

calls.run();
