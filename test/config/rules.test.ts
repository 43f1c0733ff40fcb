import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, generate, parse, resolve } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { namedNodes } from '../../packages/core/src/cluster/nodes.ts';
import { rules } from '../../packages/core/src/config/rules/index.ts';
import type { Subject } from '../../packages/core/src/config/rules/rule.ts';
import { configText, root, scenarioNames } from '../support/scenarios.ts';

const suiteOfRules = suite('rules');

/** Every fixture that gets as far as the rules. */
const subjects: Subject[] = (['valid', 'invalid'] as const).flatMap((kind) =>
  scenarioNames(kind).flatMap((name) => {
    const parsed = parse(configText(kind, name));
    const config = 'tree' in parsed ? check(parsed.tree).config : undefined;
    return config === undefined ? [] : [{ config, named: namedNodes(config), cluster: resolve(config) }];
  }),
);

for (const rule of rules)
  suiteOfRules(`${rule.name} has a fixture that breaks it and one that keeps it`, () => {
    assert.ok(
      subjects.some((subject) => rule(subject).length > 0),
      'no fixture breaks it',
    );
    assert.ok(
      subjects.some((subject) => rule(subject).length === 0),
      'no fixture keeps it',
    );
  });

suiteOfRules('every rule that is written is listed', () => {
  const folder = join(root, 'packages/core/src/config/rules');
  const written = readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/export const (\w+): Rule\b/g)].map(
      (match) => match[1],
    ),
  );
  assert.equal(written.sort(), rules.map(({ name }) => name).sort());
});

suiteOfRules('one config with 20 mistakes reports 20', () => {
  const { diagnostics } = generate(configText('invalid', 'twenty-mistakes'));
  assert.is(diagnostics.filter(({ severity }) => severity === 'error').length, 20);
});

suiteOfRules.run();
