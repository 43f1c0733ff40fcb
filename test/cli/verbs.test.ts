import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { recordSuccess } from '../../packages/core/src/plan/record.ts';
import { formatState, NO_STATE, type State } from '../../packages/core/src/plan/state.ts';
import { transitions } from '../../packages/core/src/plan/transitions.ts';
import { put, withFolder } from '../support/scratch.ts';
import { INSTALLED } from '../support/transitions.ts';
import { ends, guideConfig, uegen } from './support.ts';

const verbs = suite('verbs on a cluster that runs');

/** What is known of a cluster once the config's phases have been run. */
function running(text: string): State {
  const { cluster } = generate(text);
  if (cluster === undefined) throw new Error('the config has errors');
  return INSTALLED.reduce(
    (state, phase) => recordSuccess(state, { phase, at: '2026-02-03T04:05:06Z', inputs: {}, cluster }),
    NO_STATE,
  );
}

interface Case {
  verb: readonly string[];
  /** The same edit by hand. */
  edit: readonly [from: string, to: string];
  /** Where the rules refuse it already: their sentence. */
  rule?: RegExp;
}

/** For each row of the table that can't be carried out, a verb that would bring it. */
const CASES: Readonly<Record<string, readonly Case[]>> = {
  'master-moved': [
    {
      verb: ['set', 'server.private.master.master2', '172.31.4.126'],
      edit: ['master2: 172.31.4.125', 'master2: 172.31.4.126'],
    },
  ],
  'master-added': [
    {
      verb: ['set', 'server.private.master.master4', '172.31.9.1'],
      edit: ['      master3: 172.31.1.198\n', '      master3: 172.31.1.198\n      master4: 172.31.9.1\n'],
      rule: /there must be 1, 3 or 5 masters, and there are 4/,
    },
  ],
  'master-removed': [
    {
      verb: ['node', 'uninstall', 'master2'],
      edit: ['    uninstall:\n', '    uninstall:\n      master2: 172.31.4.125\n'],
      rule: /there must be 1, 3 or 5 masters, and there are 2/,
    },
  ],
  'role-changed': [
    {
      verb: ['set', 'server.private.public', '172.31.0.164'],
      edit: ['    public: 172.31.5.136', '    public: 172.31.0.164'],
      rule: /agent7 has the address of server\.private\.public/,
    },
  ],
  'agent-moved': [
    {
      verb: ['set', 'server.private.agent.agent7', '172.31.0.165'],
      edit: ['agent7: 172.31.0.164', 'agent7: 172.31.0.165'],
    },
    {
      verb: ['set', 'server.private.public', '172.31.5.137'],
      edit: ['    public: 172.31.5.136', '    public: 172.31.5.137'],
    },
  ],
  'agent-not-joined': [
    {
      verb: ['set', 'server.private.agent.agent8', '172.31.9.9'],
      edit: ['agent7: 172.31.0.164\n', 'agent7: 172.31.0.164\n      agent8: 172.31.9.9\n'],
    },
  ],
  'database-moved': [
    {
      verb: ['set', 'db.ip', '172.31.1.235'],
      edit: ['  ip: 172.31.6.35', '  ip: 172.31.1.235'],
    },
  ],
};

verbs('every row that is an error has a case', () => {
  // A machine of another cluster is that whatever config.yml says.
  const errors = transitions.filter(({ verdict, name }) => verdict === 'error' && name !== 'other-cluster');
  assert.equal(errors.map(({ name }) => name).sort(), Object.keys(CASES).sort());
});

for (const [row, cases] of Object.entries(CASES))
  for (const { verb, edit, rule } of cases)
    verbs(`${row}: uegen ${verb.join(' ')} is refused as a plan refuses it`, () =>
      withFolder(async (folder) => {
        const text = guideConfig();
        put(folder, 'config.yml', text);
        put(folder, '.uegen/state.json', formatState(running(text)), 0o600);
        const refused = ends(await uegen(verb, { cwd: folder }), 1);
        assert.is(readFileSync(join(folder, 'config.yml'), 'utf8'), text);
        assert.match(refused.stderr, /Nothing was written/);
        assert.is(refused.stdout, '');
        // The same by hand.
        put(folder, 'config.yml', guideConfig(edit));
        const planned = ends(await uegen(['plan', '--json'], { cwd: folder }), 1);
        const { nodes = [], diagnostics = [] } = JSON.parse(planned.stdout);
        const sentences =
          rule === undefined
            ? nodes.filter(({ transition }: { transition: string }) => transition === row)
            : diagnostics.filter(({ message }: { message: string }) => rule.test(message));
        assert.ok(sentences.length > 0, planned.stdout);
        for (const { message } of sentences) assert.ok(refused.stderr.includes(`error: ${message}`), message);
        // Where nothing is known of the machines, only the rules speak.
        put(folder, 'config.yml', text);
        put(folder, '.uegen/state.json', formatState(NO_STATE), 0o600);
        ends(await uegen(verb, { cwd: folder }), rule === undefined ? 0 : 1);
      }),
    );

verbs('what was wrong before keeps nobody from mending it, or from another edit', () =>
  withFolder(async (folder) => {
    const text = guideConfig();
    const moved = guideConfig(['master2: 172.31.4.125', 'master2: 172.31.4.126']);
    put(folder, '.uegen/state.json', formatState(running(text)), 0o600);
    put(folder, 'config.yml', moved);
    // The plan that follows ends with 1 as before.
    ends(await uegen(['set', 'gitlab.root.username', 'root'], { cwd: folder }), 1);
    assert.is(
      readFileSync(join(folder, 'config.yml'), 'utf8'),
      moved.replace('    username:\n', '    username: root\n'),
    );
    ends(await uegen(['set', 'server.private.master.master2', '172.31.4.125'], { cwd: folder }), 0);
    assert.is(
      readFileSync(join(folder, 'config.yml'), 'utf8'),
      text.replace('    username:\n', '    username: root\n'),
    );
  }),
);

verbs.run();
