import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Cluster } from '../../packages/core/src/cluster/types.ts';
import { type PhaseName, phases } from '../../packages/core/src/phases/index.ts';
import { concernsOf, plannedNodes } from '../../packages/core/src/plan/nodes.ts';
import { recordSuccess } from '../../packages/core/src/plan/record.ts';
import { standingsOf } from '../../packages/core/src/plan/standing.ts';
import { NO_STATE, type State } from '../../packages/core/src/plan/state.ts';
import { transitions } from '../../packages/core/src/plan/transitions.ts';
import { AT, after, CASES, clusterOf, type Edit, running, stateOf } from '../support/transitions.ts';

const table = suite('plan: transitions');

table('every row has a case', () => {
  assert.equal(transitions.map(({ name }) => name).sort(), [...new Set(CASES.map(({ row }) => row))].sort());
});

for (const one of CASES) {
  const { row, edits, says } = one;
  table(`${row}: ${says.source}`, () => {
    const state = stateOf(one);
    const cluster = clusterOf(edits);
    const concerns = concernsOf(cluster, state, undefined);
    const found = concerns.filter(({ transition }) => transition === row);
    assert.ok(found.length > 0, concerns.map(({ message }) => message).join('\n') || 'nothing is told');
    for (const { message } of found) assert.match(message, says);
    // Nothing else is told of the same node.
    const addresses = found.map(({ node }) => node?.address);
    const others = concerns.filter(
      ({ node, transition }) => node && transition !== row && addresses.includes(node.address),
    );
    assert.equal(
      others.map(({ message }) => message),
      [],
    );
    const { verdict, phase } = transitions.find(({ name }) => name === row) ?? {};
    assert.is(verdict === 'phase', phase !== undefined);
    const due = standingsOf(cluster, state, concerns, () => ({})).filter(({ state: how }) => how === 'due');
    if (phase !== undefined) assert.ok(due.some((one) => one.phase === phase));
  });
}

table('what is as it was means nothing', () => {
  assert.equal(concernsOf(clusterOf([]), running, undefined), []);
});

table('on a fresh cluster the same edits mean to install', () => {
  const before = plannedNodes(clusterOf([]));
  const edits: readonly (readonly [edits: Edit[], says: RegExp])[] = [
    [
      [['agent7: 172.31.0.164\n', 'agent7: 172.31.0.164\n      agent8: 172.31.9.9\n']],
      /^agent8 .* is new: run install$/,
    ],
    [
      [['master2: 172.31.4.125', 'master2: 172.31.4.126']],
      /^master2 .* had the address 172\.31\.4\.125: run install$/,
    ],
    [[['- 172.31.0.2', '- 172.31.0.3']], /^$/],
    [[['ip: 172.31.6.35\n  database', 'ip: 172.31.1.235\n  database']], /^$/],
  ];
  const installing = after(NO_STATE, 'install', clusterOf([]));
  for (const state of [NO_STATE, installing])
    for (const [edit, says] of edits) {
      const concerns = concernsOf(clusterOf(edit), state, before);
      assert.match(concerns.map(({ message }) => message).join(), says);
      assert.ok(concerns.every(({ verdict }) => verdict !== 'error'));
    }
});

const standing = (state: State, cluster: Cluster, digests: Record<string, string> = {}) =>
  new Map(
    standingsOf(cluster, state, concernsOf(cluster, state, undefined), () => digests).map((one) => [
      one.phase,
      one,
    ]),
  );

table('phases are due in their one order, until they are done', () => {
  const cluster = clusterOf([]);
  const fresh = standingsOf(cluster, NO_STATE, [], () => ({}));
  assert.equal(
    fresh.map(({ phase }) => phase),
    phases.map(({ name }) => name),
  );
  for (const { phase, state, named, reason } of fresh) {
    if (state === 'due') assert.equal([named, reason], [false, { why: 'never' }], phase);
  }
  assert.is(fresh.find(({ phase }) => phase === 'ssh-root-login')?.state, 'waiting');
  assert.is(fresh.find(({ phase }) => phase === 'restart-cloud-server')?.state, 'waiting');
  const done = phases.reduce((state, { name }) => after(state, name, cluster), NO_STATE);
  assert.equal(
    standingsOf(cluster, done, [], () => ({})).filter(({ state }) => state === 'due'),
    [],
  );
});

table('a change of what a phase read makes it due, and what is done for good stays done', () => {
  const cluster = clusterOf([]);
  const record = (phase: PhaseName) =>
    recordSuccess(running, {
      phase,
      at: AT,
      inputs: { 'a.yml#x': 'a'.repeat(16), 'a.yml#10.0.0.1/y': 'b'.repeat(16) },
      cluster,
    });
  const changed = { 'a.yml#x': 'c'.repeat(16), 'a.yml#10.0.0.2/y': 'b'.repeat(16) };
  assert.equal(standing(record('install'), cluster, changed).get('install')?.reason, {
    why: 'inputs',
    inputs: ['a.yml#x'],
  });
  assert.is(standing(record('deploy'), cluster, changed).get('deploy')?.state, 'done');
});

table('an opened root login is due to be closed, by name only', () => {
  const cluster = clusterOf([]);
  const opened = recordSuccess(running, {
    phase: 'ssh-root-login',
    at: '2026-03-01T00:00:00Z',
    inputs: {},
    cluster,
  });
  const open = standing(opened, cluster).get('ssh-root-login-revert');
  assert.equal([open?.state, open?.named, open?.reason], ['due', true, { why: 'open' }]);
  const closed = recordSuccess(opened, {
    phase: 'ssh-root-login-revert',
    at: '2026-03-02T00:00:00Z',
    inputs: {},
    cluster,
  });
  assert.is(standing(closed, cluster).get('ssh-root-login-revert')?.state, 'done');
});

table('where the record has gaps, what has none is unknown and not due', () => {
  const cluster = clusterOf([]);
  const known = standing({ ...running, gaps: true }, cluster);
  assert.equal([known.get('package')?.state, known.get('install')?.state], ['unknown', 'done']);
});

table('a row speaks both languages', () => {
  for (const { when, advice } of transitions)
    for (const text of [when, advice]) assert.ok(/[가-힣]/.test(text.ko) && !/[가-힣]/.test(text.en));
});

table.run();
