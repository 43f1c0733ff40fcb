import { type Cluster, generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { nodeConcerns, plannedNodes } from '../../packages/core/src/plan/nodes.ts';
import { phaseConcerns } from '../../packages/core/src/plan/phases.ts';
import type { FileAction } from '../../packages/core/src/plan/types.ts';
import { changedVariables } from '../../packages/core/src/plan/variables.ts';
import { CHECKOUT, changed } from '../support/changed-keys.ts';
import { dueFor, FIXED } from '../support/key-effects.ts';
import { schemaKeys } from '../support/keys.ts';

interface Built {
  cluster: Cluster;
  files: ReadonlyMap<string, string>;
  /** What makes a file another one: its permissions too. */
  states: ReadonlyMap<string, string>;
}

function built(text: string, inCheckout: boolean): Built {
  const { files, cluster } = generate(text, inCheckout ? CHECKOUT : {});
  assert.ok(cluster, 'the config has mistakes');
  return {
    cluster,
    files: new Map(files.map(({ path, content }) => [path, String(content)])),
    states: new Map(files.map(({ path, content, mode }) => [path, `${mode} ${content}`])),
  };
}

function compare(before: Built, after: Built) {
  const all = [...new Set([...before.files.keys(), ...after.files.keys()])];
  const paths = all.filter((path) => before.states.get(path) !== after.states.get(path));
  const files = paths.map((path) => {
    const action: FileAction = !after.files.has(path)
      ? 'delete'
      : before.files.has(path)
        ? 'change'
        : 'create';
    return { path, action, secret: false, backup: false };
  });
  const variables = paths.map((path): [string, string[]] => [
    path,
    changedVariables(path, before.files.get(path) ?? '', after.files.get(path) ?? ''),
  ]);
  const nodes = nodeConcerns(plannedNodes(before.cluster), plannedNodes(after.cluster));
  const concerns = phaseConcerns(after.cluster, {
    files,
    nodes,
    variables: new Map(variables),
    first: false,
  });
  return {
    phases: concerns.map(({ phase }) => phase).join(' '),
    files: paths,
    said: nodes.map(({ message }) => message),
  };
}

/** What a plan says of the machines whose names and addresses these keys hold. */
const NODES: Readonly<Record<string, { due: string; said: RegExp }>> = {
  'server.private.bootstrap': {
    due: 'bootstrap-tools static-ip install',
    said: /^bootstrap \(\S+\) had the address 172\.31\.8\.143: run install$/,
  },
  'server.private.gitlab': {
    due: 'static-ip data-disk install gitlab gitlab-backup backup',
    said: /^gitlab \(\S+\) had the address 172\.31\.15\.249: run install$/,
  },
  'server.private.ci': {
    due: 'static-ip install ci-runner',
    said: /^ci \(\S+\) had the address 172\.31\.3\.61: run install$/,
  },
  'server.private.public': {
    due: 'static-ip data-disk install genconf cadvisor',
    said: /^public2 \(172\.31\.5\.200\) had the address 172\.31\.5\.137: run install$/,
  },
  'server.private.master': {
    due: 'static-ip data-disk install genconf backup',
    said: /^master3 \(172\.31\.1\.200\) had the address 172\.31\.1\.198: run install$/,
  },
  'server.private.agent': {
    due: 'static-ip data-disk install genconf cadvisor',
    said: /^agent2 \(172\.31\.1\.236\) had the address 172\.31\.1\.235: run install$/,
  },
  'server.private.add-agent': {
    due: 'static-ip data-disk install add-agent cadvisor',
    said: /^agent8 \(172\.31\.10\.202\) joins: run add-agent$/,
  },
  'server.private.add-public-agent': {
    due: 'static-ip data-disk install add-agent cadvisor',
    said: /^public3 \(172\.31\.10\.203\) joins: run add-agent$/,
  },
  'server.private.gracefully-remove-agent': {
    due: 'data-disk install genconf gracefully-remove-agent cadvisor',
    said: /^agent6 \(172\.31\.11\.70\) leaves: run gracefully-remove-agent$/,
  },
  'server.private.uninstall': {
    due: 'data-disk install genconf uninstall cadvisor',
    said: /^agent7 \(172\.31\.0\.164\) leaves: run uninstall$/,
  },
};

for (const inCheckout of [false, true]) {
  const keys = suite(`plan: every key of the schema, changed alone${inCheckout ? ' in a checkout' : ''}`);
  for (const key of schemaKeys()) {
    const dotted = key.path.join('.');
    if (key.schema.properties !== undefined || FIXED.includes(dotted)) continue;
    keys(dotted, () => {
      const { before, after } = changed(key);
      const { phases, files, said } = compare(built(before, inCheckout), built(after, inCheckout));
      const node = NODES[dotted];
      const due = node?.due ?? dueFor(key, inCheckout);
      assert.ok(due !== undefined, `nobody says what a changed ${dotted} makes due`);
      assert.is(phases, due, `${dotted} changes ${files.join(', ')}`);
      assert.is(said.length, Number(node !== undefined), said.join('; '));
      if (node !== undefined) assert.match(said[0] ?? '', node.said);
      const effect = key.schema['x-effect'];
      const none = effect === 'none' || (effect !== undefined && !inCheckout);
      assert.is(files.length === 0, none, `${dotted} changes ${files.join(', ')}`);
    });
  }
  keys.run();
}
