import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDiagnostics, generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { SHELLS } from '../../packages/cli/src/commands/completion.ts';
import { commands } from '../../packages/cli/src/commands/index.ts';
import { CODES, explanations } from '../../packages/cli/src/help/index.ts';
import { ACTIONS } from '../../packages/cli/src/nodes/actions.ts';
import { appsOf } from '../../packages/core/src/apps/index.ts';
import { downloadsOf } from '../../packages/core/src/downloads/index.ts';
import { phases } from '../../packages/core/src/phases/index.ts';
import { GROUPS } from '../../packages/core/src/steps/groups.ts';
import { schemaKeys } from '../support/keys.ts';
import { configText, generateScenario, root, scenarioNames } from '../support/scenarios.ts';

// What people are shown in Korean, word by word. That each sentence of the sources is Korean, words.test.ts looks at.
const words = suite('what uegen shows in Korean');

const full = generateScenario('valid', 'full');
const names = new Set<string>();
const name = (...all: readonly unknown[]) => {
  for (const one of all) for (const word of String(one).match(/[A-Za-z][A-Za-z]*/g) ?? []) names.add(word);
};

// What is typed: commands with their options, phases, codes, keys and their values, nodes and their groups.
for (const [command, { options, takes = [] }] of Object.entries(commands)) {
  name(command, ...takes.map((one) => one.name));
  for (const [option, { alias, choices = [] }] of Object.entries(options)) name(option, alias, ...choices);
}
for (const phase of phases) name(phase.name, phase.section, ...(phase.tools ?? []));
name(...Object.keys(explanations), CODES, ...Object.keys(GROUPS), ...ACTIONS, ...SHELLS);
for (const { path, schema } of schemaKeys()) name(...path, ...(schema.enum ?? []));
// Files that are made or fetched, apps, and machines.
name(...full.files.map(({ path }) => path));
if (full.cluster !== undefined) {
  name(...appsOf(full.cluster).map((app) => app.name), ...full.cluster.nodes.map((node) => node.name));
  name(...downloadsOf(full.cluster).map((download) => download.name));
}

/** What no list of the code's holds: products, protocols and formats, what a program prints, and what is typed elsewhere. */
const OTHERS = new Set(
  [
    // Products, protocols and formats.
    'Amazon CentOS Chef Docker GitLab Gitlab HAProxy Hub JDK Linux Maven MySQL Node PyYAML Python Runner SELinux Spring npm',
    'ASCII CI CLI DB DNS IAM ID IP IPv JSON Markdown MiB OAuth PC SQL STARTTLS SVG Schema TLS UI YAML telemetry',
    // Programs that no phase calls, and values of theirs and of YAML.
    'PATH checkout cipher df diff env false getent localhost mv setDefaultClient sshd sudo true',
    // What stands for something in a usage.
    'ADDRESS FOLDER KEY N NAME',
    // GitLab's menus, words of DC/OS' installer, and the pages of marathon-lb.
    'General Overview Runners project settings Fail pass',
    'Configuration Get Health Statistics app backend to vHost',
  ].flatMap((line) => line.split(' ')),
);

const EXAMPLES =
  /^(?: *\d* \| .*|\$ .*|\(cd .*| +(?:uegen|source|pass|git|sudo|bash|dcos|ssh) .*|```[\s\S]*?^```)$/gm;
const SPELT = /`[^`]*`|https?:\S*|<[^<>]*>|[\w.*@:~/=[\]#-]*[./@=_:#-][\w.*@:~/=[\]#-]*/g;

/** The English words of a text that are no name; none of what is quoted, typed, in the config or looks like a path. */
function strangersIn(text: string, config = ''): string[] {
  const own = new Set(config.match(/[A-Za-z]+/g));
  const plain = text
    .replace(/␛\[\d+m/g, '')
    .replace(EXAMPLES, '')
    .replace(SPELT, ' ');
  const found = (plain.match(/[A-Za-z]+/g) ?? []).filter(
    (word) => !names.has(word) && !OTHERS.has(word) && !own.has(word),
  );
  return [...new Set(found)].sort();
}

const shown: Record<string, () => string> = {
  ...Object.fromEntries(
    [60, 80, 120].map((width) => [
      `a terminal of ${width} columns`,
      () => readFileSync(join(root, `snapshots/terminal/ko-${width}.txt`), 'utf8'),
    ]),
  ),
  explanations: () =>
    Object.values(explanations)
      .map(({ about, place }) => `${about.ko}\n${typeof place === 'object' ? place.ko : ''}`)
      .join('\n'),
  'RUNBOOK.md': () =>
    ['guide', 'full']
      .map((one) =>
        generate(configText('valid', one), { lang: 'ko', draft: true }).files.find(
          ({ path }) => path === 'RUNBOOK.md',
        ),
      )
      .map((file) => String(file?.content))
      .join('\n'),
};

for (const [place, text] of Object.entries(shown))
  words(`${place}: no English word but names`, () => {
    assert.match(text(), /[가-힣]/);
    assert.equal(strangersIn(text()), []);
  });

for (const kind of ['valid', 'invalid'] as const)
  words(`diagnostics of fixtures/${kind}: no English word but names`, () => {
    for (const one of scenarioNames(kind)) {
      const text = configText(kind, one);
      const { diagnostics } = generateScenario(kind, one);
      // Of a reference, the tests' own resolver speaks, in English.
      const told = diagnostics.filter(({ code }) => code !== 'unresolved-reference');
      const shown = formatDiagnostics(told, { fileName: 'config.yml', text, lang: 'ko' });
      assert.equal(strangersIn(shown, text), [], one);
    }
  });

words.run();
