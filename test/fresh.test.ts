import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { whenStale } from '../scripts/fresh.mjs';
import { put, withFolder } from './support/scratch.ts';

const fresh = suite('steps before the tests');

type Step = Parameters<typeof whenStale>[1];

/** A workspace with one package whose build copies its source. */
async function withWorkspace(body: (folder: string) => void): Promise<void> {
  await withFolder(async (folder) => {
    for (const path of ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', 'tsconfig.json'])
      put(folder, path, path);
    put(folder, 'packages/core/package.json', '{}');
    put(folder, 'packages/core/src/index.ts', 'one');
    body(folder);
  });
}

function install(folder: string): void {
  put(folder, 'node_modules/.pnpm/lock.yaml', 'pnpm-lock.yaml');
  put(folder, 'node_modules/.modules.yaml', 'hoisted');
  mkdirSync(join(folder, 'packages/core/node_modules'), { recursive: true });
}

const built = (folder: string) => () => {
  put(folder, 'packages/core/dist/index.js', 'built');
};

const made = (folder: string) => () => {
  put(folder, 'packages/core/src/generated/config.ts', 'made');
  put(folder, 'packages/templates/src/generated/index.ts', 'made');
};

const actionOf = (step: Step, folder: string) =>
  ({ install: () => install(folder), generate: made(folder), build: built(folder) })[step];

fresh('run once while nothing changes', () =>
  withWorkspace((folder) => {
    for (const ran of [true, false, false]) {
      assert.is(
        whenStale(folder, 'install', () => install(folder)),
        ran,
      );
      assert.is(whenStale(folder, 'build', built(folder)), ran);
    }
  }),
);

for (const [what, step, change] of [
  ['a source changed', 'build', (folder) => put(folder, 'packages/core/src/index.ts', 'two')],
  ['a source is new', 'build', (folder) => put(folder, 'packages/core/src/new.ts', '')],
  ['a source is gone', 'build', (folder) => rmSync(join(folder, 'packages/core/src/index.ts'))],
  [
    'what was built is gone',
    'build',
    (folder) => rmSync(join(folder, 'packages/core/dist'), { recursive: true }),
  ],
  ['what was built was changed', 'build', (folder) => put(folder, 'packages/core/dist/index.js', 'edited')],
  [
    'other libraries are installed',
    'build',
    (folder) => put(folder, 'node_modules/.pnpm/lock.yaml', 'other'),
  ],
  ['the lock file changed', 'install', (folder) => put(folder, 'pnpm-lock.yaml', 'other')],
  ['a manifest changed', 'install', (folder) => put(folder, 'packages/core/package.json', '{"name":"core"}')],
  [
    'another lock file is installed',
    'install',
    (folder) => put(folder, 'node_modules/.pnpm/lock.yaml', 'other'),
  ],
  [
    'a package lost its libraries',
    'install',
    (folder) => rmSync(join(folder, 'packages/core/node_modules'), { recursive: true }),
  ],
  ['everything is gone', 'install', (folder) => rmSync(join(folder, 'node_modules'), { recursive: true })],
  ['the schema changed', 'generate', (folder) => put(folder, 'packages/core/schema/config.schema.json', '')],
  ['a template changed', 'generate', (folder) => put(folder, 'packages/templates/src/x.ejs', 'other')],
  [
    'a role is new',
    'generate',
    (folder) => put(folder, 'packages/templates/ansible/roles/x/tasks/main.yml', ''),
  ],
  [
    'a generated source is gone',
    'generate',
    (folder) => rmSync(join(folder, 'packages/core/src/generated/config.ts')),
  ],
] satisfies [string, Step, (folder: string) => unknown][])
  fresh(`run again when ${what}`, () =>
    withWorkspace((folder) => {
      const run = () => whenStale(folder, step, actionOf(step, folder));
      install(folder);
      run();
      assert.is(run(), false);
      change(folder);
      assert.is(run(), true);
      if (step === 'install') assert.is(run(), false);
    }),
  );

fresh('run again after one that failed, or during which a source changed', () =>
  withWorkspace((folder) => {
    install(folder);
    assert.throws(() =>
      whenStale(folder, 'build', () => {
        throw new Error('a build that fails');
      }),
    );
    const edited = () => {
      built(folder)();
      put(folder, 'packages/core/src/index.ts', 'edited meanwhile');
    };
    assert.is(whenStale(folder, 'build', edited), true);
    assert.is(whenStale(folder, 'build', built(folder)), true);
    assert.is(whenStale(folder, 'build', built(folder)), false);
  }),
);

fresh.run();
