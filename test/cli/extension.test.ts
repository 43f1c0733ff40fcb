import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { root } from '../support/scenarios.ts';
import { put, withFolder } from '../support/scratch.ts';
import { ends, filesOf, guideConfig, node16, oneError, secrets, uegen, withTree } from './support.ts';

const extension = suite('outputs and rules of an extension');

/** The extension that a README shows. */
function shown(path: string): string {
  const codes = fromMarkdown(readFileSync(join(root, path), 'utf8')).children.flatMap((node) =>
    node.type === 'code' && node.value.includes('export const outputs') ? [node.value] : [],
  );
  assert.is(codes.length, 1);
  return `${codes[0]}\n`;
}

const OUTPUT = (body: string) => `export const outputs = [(cluster) => { ${body} }];\n`;
const RULE = (body: string) => `export const rules = [({ config, cluster }) => { ${body} }];\n`;
const FILE = "{ path: 'own.txt', content: 'x\\n', mode: '0644', secret: false }";

for (const [readme, node] of [
  ['README.md', process.execPath],
  ['README.ko.md', node16 ?? process.execPath],
] as const)
  extension(`${readme}'s own is built, planned, checked and taken away again, by ${node}`, () =>
    withTree(async ({ root: folder, config, out }) => {
      const before = filesOf(out);
      const own = ['--extension', put(folder, 'nodes.mjs', shown(readme))];
      const run = (...words: string[]) => uegen(words, { node });
      const warned = /config\.yml:23:5: warning: we run ten agents \[extension\]/;
      const planned = ends(await run('plan', config, '--out', out, ...own), 2);
      assert.match(planned.stdout, /create +nodes\.csv/);
      assert.match(ends(await run('build', config, '--out', out, ...own), 0).stderr, warned);
      assert.match(readFileSync(join(out, 'nodes.csv'), 'utf8'), /^agent7,agent,172\.31\.0\.164$/m);
      assert.equal(filesOf(out).sort(), [...before, 'nodes.csv'].sort());
      ends(await run('plan', config, '--out', out, ...own), 0);
      ends(await run('build', '--check', config, '--out', out, ...own), 0);
      ends(await run('build', '--check', config, '--out', out), 2);
      assert.match(ends(await run('validate', config, ...own), 0).stderr, warned);
      ends(await run('validate', config, '--strict', ...own), 1);
      // A phase takes the tree for what the config and the same extension give.
      const phase = ['run', 'health', '--dry-run', '--config', config, '--out', out];
      ends(await run(...phase, ...own), 0);
      ends(await run('build', config, '--out', out), 0);
      assert.equal(filesOf(out), before);
    }),
  );

extension('several extensions are taken one after the other', () =>
  withTree(async ({ root: folder, config, out }) => {
    const one = put(folder, 'one.mjs', OUTPUT(`return [${FILE}];`));
    const two = put(folder, 'two.mjs', OUTPUT(`return [${FILE.replace('own', 'too')}];`));
    ends(await uegen(['build', '--extension', one, config, `--extension=${two}`, '--out', out]), 0);
    assert.ok(existsSync(join(out, 'own.txt')) && existsSync(join(out, 'too.txt')));
    oneError(
      await uegen(['build', '--extension', one, '--extension', one, config, '--out', out, '--quiet']),
      /^own\.txt: error: two files are called own\.txt \[output-file\]$/,
    );
  }),
);

extension('nothing is loaded that no option names', () =>
  withTree(async ({ root: folder, config, out }) => {
    const trap = `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(join(folder, 'trapped'))}, '');\n`;
    for (const name of ['uegen.mjs', 'extension.mjs', 'uegen.config.mjs', 'index.js', '.uegenrc.mjs'])
      put(folder, name, trap);
    put(folder, 'package.json', '{"uegen": {"extension": "./extension.mjs"}, "yargs": {"extension": "x"}}');
    put(folder, 'locales/en.json', 'no JSON');
    for (const command of ['build', 'plan'])
      ends(await uegen([command, config, '--out', out], { cwd: folder }), 0);
    ends(await uegen(['validate', config], { cwd: folder }), 0);
    assert.not.ok(existsSync(join(folder, 'trapped')));
  }),
);

