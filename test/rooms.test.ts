import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { root } from './support/scenarios.ts';

const rooms = suite('the rooms of the house');

const SPOKEN_EVERYWHERE = [
  'core/diagnostic.ts',
  'core/file.ts',
  'core/gathered.ts',
  'core/remembered.ts',
  'core/text.ts',
];
// What an output, an app or a phase sees: the Cluster, never the config, the parser or one of its own kind.
const CLUSTER = ['core/cluster', 'core/facts', 'core/serialize', 'core/escape', ...SPOKEN_EVERYWHERE];
const CORE = ['core/index.ts', 'core/plan/index.ts', 'core/phases/index.ts'];

/**
 * Which room may look into which. A room is a file or folder below `packages/<package>/src`, and the longest name that
 * fits counts; whoever isn't named isn't seen, one's own room included. `npm:` stands before other people's packages.
 */
const SEES: Readonly<Record<string, readonly string[]>> = {
  templates: ['templates/generated'],

  'core/diagnostic.ts': ['core/text.ts'],
  'core/file.ts': [],
  'core/gathered.ts': [],
  'core/remembered.ts': [],
  'core/text.ts': [],
  'core/facts': ['core/facts', 'core/remembered.ts', 'core/text.ts'],
  'core/generated': ['npm:ajv'],
  'core/escape': ['core/escape'],
  'core/serialize': ['core/serialize', 'templates', 'npm:smol-toml', 'npm:yaml'],
  'core/parse': ['core/parse', 'core/diagnostic.ts', 'core/text.ts', 'npm:js-yaml', 'npm:yaml'],
  'core/config': [
    'core/config',
    'core/parse',
    'core/generated',
    'core/schema',
    'core/diagnostic.ts',
    'core/remembered.ts',
    'core/text.ts',
    'npm:ajv',
  ],
  'core/cluster': [
    'core/cluster',
    'core/generated',
    'core/facts',
    'core/gathered.ts',
    'core/remembered.ts',
    'core/text.ts',
  ],
  'core/rules': [
    'core/rules/rule.ts',
    'core/cluster',
    'core/config/schema.ts',
    'core/apps/db.ts',
    'core/apps/app.ts',
    'core/apps/index.ts',
    'core/generated',
    'core/facts',
    'core/gathered.ts',
    'core/diagnostic.ts',
    'core/text.ts',
  ],
  'core/rules/index.ts': ['core/rules', 'core/cluster', 'core/generated', 'core/diagnostic.ts'],
  'core/apps': ['core/apps/app.ts', 'core/apps/parts', ...CLUSTER],
  'core/apps/index.ts': ['core/apps', ...CLUSTER],
  'core/apps/dns.ts': ['core/apps/app.ts', 'core/apps/index.ts', ...CLUSTER],
  'core/downloads': ['core/downloads', 'core/apps/index.ts', 'core/phases/index.ts', ...CLUSTER],
  'core/steps': ['core/steps', 'templates', ...CLUSTER],
  'core/phases': [
    'core/phases/phase.ts',
    'core/steps',
    'core/apps/index.ts',
    'core/apps/dns.ts',
    // What notes quote from config.yml is code to a reader of Markdown.
    'core/escape/code-span.ts',
    ...CLUSTER,
  ],
  'core/phases/index.ts': ['core/phases', 'core/steps', 'core/apps/dns.ts', ...CLUSTER],
  // What is in a picture of the cluster.
  'core/picture': [
    'core/picture',
    'core/plan/nodes.ts',
    'core/plan/state.ts',
    'core/plan/types.ts',
    'core/apps/app.ts',
    'core/apps/index.ts',
    ...CLUSTER,
  ],
  'core/outputs': [
    'core/outputs/output.ts',
    'core/downloads/index.ts',
    'core/outputs/runbook/document.ts',
    'core/phases/phase.ts',
    'core/phases/index.ts',
    'core/steps/groups.ts',
    'core/steps/play.ts',
    'core/steps/variables.ts',
    'core/apps/app.ts',
    'core/apps/dns.ts',
    'core/apps/index.ts',
    'templates',
    ...CLUSTER,
  ],
  'core/outputs/index.ts': ['core/outputs', 'core/apps/index.ts', 'core/file.ts'],
  // What an edit means on a cluster that runs is told by one table.
  'core/outputs/runbook': [
    'core/outputs/runbook',
    'core/downloads/index.ts',
    'core/plan/transitions.ts',
    'core/picture',
    'core/phases',
    'core/steps',
    ...CLUSTER,
  ],
  'core/checkout': [
    'core/checkout',
    'core/parse',
    'core/config',
    'core/cluster',
    'core/facts',
    'core/escape',
    'core/serialize',
    'npm:yaml',
    ...SPOKEN_EVERYWHERE,
  ],
  'core/draft': ['core/draft', 'core/config', 'core/parse', ...SPOKEN_EVERYWHERE],
  'core/edit': [
    'core/edit',
    'core/parse',
    'core/config/schema.ts',
    'core/serialize/yaml.ts',
    'core/diagnostic.ts',
    'core/text.ts',
    'npm:yaml',
  ],
  'core/plan': [
    'core/plan',
    'core/facts',
    'core/phases/index.ts',
    'core/steps',
    'core/cluster',
    'npm:js-yaml',
    ...SPOKEN_EVERYWHERE,
  ],
  'core/report': ['core/report', 'core/parse', 'core/config', 'core/cluster', ...SPOKEN_EVERYWHERE],
  'core/check-files.ts': ['core/plan/paths.ts', ...SPOKEN_EVERYWHERE],
  // The whole way, and the way in.
  'core/generate.ts': ['core'],
  'core/index.ts': ['core'],

  // What any room of the CLI may use sees nothing but what lies below it.
  cli: [],
  'cli/cells.ts': [],
  'cli/problem.ts': CORE,
  'cli/language.ts': CORE,
  'cli/progress.ts': ['cli/cells.ts'],
  'cli/terminal.ts': ['cli/cells.ts', 'cli/problem.ts', ...CORE],
  'cli/pager.ts': ['cli/cells.ts', 'cli/terminal.ts'],
  'cli/answer.ts': ['cli/problem.ts', 'cli/terminal.ts', ...CORE],
  'cli/command.ts': ['cli/read/find-config.ts', 'cli/terminal.ts', ...CORE],
  'cli/parse-arguments.ts': [
    'cli/cells.ts',
    'cli/command.ts',
    'cli/help/command-text.ts',
    'cli/help/meant.ts',
    'cli/problem.ts',
    'cli/version.ts',
  ],
  'cli/help': ['cli/help', 'cli/cells.ts', 'cli/terminal.ts', ...CORE],
  'cli/crash.ts': ['cli/activity.ts', 'cli/version.ts'],
  'cli/extension.ts': ['cli/crash.ts', 'cli/problem.ts', ...CORE],
  'cli/diff.ts': ['cli/read', ...CORE],
  'cli/load.ts': ['cli/read', 'cli/tree', 'cli/activity.ts', 'cli/terminal.ts', ...CORE],
  'cli/read': ['cli/read', 'cli/problem.ts', ...CORE],
  'cli/tree': ['cli/tree', 'cli/read', 'cli/problem.ts', ...CORE],
  'cli/state': ['cli/state', 'cli/tree', 'cli/load.ts', 'cli/terminal.ts', 'cli/problem.ts', ...CORE],
  'cli/run': [
    'cli/edit',
    'cli/run',
    'cli/cells.ts',
    'cli/state',
    'cli/tree',
    'cli/load.ts',
    'cli/terminal.ts',
    'cli/problem.ts',
    ...CORE,
  ],
  'cli/edit': [
    'cli/edit',
    'cli/read',
    'cli/state',
    'cli/tree',
    'cli/activity.ts',
    'cli/diff.ts',
    'cli/diff-library.ts',
    'cli/extension.ts',
    'cli/load.ts',
    'cli/terminal.ts',
    'cli/problem.ts',
    ...CORE,
  ],
  'cli/doctor': ['cli/doctor', 'cli/run', 'cli/tree', 'cli/load.ts', 'cli/problem.ts', ...CORE],
  'cli/init': [
    'cli/init',
    'cli/cells.ts',
    'cli/edit',
    'cli/load.ts',
    'cli/problem.ts',
    'cli/terminal.ts',
    'cli/tree',
    'core/schema',
    'npm:@clack/core',
    ...CORE,
  ],
  'cli/graph': ['cli/graph', 'cli/cells.ts', ...CORE],
  'cli/nodes': ['cli/nodes', 'cli/problem.ts', ...CORE],
  'cli/commands': ['cli', ...CORE],
  'cli/main.ts': ['cli'],
};

