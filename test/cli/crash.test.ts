import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { TreeFile, Wanted } from '../../packages/cli/src/tree/examine.ts';
import { disk, type FileSystem } from '../../packages/cli/src/tree/file-system.ts';
import { layoutOf } from '../../packages/cli/src/tree/layout.ts';
import { hashOf } from '../../packages/cli/src/tree/survey.ts';
import { thisProcess } from '../../packages/cli/src/tree/this-process.ts';
import { writeTree } from '../../packages/cli/src/tree/write-tree.ts';
import { restore } from '../support/entries.ts';
import { random } from '../support/random.ts';
import { put, withFolder } from '../support/scratch.ts';
import { uegenHere } from './here.ts';
import { failing, READING, statesOf } from './states.ts';
import { ends, guideConfig, listTree, oneError, uegen, uegenKilled, untouched, withTree } from './support.ts';

const VERSION = '0.0.0';

function wanted(contents: Readonly<Record<string, string>>, force = false): Wanted {
  const files = Object.entries(contents).map(([path, text]): TreeFile => {
    const content = Buffer.from(text);
    const secret = path.endsWith('secret');
    return { path, content, hash: hashOf(content), mode: secret ? '0600' : '0644', secret };
  });
  return { files, nodes: [], config: hashOf(JSON.stringify(contents)), force };
}

// A change, a deletion that empties a folder, a new file in a new folder, a secret, and a file that stays.
const OLD = wanted({ 'a/change': 'old\n', 'b/c/delete': 'old\n', 'a/stay': 'same\n', 'a/secret': 'old\n' });
const NEW = wanted({ 'a/change': 'new\n', 'd/e/create': 'new\n', 'a/stay': 'same\n', 'a/secret': 'new\n' });
const FORCED = { ...NEW, force: true };

class Stop extends Error {}

/** What an operation of several parts has done when the process dies in its midst. */
const HALVES: Readonly<Record<string, (args: unknown[]) => void>> = {
  write: ([file, content]) => disk.write(file as number, (content as Uint8Array).subarray(0, 2)),
  ensureFolder: ([path, mode]) => disk.ensureFolder(dirname(path as string), mode as number),
  removeTree: ([path]) => {
    const [first] = existsSync(path as string) ? disk.list(path as string) : [];
    if (first !== undefined) disk.removeTree(join(path as string, first));
  },
};

/**
 * The real file system, of which nothing works any more from the n-th writing operation on, as if the process had
 * died before it. With `half`, an operation of several parts in that place is left half done: a write, a folder and those
 * above it, the removal of a tree.
 */
function dying(
  after: number,
  half = false,
): { fs: FileSystem; died: () => boolean; at: () => string | undefined } {
  let count = 0;
  let dead = false;
  let at: string | undefined;
  const wrap =
    (name: string, operation: (...args: unknown[]) => unknown) =>
    (...args: unknown[]) => {
      if (!READING.has(name) && !dead) {
        count += 1;
        if (count > after) {
          dead = true;
          at = name;
          if (half) HALVES[name]?.(args);
        }
      }
      if (dead) throw new Stop();
      return operation(...args);
    };
  const entries = Object.entries(disk).map(([name, operation]) => [name, wrap(name, operation)]);
  return { fs: Object.fromEntries(entries), died: () => dead, at: () => at };
}

const dead = { ...thisProcess(), pid: 999_999_999, started: '1' };

function build(root: string, what: Wanted, fs = disk, self = thisProcess()) {
  return writeTree(fs, layoutOf(root), what, VERSION, self);
}

/** The tree of one build in a folder of its own. */
async function treeOf(...builds: readonly Wanted[]): Promise<string[]> {
  let tree: string[] = [];
  await withFolder(async (folder) => {
    for (const what of builds) build(folder, what);
    tree = listTree(folder);
  });
  return tree;
}

/** The same tree as it was before any build of uegen, perhaps with files of another maker. */
type Start = (root: string) => void;

const STARTS: Readonly<Record<string, { start: Start; next: Wanted }>> = {
  'a first build': { start: () => {}, next: NEW },
  'a build over an old tree': { start: (root) => void build(root, OLD), next: NEW },
  'a build that takes a tree over': {
    start: (root) => {
      put(root, 'a/change', 'by maven\n');
      put(root, 'a/secret', 'by maven\n', 0o664);
    },
    next: NEW,
  },
  'a forced build over edits': {
    start: (root) => {
      build(root, OLD);
      put(root, 'a/change', 'edited\n');
      put(root, 'b/c/delete', 'edited\n');
    },
    next: FORCED,
  },
};

