import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate, RUNBOOK } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compareScenario, compareWithGoldens, filesBelow, goldensOfNoScenario } from './support/golden.ts';
import type { Files } from './support/layer.ts';
import { configText, diagnosticsText, generateScenario, root, scenarioNames } from './support/scenarios.ts';

// The same for every cluster: their golden is their source.
const ROLES = 'install/roles/';

// The runbook's golden in its other language.
const IN_ENGLISH = ['guide', 'add-agent'];

function englishRunbook(name: string): string | Uint8Array {
  const { files } = generate(configText('valid', name), { lang: 'en' });
  return files.find(({ path }) => path === RUNBOOK)?.content ?? '';
}

const files = new Map<string, Files>();

/** Everything of a scenario that has a golden; made once, since a scenario is also the base of others. */
function filesOf(name: string): Files {
  const known = files.get(name) ?? goldenFiles(name);
  files.set(name, known);
  return known;
}

function goldenFiles(name: string): Files {
  const varying = generateScenario('valid', name).files.filter(({ path }) => !path.startsWith(ROLES));
  const listing = varying.map(
    ({ path, mode, secret }) => `${mode} ${secret ? 'secret' : 'public'} ${path}\n`,
  );
  const actual = new Map<string, string | Uint8Array>(varying.map(({ path, content }) => [path, content]));
  actual.set('FILES', listing.join(''));
  if (IN_ENGLISH.includes(name)) actual.set('RUNBOOK.en.md', englishRunbook(name));
  const said = diagnosticsText('valid', name);
  if (said !== '') actual.set('DIAGNOSTICS', said);
  return buffers(actual);
}

function buffers(files: ReadonlyMap<string, string | Uint8Array>): Files {
  return new Map([...files].map(([path, content]) => [path, Buffer.from(content as string)]));
}

const valid = suite('goldens of valid configs');
const names = scenarioNames('valid');

for (const name of names) valid(name, () => compareScenario(name, { names, filesOf }));

valid('every golden has its scenario', () => assert.equal(goldensOfNoScenario(names), []));

valid('roles are written as they stand', () => {
  const source = join(root, 'packages/templates/ansible/roles');
  const { files } = generateScenario('valid', 'guide');
  const written = files.filter(({ path }) => path.startsWith(ROLES));
  assert.equal(
    written.map(({ path }) => path.slice(ROLES.length)),
    filesBelow(source).sort(),
  );
  for (const { path, content, mode, secret } of written) {
    assert.is(content, readFileSync(join(source, path.slice(ROLES.length)), 'utf8'), path);
    assert.equal({ mode, secret }, { mode: '0644', secret: false }, path);
  }
});

valid.run();

const invalid = suite('goldens of invalid configs');

for (const name of scenarioNames('invalid'))
  invalid(`${name} gives no file`, () => assert.is(generateScenario('invalid', name).files.length, 0));

invalid('what a person sees', () => {
  compareWithGoldens(
    'invalid',
    buffers(
      new Map(scenarioNames('invalid').map((name) => [`${name}.txt`, diagnosticsText('invalid', name)])),
    ),
  );
});

invalid.run();
