import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { formatDiagnostics, generate } from '@uegen/core';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseDocument } from 'yaml';
import { commands } from '../packages/cli/src/commands/index.ts';
import { details } from '../packages/cli/src/help/details.ts';
import { parseArguments } from '../packages/cli/src/parse-arguments.ts';
import { documents } from '../scripts/docs/index.ts';
import { keysWithoutKorean } from '../scripts/docs/keys.ts';
import { imageResources } from './support/image-resources.ts';
import { configText, generateScenario, root, scenarioNames } from './support/scenarios.ts';
import { put, withFolder } from './support/scratch.ts';
import { toolTest } from './support/tool.ts';

const docs = suite('what the documents say');
const READMES = ['README.md', 'README.ko.md'];
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** The fenced blocks of a document, in a language or without one. */
function blocks(path: string, lang: string | null): string[] {
  return fromMarkdown(read(path)).children.flatMap((node) =>
    node.type === 'code' && (node.lang ?? null) === lang ? [node.value] : [],
  );
}

for (const [path, text] of documents())
  docs(`${path} is what the code says`, () => assert.ok(read(path) === text, 'run npm run docs'));

docs('every command has its page and its examples, and no other has', () => {
  const names = Object.keys(commands).sort();
  assert.equal(Object.keys(details).sort(), names);
  for (const { examples, exits } of Object.values(details))
    assert.ok(examples.length > 0 && exits.length > 0);
  const pages = readdirSync(join(root, 'docs/commands')).map((name) => name.replace(/(?:\.ko)?\.md$/, ''));
  assert.equal([...new Set(pages)].sort(), names);
});

docs('the examples are command lines that uegen takes', () => {
  for (const [name, { examples }] of Object.entries(details))
    for (const [line] of examples) {
      const words = (/(?:^|[|(] ?)uegen (.*?)(?: [<>] .*|\))?$/.exec(line)?.[1] ?? '').split(' ');
      assert.is(words[0], name === 'help' ? 'help' : name, line);
      parseArguments(words, commands);
    }
});

for (const path of ['packages/cli/man/uegen.1', 'packages/cli/man/ko/uegen.1'])
  toolTest(docs, ['groff'], `${path} is a manual page without a warning`, async () => {
    const args = ['-man', '-ww', '-k', '-Tutf8', '-P-cbou', join(root, path)];
    const { stdout, stderr, status } = spawnSync('groff', args, { encoding: 'utf8' });
    assert.equal([status, stderr], [0, '']);
    for (const name of Object.keys(commands)) assert.match(stdout, `uegen ${name}`);
  });

docs('every key is described in Korean too', () => {
  assert.equal(keysWithoutKorean(), []);
});

for (const path of READMES)
  docs(`each block of config in ${path} builds below the guide's config`, () => {
    const found = blocks(path, 'yaml');
    assert.ok(found.length >= 3);
    for (const block of found) {
      const text = `${configText('valid', 'guide')}\n${block}\n`;
      const { files, diagnostics } = generate(text, {
        resolveReference: ({ argument }) => ({ value: argument }),
      });
      assert.ok(
        files.length > 0,
        formatDiagnostics(diagnostics, { fileName: 'config.yml', text, color: false }),
      );
    }
  });

for (const path of READMES)
  docs(`the schema line of ${path} marks nothing in the guide's config`, () =>
    withFolder(async (folder) => {
      // As typed: uegen schema > FILE, and the line that names it.
      const [, words, file] = /^uegen (.*) > (\S+)$/m.exec(read(path)) ?? [];
      const [, named] =
        /^# yaml-language-server: \$schema=(\S+)$/m.exec(blocks(path, 'yaml').join('\n')) ?? [];
      assert.ok(file !== undefined && file === named, `${file} ${named}`);
      const cli = join(root, 'packages/cli/dist/uegen.cjs');
      const { stdout } = spawnSync(process.execPath, [cli, ...(words as string).split(' ')], {
        encoding: 'utf8',
      });
      assert.not.match(stdout, 'x-ko');
      const schema = JSON.parse(readFileSync(put(folder, file as string, stdout), 'utf8'));
      const core = createRequire(join(root, 'packages/core/package.json'));
      const ajv = new (core('ajv/dist/2019.js').Ajv2019)({ strict: false, allErrors: true, logger: false });
      core('ajv-formats')(ajv);
      const validate = ajv.compile(schema);
      const config = (text: string) => parseDocument(text).toJS();
      validate(config(configText('valid', 'guide')));
      assert.equal(validate.errors, null);
      assert.not.ok(validate(config(configText('valid', 'guide').replace('ssh_port', 'ssh-port'))));
    }),
  );

/** The rows of the table of files: each path with the mode beside it. */
function listedFiles(path: string): Map<string, string> {
  const listed = new Map<string, string>();
  for (const line of read(path).split('\n')) {
    const [, cell, mode] = /^\| (`[^|]*`) \| (0\d{3}) \|/.exec(line) ?? [];
    if (cell === undefined || mode === undefined) continue;
    const names = [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name as string);
    const folder = names[0]?.replace(/[^/]*$/, '');
    for (const [index, name] of names.entries()) listed.set(index === 0 ? name : `${folder}${name}`, mode);
  }
  return listed;
}

for (const path of READMES)
  docs(`${path} lists every file that is made, and no other`, () => {
    const made = new Map<string, string>();
    for (const name of scenarioNames('valid').filter((name) => name !== 'checkout'))
      for (const file of generateScenario('valid', name).files)
        made.set(file.path.replace(/^(install\/roles\/).*/, '$1'), file.mode);
    made.set('install/roles/', '0644');
    const inCheckout = generate(configText('valid', 'guide'), { resources: imageResources(), outputs: [] });
    for (const file of inCheckout.files) made.set(file.path, file.mode);
    assert.equal(
      [...listedFiles(path)].sort().map(([name, mode]) => `${mode} ${name}`),
      [...made].sort().map(([name, mode]) => `${mode} ${name}`),
    );
  });

docs.run();
