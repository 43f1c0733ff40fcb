// Runs tests of a bundle, which is evaluated anew for each job: so what a module works out while it loads changes too.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import vm from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { root } from '../lib.mjs';

const require = createRequire(join(root, 'package.json'));
const script = new vm.Script(`(function (require, module, __tests, __mutant) {${workerData}\n})`);
const evaluate = script.runInThisContext();

async function answer({ mutant, tests: wanted }) {
  const hits = new Set();
  const isAtWork = (id) => {
    hits.add(id);
    return id === mutant;
  };
  const started = performance.now();
  const names = [];
  let failed = 'loading';
  try {
    const module = { exports: {} };
    const tests = [];
    evaluate(require, module, tests, isAtWork);
    for (const { file, numbers } of wanted) {
      tests.length = 0;
      module.exports[file]();
      names.push(...tests.map(({ name }) => name));
      for (const number of numbers ?? tests.keys()) {
        failed = tests[number].name;
        await tests[number].body({});
      }
    }
    failed = undefined;
  } catch (error) {
    failed += `: ${error?.message}`;
  }
  return { names, failed, hits: [...hits], milliseconds: performance.now() - started };
}

parentPort.on('message', async (job) => parentPort.postMessage(await answer(job)));
