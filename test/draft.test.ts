import { DRAFT_MARK, type GenerateResult, generate, hasErrors } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Document, isScalar, parseDocument, Scalar, visit } from 'yaml';
import { configText, scenarioNames } from './support/scenarios.ts';

const drafts = suite('a build with placeholders for references');

function draft(text: string): GenerateResult {
  const resolveReference = () => {
    throw new Error('a draft looks a reference up');
  };
  return generate(text, { draft: true, resolveReference });
}

/** The guide's config with its texts replaced. */
function guide(...edits: readonly (readonly [from: string, to: string])[]): string {
  return edits.reduce(
    (text, [from, to]) => {
      assert.ok(text.includes(from), from);
      return text.replace(from, to);
    },
    configText('valid', 'guide'),
  );
}

/** Every value of a config, but for the blank ones. */
function valuesOf(document: Document): Scalar[] {
  const found: Scalar[] = [];
  const add = (node: unknown) => {
    if (isScalar(node) && node.value !== '' && node.value !== null) found.push(node);
  };
  visit(document, { Pair: (_, { value }) => add(value), Seq: (_, { items }) => items.forEach(add) });
  return found;
}

function refer(value: Scalar, name: string): void {
  Object.assign(value, { value: name, type: Scalar.PLAIN, tag: '!env' });
}

function isBuilt({ files, diagnostics }: GenerateResult, about: string): void {
  assert.not.ok(hasErrors(diagnostics), `${about}: ${JSON.stringify(diagnostics)}`);
  assert.ok(files.some(({ path }) => path === DRAFT_MARK) && files.length > 20, about);
}

for (const name of scenarioNames('valid'))
  drafts(`${name}: each value in turn, and all of them, may be a reference`, () => {
    const parsed = () => parseDocument(configText('valid', name), { schema: 'failsafe' });
    const all = parsed();
    valuesOf(all).forEach((value, index) => {
      refer(value, `ALL_${index}`);
      const one = parsed();
      refer(valuesOf(one)[index] as Scalar, 'ONE');
      isBuilt(draft(String(one)), String(value));
    });
    isBuilt(draft(String(all)), 'all of them');
  });

drafts('one reference in two places is one value', () => {
  const same = guide(['ip: 172.31.6.35', 'ip: !env ONE'], ['agent1: 172.31.6.35', 'agent1: !env ONE']);
  assert.not.ok(draft(same).diagnostics.some(({ code }) => code === 'database-node'));
  const other = same.replace('agent1: !env ONE', 'agent1: !env TWO');
  assert.is(draft(other).diagnostics.find(({ code }) => code === 'database-node')?.severity, 'warning');
});

drafts('where only secrets are references, a rule still stops the build', () => {
  const text = guide(['my-secret-pw', '!env DB'], ['      master3: 172.31.1.198\n', '']);
  const { diagnostics, files } = draft(text);
  assert.is(diagnostics.find(({ code }) => code === 'master-count')?.severity, 'error');
  assert.equal(files, []);
});

drafts('the schema still stops it, also where a reference cannot stand', () => {
  const wrong = draft(guide(['ssh_port: 22', 'ssh_port: 0x16'], ['my-secret-pw', '!env DB']));
  assert.equal(wrong.files, []);
  const list = draft(guide(['resolvers:\n- 172.31.0.2', 'resolvers: !env LIST']));
  assert.is(list.diagnostics.find(({ code }) => code === 'wrong-type')?.path.join('.'), 'resolvers');
});

drafts('the mark says where the placeholders stand, and the note that the tree is none to deploy', () => {
  const { files, diagnostics } = draft(
    guide(['my-secret-pw', '!env DB'], ['ssh_port: 22', 'ssh_port: !file p']),
  );
  const mark = files.find(({ path }) => path === DRAFT_MARK)?.content as string;
  assert.match(mark, 'db.password: unresolved-env-DB (!env DB)\n');
  assert.match(mark, 'ssh_port: 22 (!file p)\n');
  const [note] = diagnostics.filter(({ severity }) => severity === 'note');
  assert.match(
    note?.message ?? '',
    "2 placeholders stand for values outside of the config: this tree can't be",
  );
  const secret = files.find(({ path }) => path === 'deploys/db.json');
  assert.match(secret?.content as string, 'unresolved-env-DB');
  assert.is(secret?.mode, '0600');
});

drafts.run();
