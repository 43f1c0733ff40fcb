import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Problem } from '../../packages/cli/src/problem.ts';
import type { TreeFile, Wanted } from '../../packages/cli/src/tree/examine.ts';
import { disk } from '../../packages/cli/src/tree/file-system.ts';
import { layoutOf } from '../../packages/cli/src/tree/layout.ts';
import { hashOf } from '../../packages/cli/src/tree/survey.ts';
import { thisProcess } from '../../packages/cli/src/tree/this-process.ts';
import { writeTree } from '../../packages/cli/src/tree/write-tree.ts';
import { restore } from '../support/entries.ts';
import { withFolder } from '../support/scratch.ts';
import { failing, statesOf } from './states.ts';
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
    const seen = new Set<string>();
    for (let failAt = 0, failed = true; failed; failAt += 1) {
      const broken = failing(failAt, 'EACCES');
      const hasFailed = () => broken.failed() !== undefined;
      const states = await statesOf((folder, noted) => {
        build(folder, OLD);
        try {
          build(folder, NEW, noted(broken.fs), dead);
        } catch (error) {
          assert.instance(error, Problem, String(error));
        }
      }, hasFailed);
      failed = hasFailed();
      for (const state of states) {
        const text = JSON.stringify(state);
        // What a build does follows from what lies there: two deaths that leave the same are one case.
        if (seen.has(text)) continue;
        seen.add(text);
        for (const [index, next] of [OLD, NEW].entries())
          await withFolder(async (folder) => {
            restore(folder, state);
            assert.is(build(folder, next).status, 'done', `failed at ${failAt}: ${text}`);
            assert.equal(listTree(folder), trees[index], `failed at ${failAt}: ${text}`);
          });
      }
    }
    assert.ok(seen.size > 100, `${seen.size}`);
  },
);

undo.run();
