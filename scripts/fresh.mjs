// Whether a step has to run at all: not when all that it reads and all that it wrote is, byte for byte, as it was when it
// last ended. Times of files say nothing after a checkout; contents do.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const MANIFESTS = ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml'];
// What a build writes; everything else of a package is what it reads.
const WRITTEN = ['dist', 'generated'];

/** The steps before the tests: the files and folders that each reads and writes. */
const steps = {
  // pnpm keeps a copy of the lock file that it installed.
  install: (root) => [
    ...MANIFESTS,
    ...workspaces(root).map((folder) => `${folder}/package.json`),
    'node_modules/.modules.yaml',
    'node_modules/.pnpm/lock.yaml',
  ],
  generate: () => [
    'node_modules/.pnpm/lock.yaml',
    'packages/templates',
    ...['schema', 'scripts', 'src/generated'].map((folder) => `packages/core/${folder}`),
  ],
  build: () => [...MANIFESTS, 'node_modules/.pnpm/lock.yaml', 'tsconfig.json', 'packages'],
};

/**
 * Runs a step, `install`, `generate` or `build`, unless it is fresh; says whether it ran. `action` throws, or ends the process, when
 * it fails: then nothing counts as fresh.
 */
export function whenStale(root, step, action) {
  const record = join(root, 'node_modules/.cache/uegen', step);
  const complete = workspaces(root).every((folder) => existsSync(join(root, folder, 'node_modules')));
  if (complete && existsSync(record) && readFileSync(record, 'utf8') === fingerprint(root, step))
    return false;
  const before = fingerprint(root, step, WRITTEN);
  action();
  // What was edited while the step ran may be missing from what it wrote.
  if (step !== 'install' && fingerprint(root, step, WRITTEN) !== before) return true;
  mkdirSync(dirname(record), { recursive: true });
  writeFileSync(record, fingerprint(root, step));
  return true;
}

function workspaces(root) {
  const packages = readdirSync(join(root, 'packages')).map((name) => `packages/${name}`);
  return [...packages, 'test/nodes'].filter((folder) => existsSync(join(root, folder, 'package.json')));
}

function fingerprint(root, step, without = []) {
  const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}`);
  for (const path of steps[step](root).flatMap((path) => filesBelow(root, path, without))) {
    const content = readFileSync(join(root, path));
    hash.update(`\n${path} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

function filesBelow(root, path, without) {
  if (without.includes(basename(path))) return [];
  const found = statSync(join(root, path), { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory()) return [path];
  return readdirSync(join(root, path))
    .filter((name) => name !== 'node_modules')
    .sort()
    .flatMap((name) => filesBelow(root, `${path}/${name}`, without));
}