const crash = suite('uegen build: stopped after each file operation');

for (const [name, { start, next }] of Object.entries(STARTS))
  for (const half of [false, true])
    crash(
      `${name}${half ? ', in the middle of a write' : ''}: the next build gives the new tree, no leftovers`,
      async () => {
        let complete: string[] = [];
        await withFolder(async (folder) => {
          start(folder);
          build(folder, next);
          complete = listTree(folder);
        });
        let halves = 0;
        for (let after = 0, ended = false; !ended; after += 1) {
          assert.ok(after < 1000);
          await withFolder(async (folder) => {
            start(folder);
            const { fs, died, at } = dying(after, half);
            try {
              build(folder, next, fs, dead);
            } catch (error) {
              // The death isn't an error of the file system, so it comes through as it is.
              assert.instance(error, Stop, String(error));
            }
            ended = !died();
            // What has no half leaves the same as a death before it, of which the other test takes care.
            if (half && !ended && !Object.hasOwn(HALVES, at() ?? '')) return;
            halves += 1;
            const status = build(folder, next).status;
            assert.is(status, 'done', `after ${after} operations`);
            assert.equal(listTree(folder), complete, `after ${after} operations`);
          });
        }
        assert.ok(halves > 5, `${halves}`);
      },
    );

crash('a build of the old config after the stop gives the old tree again', async () => {
  const old = await treeOf(OLD);
  for (let after = 0, ended = false; !ended; after += 1) {
    await withFolder(async (folder) => {
      build(folder, OLD);
      const { fs, died } = dying(after);
      try {
        build(folder, NEW, fs, dead);
      } catch {}
      ended = !died();
      assert.is(build(folder, OLD).status, 'done', `after ${after} operations`);
      assert.equal(listTree(folder), old, `after ${after} operations`);
    });
  }
});

crash('stopped twice: also the recovery may be stopped after each of its operations', async () => {
  const complete = await treeOf(OLD, NEW);
  const seen = new Set<string>();
  const firsts = await statesOf((folder, noted) => {
    build(folder, OLD);
    build(folder, NEW, noted(), dead);
  });
  assert.ok(firsts.length > 20, `${firsts.length}`);
  for (const first of firsts) {
    const seconds = await statesOf((folder, noted) => {
      restore(folder, first);
      build(folder, NEW, noted(), { ...dead, started: '2' });
    });
    for (const second of seconds) {
      const state = JSON.stringify(second);
      // What a build does follows from what lies there: two deaths that leave the same are one case.
      if (seen.has(state)) continue;
      seen.add(state);
      await withFolder(async (folder) => {
        restore(folder, second);
        assert.is(build(folder, NEW).status, 'done', state);
        assert.equal(listTree(folder), complete, state);
      });
    }
  }
  assert.ok(seen.size > firsts.length, `${seen.size}`);
});

