import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { apps } from '../packages/core/src/apps/index.ts';
import { phases } from '../packages/core/src/phases/index.ts';
import { root } from './support/scenarios.ts';

const contributing = suite('what a contribution touches');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** Every file that somebody wrote by hand, but for goldens and documents. */
const written = execFileSync(
  'git',
  ['ls-files', 'packages', 'fixtures', 'test', 'README.md', 'README.ko.md'],
  {
    cwd: root,
    encoding: 'utf8',
  },
)
  .split('\n')
  .filter((path) => path !== '' && !path.includes('/generated/'));

/** The files that a section of CONTRIBUTING.md lists, in their order, as they stand there. */
function listed(section: string): string[] {
  const nodes = fromMarkdown(read('CONTRIBUTING.md')).children;
  const start = nodes.findIndex((node) => textOf(node) === section);
  assert.ok(start >= 0, section);
  const list = nodes.slice(start).find(({ type }) => type === 'list');
  return list?.type !== 'list'
    ? []
    : list.children.map(({ children: [first] }) => {
        const code = first?.type === 'paragraph' && first.children.find(({ type }) => type === 'inlineCode');
        return code && code.type === 'inlineCode' ? code.value : '';
      });
}

function textOf(node: RootContent): string {
  return node.type === 'heading' && node.children[0]?.type === 'text' ? node.children[0].value : '';
}

/** A section's files with a part of their names filled in. */
function filled(section: string, parts: Record<string, string>): string[] {
  return listed(section)
    .map((path) => path.replace(/<(\w+)>/g, (_, part: string) => parts[part] ?? `<${part}>`))
    .sort();
}

/** The files written by hand that hold a word, below the given folders. */
function holding(word: RegExp, ...folders: string[]): string[] {
  return written
    .filter((path) => folders.some((folder) => path.startsWith(folder)) && word.test(read(path)))
    .sort();
}

contributing('a key that passes through: at most four files, and these', () => {
  const files = filled('A key of config.yml', {
    role: 'docker',
    tool: 'daemon-json',
  });
  assert.ok(files.length <= 4);
  // A role is one place, with its interface.
  const places = holding(/log[-_]max[-_]size/, 'packages/', 'fixtures/valid/', 'test/tools/').map((path) =>
    path.replace(/(\/roles\/\w+)\/.*/, '$1'),
  );
  assert.equal([...new Set(places)], files);
});

contributing('an app: at most three files, and these', () => {
  const files = filled('An app on Marathon', { name: 'eureka-server' });
  assert.ok(files.length <= 3);
  assert.equal(holding(/eureka-?server/i, 'packages/'), files);
  for (const { name } of apps) assert.ok(written.includes(`packages/core/src/apps/${name}.ts`), name);
});

contributing('a phase: at most two files, and these', () => {
  // Those whose names nothing else has: no word of shells or of config.yml.
  const own = phases
    .map(({ name }) => name)
    .filter((name) => /^(?:data-disk|static-ip|ci-runner|bootstrap-tools)$/.test(name));
  assert.is(own.length, 4);
  for (const name of own) {
    const files = filled('A phase', { name });
    assert.ok(files.length <= 2);
    // What an edit means on a cluster that runs may name the phase that is due; a new phase needs no row there.
    const others = holding(new RegExp(`'${name}'|/${name}\\.ts'`), 'packages/').filter(
      (path) => path !== 'packages/core/src/plan/transitions.ts',
    );
    assert.equal(others, files, name);
  }
});

contributing('an output: its own file and template, the list, and the table of files', () => {
  const files = filled('An output', { name: 'gitlab-projects', file: 'gitlab-projects.sh' });
  for (const path of files) assert.match(read(path), /gitlab-?projects/i, path);
  assert.equal(holding(/\.\/gitlab-projects\.ts'/, 'packages/core/src/outputs'), [
    'packages/core/src/outputs/index.ts',
  ]);
  assert.equal(holding(/render\('gitlab-projects\.sh'/, 'packages/'), [
    'packages/core/src/outputs/gitlab-projects.ts',
  ]);
});

/** The folders that a section of docs/architecture.md names, without their ends. */
function rooms(section: string): string[] {
  const [, part = ''] = read('docs/architecture.md').split(`\n## ${section}\n`);
  const rows = (part.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| `'));
  return rows.flatMap((row) =>
    [...(row.split(' | ')[0] ?? '').matchAll(/`src\/([\w-]+)\/`/g)].map(([, name]) => name ?? ''),
  );
}

for (const [section, name] of [
  ['Rooms of core', 'core'],
  ['Rooms of the CLI', 'cli'],
] as const)
  contributing(`every room of ${name} is told in docs/architecture.md`, () => {
    const folders = readdirSync(join(root, 'packages', name, 'src'), { withFileTypes: true });
    const names = folders.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    assert.equal(rooms(section).sort(), names.sort());
  });

contributing('every path and link in the documents leads somewhere', () => {
  for (const file of [
    'CONTRIBUTING.md',
    'docs/architecture.md',
    'CHANGELOG.md',
    'README.md',
    'README.ko.md',
  ]) {
    const text = read(file);
    const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].flatMap(([, path = '']) =>
      /^https?:/.test(path) ? [] : join(root, dirname(file), path),
    );
    const spans = [
      ...text.matchAll(/`((?:packages|test|scripts|fixtures|snapshots|docs|examples)\/[^`<\s]*)`/g),
    ].map(([, path = '']) => join(root, path));
    for (const path of [...links, ...spans]) assert.ok(existsSync(path), `${file}: ${path}`);
  }
});

contributing('decisions are numbered once each', () => {
  const numbers = readdirSync(join(root, 'docs/decisions')).map((name) => name.slice(0, 4));
  assert.is(new Set(numbers).size, numbers.length, numbers.join(' '));
});

contributing.run();