/** Packages of the workspace by the names that others import. */
const ENTRIES: Readonly<Record<string, string>> = {
  '@uegen/templates': 'templates/generated/index.ts',
  '@uegen/core': 'core/index.ts',
  '@uegen/core/plan': 'core/plan/index.ts',
  '@uegen/core/phases': 'core/phases/index.ts',
  '@uegen/core/schema.json': 'core/schema',
};

interface Import {
  from: string;
  to: string;
}

const PACKAGES = ['templates', 'core', 'cli'];

/** What a module names in imports, exports, dynamic imports and types; comments don't count. */
function specifiersOf(source: string): string[] {
  const code = source.replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');
  return [...code.matchAll(/\b(?:from|import|require)\s*\(?\s*(['"`])([^'"`\n]+)\1/g)].map(
    (match) => match[2] ?? '',
  );
}

/** The place of a file in the table: its package and its path below `src`, or below the package elsewhere. */
function placeOf(file: string): string {
  return relative(join(root, 'packages'), file).replace(/^([^/]+)\/src\//, '$1/');
}

function target(file: string, specifier: string): string {
  if (specifier.startsWith('.')) return placeOf(join(dirname(file), specifier));
  return ENTRIES[specifier] ?? `npm:${/^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0]}`;
}

const files = PACKAGES.flatMap((name) => {
  const folder = join(root, 'packages', name, 'src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path));
});

const imports: readonly Import[] = files.flatMap((file) =>
  specifiersOf(readFileSync(file, 'utf8')).map((name) => ({ from: placeOf(file), to: target(file, name) })),
);

const within = (place: string, room: string) => place === room || place.startsWith(`${room}/`);

/** The room that a file belongs to. */
function roomOf(place: string): string | undefined {
  return Object.keys(SEES)
    .filter((room) => within(place, room))
    .sort((a, b) => b.length - a.length)[0];
}

// What everybody may use, as it is of no room: how the CLI speaks.
const FREE = new Set(['cli/package.json', 'cli/language.ts', 'cli/progress.ts']);

/** The entry of the table that allows an import, if there is one. */
function allowance({ from, to }: Import): string | undefined {
  const room = roomOf(from);
  if (room === undefined) return undefined;
  const free = room.startsWith('cli') && (to.startsWith('npm:') || FREE.has(to));
  return free ? 'free' : SEES[room]?.find((entry) => within(to, entry));
}

rooms('every file has a room, and every room has files', () => {
  assert.ok(files.length > 200 && imports.length > 600);
  for (const file of files) assert.ok(roomOf(placeOf(file)), file);
  for (const room of Object.keys(SEES))
    assert.ok(
      files.some((file) => roomOf(placeOf(file)) === room),
      room,
    );
});

rooms('no import leaves the ways that the table allows', () => {
  const forbidden = imports.filter((each) => allowance(each) === undefined);
  assert.equal(
    forbidden.map(({ from, to }) => `${from} -> ${to}`),
    [],
  );
});

rooms('the table allows nothing that nobody needs', () => {
  const idle = Object.entries(SEES).flatMap(([room, entries]) =>
    entries
      .filter((entry) => ![...CLUSTER, ...CORE, 'cli'].includes(entry))
      .filter((entry) => !imports.some((each) => roomOf(each.from) === room && within(each.to, entry)))
      .map((entry) => `${room}: ${entry}`),
  );
  assert.equal(idle, []);
});

rooms('no file imports itself on any way round', () => {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const visit = (place: string, way: readonly string[]) => {
    assert.not.ok(way.includes(place), [...way, place].join(' -> '));
    if (done.has(place)) return;
    for (const to of next.get(place) ?? []) visit(to, [...way, place]);
    done.add(place);
  };
  for (const place of next.keys()) visit(place, []);
});

rooms('imports are found in every spelling', () => {
  const source = [
    "import { a } from './a.ts';",
    "import type { B } from '../b.ts';",
    "export * from './c.ts';",
    'export {',
    '  d,',
    "} from './d.ts';",
    "import './e.ts';",
    "const f = await import('./f.ts');",
    "let g: typeof import('./g.ts');",
    "const h = require('./h.ts');",
    "// import './no.ts'",
    " * {@link import('./no.ts')}",
  ].join('\n');
  assert.equal(specifiersOf(source), [
    './a.ts',
    '../b.ts',
    ...['c', 'd', 'e', 'f', 'g', 'h'].map((name) => `./${name}.ts`),
  ]);
  for (const { from, to } of imports)
    if (!to.startsWith('npm:') && !to.endsWith('package.json') && !to.startsWith('core/schema'))
      assert.ok(existsSync(join(root, 'packages', to.replace('/', '/src/'))), `${from} -> ${to}`);
});

rooms.run();