for (const code of ['ENOSPC', 'EACCES', 'EROFS', 'EIO'])
  crash(`${code} in each operation in turn: a clear problem and the old tree, or the new tree`, async () => {
    const old = await treeOf(OLD);
    const complete = await treeOf(OLD, NEW);
    for (let at = 0, ended = false; !ended; at += 1) {
      await withFolder(async (folder) => {
        build(folder, OLD);
        const { fs, failed } = failing(at, code);
        let problem: unknown;
        try {
          build(folder, NEW, fs, dead);
        } catch (error) {
          problem = error;
        }
        ended = failed() === undefined;
        const where = `operation ${at}, ${failed()}`;
        if (problem === undefined) {
          assert.equal(withoutLocks(folder), complete, where);
        } else {
          assert.match(String(problem), /^Problem: can't /, where);
          assert.match(String(problem), code, where);
          assert.equal(withoutLocks(folder), old, where);
        }
        build(folder, NEW);
        assert.equal(listTree(folder), complete, where);
      });
    }
  });

// A lock whose removal failed stays until the next build, and so may what couldn't be tidied up.
function withoutLocks(folder: string): string[] {
  return listTree(folder).filter((line) => !/^\.uegen\/(lock\.|stage\b|journal\.json)/.test(line));
}

crash('a file edited after the stop is kept or backed up', async () => {
  for (let after = 0, ended = false; !ended; after += 1) {
    await withFolder(async (folder) => {
      build(folder, OLD);
      const { fs, died } = dying(after);
      try {
        build(folder, NEW, fs, dead);
      } catch {}
      ended = !died();
      put(folder, 'a/change', 'edited\n');
      const { status } = build(folder, NEW);
      const backups = listTree(folder).filter(
        (line) => line.startsWith('.uegen/backup') && line.endsWith(hashOf('edited\n')),
      );
      const there = readFileSync(join(folder, 'a/change'), 'utf8');
      assert.ok(there === 'edited\n' || backups.length === 1, `after ${after} operations, ${status}`);
      assert.not.ok(existsSync(join(folder, '.uegen/stage')), `after ${after} operations`);
    });
  }
});

crash.run();

const kills = suite('uegen build: killed');

kills('30 kills at random moments: the next build gives the new tree, and plan writes nothing before', () =>
  withTree(async ({ root, config, out }) => {
    const texts = [
      guideConfig(),
      guideConfig(['agent7: 172.31.0.164', 'agent7: 172.31.0.199'], ['database: uengine', 'database: other']),
    ];
    const trees: string[][] = [];
    for (const [index, text] of texts.entries()) {
      writeFileSync(config, text);
      const place = join(root, `wanted${index}`);
      ends(await uegen(['build', config, '--out', place, '--quiet']), 0);
      trees.push(listTree(place));
    }
    // How long a first build writes, and a later one: the machine may be busier at one time than at another.
    const took = { first: Number.POSITIVE_INFINITY, later: Number.POSITIVE_INFINITY };
    const next = random(20_180);
    let killed = 0;
    let interrupted = 0;
    // Some runs end before their moment comes, as the first ones do; only real kills count.
    for (let round = 0; killed < 30 && round < 1000; round += 1) {
      const target = (round + 1) % 2;
      const kind = round % 3 === 2 ? 'first' : 'later';
      if (kind === 'first') rmSync(out, { recursive: true, force: true });
      writeFileSync(config, texts[target] ?? '');
      // What a build makes before all else: the folder, or its lock.
      const watched = kind === 'first' ? root : join(out, '.uegen');
      const wrote = await uegenKilled(['build', config, '--out', out], watched, took[kind] * 0.9 * next());
      if (wrote === undefined) killed += 1;
      else took[kind] = wrote;
      if (existsSync(join(out, '.uegen/stage'))) interrupted += 1;
      await untouched(root, async () => {
        assert.ok([0, 2].includes((await uegenHere(['plan', config, '--out', out])).status ?? -1));
      });
      ends(await uegenHere(['build', config, '--out', out, '--quiet']), 0);
      assert.equal(listTree(out), trees[target], `round ${round}`);
    }
    assert.is(killed, 30);
    console.log(`${interrupted} of ${killed} killed builds had begun to write`);
    // Where the disk is quick, few are.
    assert.ok(interrupted > 0);
  }),
);

kills('plan reports an interrupted build, and build says that it finished it', () =>
  withTree(async ({ root, config, out }) => {
    const file = join(out, 'install/hosts');
    const before = readFileSync(file);
    writeFileSync(config, guideConfig(['agent7: 172.31.0.164', 'agent7: 172.31.0.199']));
    ends(await uegen(['build', config, '--out', out, '--quiet']), 0);
    const after = readFileSync(file);
    writeFileSync(file, before);
    put(out, '.uegen/stage/new/0', after);
    put(out, '.uegen/stage/old/0', before);
    const entries = [{ path: 'install/hosts', before: hashOf(before), after: hashOf(after), backup: false }];
    put(out, '.uegen/journal.json', JSON.stringify({ entries, folders: [], backup: '1' }));
    await untouched(root, async () => {
      const { stdout } = ends(await uegen(['plan', config, '--out', out]), 2);
      assert.match(stdout, 'A build was interrupted: the next build finishes it first.');
    });
    assert.match(
      ends(await uegen(['build', config, '--out', out]), 0).stdout,
      'An interrupted build was finished first.',
    );
    assert.equal(readFileSync(file), after);
    assert.equal(readdirSync(join(out, '.uegen')).sort(), ['.gitignore', 'manifest.json']);
  }),
);

kills.run();

const locks = suite('uegen build: two at once');

const self = thisProcess();
const here = `${self.space}.${self.boot}.${self.host}`;

locks('the lock of a living process: one error, nothing is written', () =>
  withTree(async ({ root, config, out }) => {
    const child = spawn('sleep', ['600']);
    try {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ');
      const lock = put(out, `.uegen/lock.${child.pid}.${fields?.[19]}.${here}`, '');
      writeFileSync(config, guideConfig(['agent7: 172.31.0.164', 'agent7: 172.31.0.199']));
      const before = listTree(root);
      oneError(
        await uegen(['build', config, '--out', out]),
        new RegExp(`another uegen is running \\(process ${child.pid}\\)`),
      );
      assert.equal(listTree(root), before);
      rmSync(lock);
      ends(await uegen(['build', config, '--out', out, '--quiet']), 0);
    } finally {
      child.kill('SIGKILL');
    }
  }),
);

locks(
  'the lock of a dead process, also one whose number was given away, or from before a restart: removed, and the build goes on',
  () =>
    withTree(async ({ config, out }) => {
      const clean = listTree(out);
      for (const lock of [
        `lock.999999999.1.${here}`,
        `lock.${process.pid}.1.${here}`,
        `lock.1.1.1.00000000-aaaa.${self.host}`,
      ]) {
        put(out, `.uegen/${lock}`, '');
        ends(await uegen(['plan', config, '--out', out]), 2);
        ends(await uegen(['build', config, '--out', out, '--quiet']), 0);
        assert.equal(listTree(out), clean);
      }
    }),
);

locks('a lock that cannot be judged from here counts as alive, and the error names the file to delete', () =>
  withTree(async ({ config, out }) => {
    writeFileSync(config, guideConfig(['agent7: 172.31.0.164', 'agent7: 172.31.0.199']));
    for (const [lock, where] of [
      ['lock.1.1.1.00000000-aaaa.elsewhere', 'on elsewhere \\(process 1\\)'],
      [`lock.1.1.1.${self.boot}.box`, 'in another container \\(process 1 there, host name box\\)'],
    ] as const) {
      const file = put(out, `.uegen/${lock}`, '');
      const ended = await uegen(['build', config, '--out', out]);
      oneError(ended, new RegExp(`another uegen is running ${where}`));
      assert.match(ended.stderr, `delete ${out}/.uegen/${lock}`);
      rmSync(file);
    }
  }),
);

locks('what a killed run leaves is taken away by the next build', () =>
  withTree(async ({ config, out }) => {
    const clean = listTree(out);
    put(out, `.uegen/lock.999999999.1.${here}`, 'program 999999998 1\n');
    for (const name of ['ansible.77.log', 'state.json.new', 'state.key.new']) put(out, `.uegen/${name}`, 'x');
    ends(await uegen(['build', config, '--out', out, '--quiet']), 0);
    assert.equal(listTree(out), clean);
  }),
);

locks(
  'six builds at once of two configs: each ends well or says that another runs, and the tree is one of the two',
  () =>
    withFolder(async (folder) => {
      const one = put(folder, 'one.yml', guideConfig());
      const two = put(folder, 'two.yml', guideConfig(['agent7: 172.31.0.164', 'agent7: 172.31.0.199']));
      const trees: string[][] = [];
      for (const config of [one, two]) {
        const place = `${config}.wanted`;
        mkdirSync(place);
        ends(await uegen(['build', config, '--out', place, '--quiet']), 0);
        trees.push(listTree(place));
      }
      const out = join(folder, 'out');
      mkdirSync(out);
      const runs = await Promise.all(
        [one, two, one, two, one, two].map((config) => uegen(['build', config, '--out', out, '--quiet'])),
      );
      for (const ended of runs) if (ended.status !== 0) oneError(ended, /another uegen is running/);
      assert.ok(runs.some(({ status }) => status === 0));
      const tree = listTree(out);
      assert.ok(
        trees.some((wantedTree) => wantedTree.join('\n') === tree.join('\n')),
        tree.join('\n'),
      );
    }),
);

locks.run();