const SECRET = secrets[0] as string;

/** What is wrong with an extension, and what is said of it. */
const WRONG: Readonly<Record<string, readonly [source: string, said: RegExp]>> = {
  'a mistake of the language': [
    'export const outputs = [\n(;\n',
    /can't load the extension .*x\.mjs: Unexpected token/,
  ],
  'a module that is missing': [
    "import 'no-such-module';\n",
    /can't load the extension .*: Cannot find package/,
  ],
  'an error while it is loaded': [
    `throw new TypeError('${SECRET}');\n`,
    /can't load the extension .*: TypeError$/,
  ],
  'nothing exported': ['', /exports nothing$/],
  'another export': ['export const output = [];\n', /exports output, which uegen doesn't know$/],
  'a default export': ['export default { outputs: [] };\n', /exports default, which uegen doesn't know$/],
  'no list': [
    'export const outputs = () => [];\n',
    /outputs of the extension .* is not a list of functions$/,
  ],
  'no functions': ['export const rules = [1];\n', /rules of the extension .* is not a list of functions$/],
  'an output that throws': [
    OUTPUT('throw new RangeError(JSON.stringify(cluster));'),
    /an output of the extension .*x\.mjs failed: RangeError$/,
  ],
  'an output that throws a text': [
    OUTPUT('throw JSON.stringify(cluster);'),
    /failed: it threw something that is not an error$/,
  ],
  'an output without a list': [
    OUTPUT(`return ${FILE};`),
    /an output of the extension .* doesn't return a list$/,
  ],
  'an output that changes the Cluster': [
    OUTPUT("cluster.nodes[0].address = '10.0.0.1'; return [];"),
    /an output of the extension .* failed: TypeError$/,
  ],
  'a rule that changes the config': [
    RULE('delete config.db.password; return [];'),
    /a rule of the extension .* failed: TypeError$/,
  ],
  'a rule that throws': [RULE('config.no.such.key;'), /a rule of the extension .* failed: TypeError$/],
  'a rule that finds nothing sensible': [
    RULE("return [{ message: 'x', path: 'db.password' }];"),
    /a rule of the extension .* returned something that is not a finding$/,
  ],
  'a file outside': [
    OUTPUT(`return [${FILE.replace('own.txt', '../own.txt')}];`),
    /^\.\.\/own\.txt: error: can't make a file "\.\.\/own\.txt": it leads out of the output folder \[output-file\]$/,
  ],
  'a file of uegen’s': [
    OUTPUT(`return [${FILE.replace('own.txt', 'install/hosts')}];`),
    /^install\/hosts: error: two files are called install\/hosts \[output-file\]$/,
  ],
  'a secret for all to read': [
    OUTPUT(`return [${FILE.replace('false', 'true')}];`),
    /^own\.txt: error: it holds a secret, and others may read it \[output-file\]$/,
  ],
};

for (const [name, [source, said]] of Object.entries(WRONG))
  extension(`${name}: one error, no secret, nothing written`, () =>
    withFolder(async (folder) => {
      const config = put(folder, 'config.yml', guideConfig());
      const own = put(folder, 'x.mjs', source);
      const ended = await uegen(['build', config, '--out', join(folder, 'out'), '--extension', own]);
      oneError(ended, said);
      assert.not.ok(existsSync(join(folder, 'out')));
      const place = /failed|: TypeError/.test(said.source) && !/not an error/.test(said.source);
      if (place) assert.match(ended.stderr, /hint: at .*x\.mjs:\d+/, name);
      if (name === 'a mistake of the language') assert.match(ended.stderr, `hint: node --check ${own}`);
    }),
  );

extension('an extension that is not there', () =>
  withFolder(async (folder) => {
    const config = put(folder, 'config.yml', guideConfig());
    for (const path of ['no.mjs', folder, config])
      oneError(
        await uegen(['validate', config, '--extension', path], { cwd: folder }),
        /^uegen: error: can't load the extension /,
      );
    oneError(await uegen(['validate', config, '--extension', '']), /--extension is empty/);
  }),
);

extension.run();
