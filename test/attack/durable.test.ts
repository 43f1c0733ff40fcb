import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bundle, ends, guideConfig, listTree, uegen } from '../cli/support.ts';
import { put, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';

const attack = suite('attack: power cuts');

const TEXTS = [guideConfig(), guideConfig(['agent7: 172.31.0.164', 'agent7: 172.31.0.199'])];

interface Call {
  what: 'sync' | 'rename' | 'unlink';
  path: string;
  to?: string;
}

/** What a trace of system calls tells of the files and folders below a root, in its order. */
function events(trace: string, root: string): Call[] {
  const open = new Map<string, string>();
  return trace.split('\n').flatMap((line): Call[] => {
    const [, name = '', args = '', answer = ''] = /^(?:\d+ +)?(\w+)\((.*)\) += +(-?\d+)/.exec(line) ?? [];
    const [path = '', to] = [...args.matchAll(/"([^"]*)"/g)].map(([, text]) => text);
    if (name === 'openat' && Number(answer) >= 0) open.set(answer, path);
    if (name === 'fsync') return [{ what: 'sync', path: open.get(args) ?? '' }];
    if (!path.startsWith(root)) return [];
    if (name === 'rename' && to !== undefined) return [{ what: 'rename', path, to }];
    return name === 'unlink' ? [{ what: 'unlink', path }] : [];
  });
}

toolTest(
  attack,
  ['strace'],
  'files reach the disk before the journal is there, their names before it goes',
  () =>
    withFolder(async (folder) => {
      const [config, out, log] = ['config.yml', 'out', 'trace'].map((name) => join(folder, name)) as [
        string,
        string,
        string,
      ];
      for (const text of TEXTS) {
        writeFileSync(config, text);
        const calls = 'trace=openat,fsync,rename,unlink';
        const command = [process.execPath, bundle, 'build', config, '--out', out, '--quiet'];
        ends(await run('strace', ['-f', '-s', '4096', '-o', log, '-e', calls, ...command]), 0);
        const all = events(readFileSync(log, 'utf8'), out);
        const journal = join(out, '.uegen/journal.json');
        const begun = all.findIndex(({ to }) => to === journal);
        const ended = all.findIndex(({ what, path }) => what === 'unlink' && path === journal);
        assert.ok(begun > 0 && ended > begun, `${begun} ${ended}`);
        const placed = all.slice(begun + 1, ended).filter(({ what }) => what === 'rename');
        assert.ok(placed.length > 1);
        for (const { path, to = '' } of placed) {
          assert.ok(
            all.slice(0, begun).some((one) => one.what === 'sync' && one.path === path),
            to,
          );
          const after = all.slice(
            all.findIndex((one) => one.to === to),
            ended,
          );
          for (let above = dirname(to); above.startsWith(out); above = dirname(above))
            assert.ok(
              after.some((one) => one.what === 'sync' && one.path.replace(/\/$/, '') === above),
              `${to}: ${above}`,
            );
        }
      }
    }),
);

/** Makes a small file system that writes nothing by itself for minutes, and hands over its image and where it is mounted. */
async function withDisk(body: (image: string, place: string) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const [image, place] = [put(folder, 'image', ''), join(folder, 'mounted')];
    ends(await run('truncate', ['-s', '32M', image]), 0);
    ends(await run('mkfs.ext4', ['-q', image]), 0);
    await mounted(image, place, () => body(image, place));
  });
}

async function mounted(image: string, place: string, body: () => Promise<void>): Promise<void> {
  mkdirSync(place);
  const { status, stderr } = await run('mount', ['-o', 'loop,commit=300', image, place]);
  if (status !== 0) {
    console.log(`  skipped: no loop device can be mounted here: ${stderr.trim()}`);
    return;
  }
  try {
    await body();
  } finally {
    ends(await run('umount', [place]), 0);
  }
}

toolTest(
  attack,
  ['root', 'mkfs.ext4', 'mount'],
  'what a build wrote is there after a power cut right behind its end',
  () =>
    withFolder(async (folder) => {
      const config = join(folder, 'config.yml');
      await withDisk(async (image, place) => {
        const out = join(place, 'out');
        for (const [index, text] of TEXTS.entries()) {
          writeFileSync(config, text);
          ends(await uegen(['build', config, '--out', out, '--quiet']), 0);
          writeFileSync(join(place, `unsynced${index}`), 'x');
          // What only memory holds is in no image.
          const cut = join(folder, `cut${index}`);
          copyFileSync(image, cut);
          const [tree, files] = [listTree(out), listTree(out, { own: false })];
          await mounted(cut, `${cut}.mounted`, async () => {
            assert.not.ok(readdirSync(`${cut}.mounted`).includes(`unsynced${index}`), 'nothing was cut');
            assert.equal(listTree(join(`${cut}.mounted`, 'out'), { own: false }), files);
            ends(await uegen(['build', config, '--out', join(`${cut}.mounted`, 'out'), '--quiet']), 0);
            assert.equal(listTree(join(`${cut}.mounted`, 'out')), tree);
          });
        }
      });
    }),
);

attack.run();
