import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { formatDiagnostics, generate } from '@uegen/core';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseDocument } from 'yaml';
import { documents } from '../scripts/docs/index.ts';
import { keysWithoutKorean } from '../scripts/docs/keys.ts';
import { imageResources } from './support/image-resources.ts';
import { configText, generateScenario, root, scenarioNames } from './support/scenarios.ts';
import { put, withFolder } from './support/scratch.ts';

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
