import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { CHECKOUT, changed } from '../support/changed-keys.ts';
import { dueFor } from '../support/key-effects.ts';
import { type SchemaKey, schemaKeys } from '../support/keys.ts';
import { put, withFolder } from '../support/scratch.ts';
import { uegenHere } from './here.ts';
import { ends, uegen } from './support.ts';

/** One key for each set of phases that a change makes due, and for each effect, where it starts from the same config. */
function samples(before: string): SchemaKey[] {
  const found = new Map<string, SchemaKey>();
  for (const key of schemaKeys()) {
    const sort = `${dueFor(key, true)} ${key.schema['x-effect']}`;
    if (dueFor(key, true) === undefined || found.has(sort) || key.schema.properties !== undefined) continue;
    if (changed(key).before === before) found.set(sort, key);
  }
  return [...found.values()];
}

const plan = suite('uegen plan: a key changed in a built tree');

plan('names its files and the phases that it makes due', () =>
  withFolder(async (folder) => {
    const name = schemaKeys().find(({ path }) => path.join('.') === 'cluster_name');
    assert.ok(name);
    const { before } = changed(name);
    for (const { source, content } of CHECKOUT.resources) put(folder, source, content);
    for (const { source, content } of CHECKOUT.checkout)
      put(join(folder, 'uengine-resource'), source, content);
    const config = put(folder, 'uengine-resource/config.yml', before);
    ends(await uegen(['build', config, '--quiet']), 0);
    const found = samples(before);
    assert.ok(found.length > 15, `only ${found.length} sets of phases`);
    for (const [index, key] of found.entries()) {
      const dotted = key.path.join('.');
      writeFileSync(config, changed(key).after);
      const isIdle = key.schema['x-effect'] === 'none';
      // The first as it ships.
      const command = index === 0 ? uegen : uegenHere;
      const { stdout } = ends(await command(['plan', config, '--json', '--summary']), isIdle ? 0 : 2);
      const { files, phases } = JSON.parse(stdout);
      assert.is(phases.map(({ phase }: { phase: string }) => phase).join(' '), dueFor(key, true), dotted);
      const actions = files.filter(({ action }: { action: string }) => action !== 'unchanged');
      assert.is(actions.length === 0, isIdle, dotted);
    }
  }),
);

plan.run();
