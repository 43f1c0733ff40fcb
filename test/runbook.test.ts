import { generate, type Lang, RUNBOOK } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { codeSpan } from '../packages/core/src/escape/code-span.ts';
import { phases } from '../packages/core/src/phases/index.ts';
import { fullConfig } from './cli/standins.ts';
import { configText, scenarioNames } from './support/scenarios.ts';

const runbook = suite('runbook');

/** A scenario's runbook and what it was made with. */
function build(name: string, lang: Lang) {
  const { files, cluster } = generate(configText('valid', name), {
    lang,
    draft: /^(?:references|not-fetched)$/.test(name),
  });
  const text = String(files.find(({ path }) => path === RUNBOOK)?.content);
  return { text, files, cluster };
}

// A checkout's own files don't matter here.
const scenarios = scenarioNames('valid').filter((name) => name !== 'checkout');

for (const lang of ['ko', 'en'] as const) {
  runbook(`${lang}: every node appears with name and address, in every scenario`, () => {
    for (const name of scenarios) {
      const { text, cluster } = build(name, lang);
      const nodes = [
        ...(cluster?.nodes ?? []),
        ...(cluster?.removing ?? []),
        ...(cluster?.uninstalling ?? []),
      ];
      assert.ok(nodes.length > 3, name);
      for (const node of nodes)
        assert.match(text, ` | ${node.name} | ${node.address} | `, `${name}: ${node.name}`);
    }
  });

  runbook(`${lang}: every phase has its part, and no other is named`, () => {
    const { text } = build('full', lang);
    const parts = [...text.matchAll(/^### .* \(([a-z-]+)\)$/gm)].map(([, name]) => name);
    const inPart = (part: string) => phases.filter((phase) => phase.part === part).map(({ name }) => name);
    assert.equal(parts, [...inPart('installation'), ...inPart('operation')]);
    for (const [, name] of text.matchAll(/`uegen run ([a-z-]+)/g)) assert.ok(parts.includes(name), name);
    for (const [, anchor] of text.matchAll(/\]\(#([a-z-]+)\)/g)) assert.match(text, `<a id="${anchor}"></a>`);
  });

  runbook(`${lang}: the blank keys are listed, and only they`, () => {
    const keys = ['dcos.token', 'gitlab.root.username', 'gitlab.root.password', 'gitlab.root.token'];
    const rows = (text: string) => [...text.matchAll(/^\| `([\w.-]+)` \|/gm)].map(([, key]) => key);
    assert.equal(rows(build('guide', lang).text), [...keys, 'gitlab.config-repo.projectId']);
    const filled = generate(fullConfig(), { lang }).files.find(({ path }) => path === RUNBOOK);
    assert.equal(rows(String(filled?.content)), []);
  });
}

runbook('files of install/ that it names are there, or come from elsewhere', () => {
  const { text, files } = build('full', 'ko');
  const elsewhere = [
    'install/dcos_generate_config.sh',
    'install/genconf/ssh_key',
    'install/genconf/serve/dcos-install.tar',
  ];
  const named = [...text.matchAll(/`(install\/[\w./-]+)`/g)].map(([, path = '']) => path);
  assert.ok(named.length >= 3);
  for (const path of named)
    assert.ok(elsewhere.includes(path) || files.some((file) => file.path === path), path);
});

runbook('a code span holds any text, backticks too', () => {
  assert.is(codeSpan('uEngine'), '`uEngine`');
  assert.is(codeSpan('a`b``c'), '```a`b``c```');
  assert.is(codeSpan('`a'), '`` `a ``');
});

runbook.run();
