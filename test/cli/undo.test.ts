import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Problem } from '../../packages/cli/src/problem.ts';
import type { TreeFile, Wanted } from '../../packages/cli/src/tree/examine.ts';
import { disk, type FileSystem } from '../../packages/cli/src/tree/file-system.ts';
import { layoutOf } from '../../packages/cli/src/tree/layout.ts';
import { hashOf } from '../../packages/cli/src/tree/survey.ts';
import { thisProcess } from '../../packages/cli/src/tree/this-process.ts';
import { writeTree } from '../../packages/cli/src/tree/write-tree.ts';
import { withFolder } from '../support/scratch.ts';
import { listTree } from './support.ts';

function wanted(contents: Readonly<Record<string, string>>): Wanted {
  const files = Object.entries(contents).map(([path, text]): TreeFile => {
    const content = Buffer.from(text);
    return { path, content, hash: hashOf(content), mode: '0644', secret: false };
  });
  return { files, nodes: [], config: hashOf(JSON.stringify(contents)), force: false };
}

const OLD = wanted({ 'a/one': 'old\n', 'a/two': 'old\n', 'b/gone': 'old\n' });
const NEW = wanted({ 'a/one': 'new\n', 'a/two': 'new\n', 'c/made': 'new\n' });

const READING = new Set(['status', 'list', 'read', 'readJson']);

class Stop extends Error {}

/** The real file system, of which one writing operation fails and which dies some operations later. */
function failingAndDying(
  failAt: number,
  dieAfter: number,
): { fs: FileSystem; failed: () => boolean; died: () => boolean } {
  let count = -1;
  const wrap =
    (name: string, operation: (...args: unknown[]) => unknown) =>
    (...args: unknown[]) => {
      if (!READING.has(name)) count += 1;
      if (count > failAt + dieAfter) throw new Stop();
      if (count === failAt && !READING.has(name))
        throw Object.assign(new Error('injected'), { code: 'EACCES', syscall: name });
      return operation(...args);
    };
  const entries = Object.entries(disk).map(([name, operation]) => [name, wrap(name, operation)]);
  return {
    fs: Object.fromEntries(entries),
    failed: () => count >= failAt,
    died: () => count > failAt + dieAfter,
  };
}

const dead = { ...thisProcess(), pid: 999_999_999, started: '1' };

function build(root: string, what: Wanted, fs = disk, self = thisProcess()) {
  return writeTree(fs, layoutOf(root), what, '0', self);
}

const undo = suite('uegen build: killed while it undoes a failed build');

undo(
  'at every operation: the next build gives the new tree, or the old one where the old is wanted',
  async () => {
    const trees: string[][] = [];
    for (const what of [OLD, NEW])
      await withFolder(async (folder) => {
        build(folder, OLD);
        build(folder, what);
        trees.push(listTree(folder));
      });
    let rounds = 0;
    for (let failAt = 0, failed = true; failed; failAt += 1) {
      for (let dieAfter = 0, died = true; died; dieAfter += 1) {
        for (const [index, next] of [OLD, NEW].entries())
          await withFolder(async (folder) => {
            build(folder, OLD);
            const broken = failingAndDying(failAt, dieAfter);
            try {
              build(folder, NEW, broken.fs, dead);
            } catch (error) {
              assert.ok(error instanceof Stop || error instanceof Problem, String(error));
            }
            failed = broken.failed();
            died = broken.died();
            rounds += 1;
            const where = `failed at ${failAt}, died ${dieAfter} later`;
            assert.is(build(folder, next).status, 'done', where);
            assert.equal(listTree(folder), trees[index], where);
          });
      }
    }
    assert.ok(rounds > 300);
  },
);

undo.run();
