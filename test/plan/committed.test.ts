import { generate, sometimesMade } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { committedNodes } from '../../packages/core/src/plan/committed.ts';
import { plannedNodes } from '../../packages/core/src/plan/nodes.ts';
import { planFiles } from '../../packages/core/src/plan/plan.ts';
import { INVENTORY, SETTINGS } from '../../packages/core/src/steps/variables.ts';
import { generateScenario, scenarioNames } from '../support/scenarios.ts';

const test = suite('a tree that came with git');
const scenarios = scenarioNames('valid').filter((name) => name !== 'checkout');
const made = new Map(scenarios.map((name) => [name, generateScenario('valid', name)]));

test('its inventory and its settings tell its nodes, and where the database lies', () => {
  for (const [name, { files, cluster }] of made) {
    assert.ok(cluster, name);
    const textOf = (wanted: string) => String(files.find(({ path }) => path === wanted)?.content);
    const texts = { inventory: textOf(INVENTORY), settings: textOf(SETTINGS) };
    // A machine in two roles has one name there.
    const names = new Map<string, string>();
    const expected = plannedNodes(cluster).map((node) => {
      if (!names.has(node.address)) names.set(node.address, node.name);
      return { ...node, name: names.get(node.address) ?? node.name };
    });
    const sorted = (nodes: readonly { name: string; role?: string; state: string }[] | undefined) =>
      nodes?.map((node) => JSON.stringify(Object.entries(node).sort())).sort();
    assert.equal(sorted(committedNodes(texts, expected)), sorted(expected), name);
    const without = committedNodes({ ...texts, settings: '' }, expected);
    assert.not.ok(
      without?.some((node) => node.database),
      name,
    );
  }
});

test('an inventory of somebody else tells nothing', () => {
  for (const text of [
    '',
    'all: [',
    '[master]\n10.0.0.1\n',
    'all: { children: { agent: { hosts: { a: {} } } } }',
  ])
    assert.is(committedNodes({ inventory: text, settings: '' }, []), undefined, text);
});

test('what not every config gives is known, with its secrecy', () => {
  const counts = new Map<string, number>();
  const secrets = new Map<string, boolean>();
  for (const { files } of made.values())
    for (const { path, secret } of files) {
      counts.set(path, (counts.get(path) ?? 0) + 1);
      secrets.set(path, secret);
    }
  const known = new Map(sometimesMade.map(({ path, secret }) => [path, secret]));
  for (const [path, count] of counts) assert.ok(count === made.size || known.has(path), path);
  // None is made up.
  for (const [path, secret] of known) assert.is(secrets.get(path), secret, path);
  assert.ok(generate('').files.length === 0);
});

test('of an earlier config, a file is taken away with a backup, or said where a build has made the tree', () => {
  const known = [{ path: 'a', secret: false }];
  const disk = new Map([['a', { kind: 'file' as const, mode: '0644', hash: 'x', identity: '1' }]]);
  const plan = (manifest: Parameters<typeof planFiles>[0]['manifest'], force = false) =>
    planFiles({ wanted: [], manifest, disk, known, force }).map(({ action, backup }) => [action, backup]);
  assert.equal(plan(undefined), [['delete', true]]);
  const manifest = { uegen: '0', config: '', files: [], nodes: [] };
  assert.equal(plan(manifest), [['kept', false]]);
  assert.equal(plan(manifest, true), [['delete', true]]);
  const folder = new Map([['a', { kind: 'other' as const, what: 'it is a folder' }]]);
  const kept = planFiles({ wanted: [], manifest: undefined, disk: folder, known, force: true });
  assert.is(kept[0]?.action, 'kept');
});

test.run();
