import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Cluster } from '../../packages/core/src/cluster/types.ts';
import { phases } from '../../packages/core/src/phases/index.ts';
import { machinesOf, recordInspection } from '../../packages/core/src/plan/inspection.ts';
import { concernsOf } from '../../packages/core/src/plan/nodes.ts';
import { recordStart, recordSuccess } from '../../packages/core/src/plan/record.ts';
import { standingsOf } from '../../packages/core/src/plan/standing.ts';
import { formatState, NO_STATE, parseState, type State } from '../../packages/core/src/plan/state.ts';
import { type Answer, parseAnswer } from '../../packages/core/src/steps/answer.ts';
import { decode, givenBy, textOf } from '../support/answers.ts';
import { sampleCluster } from '../support/cluster.ts';

const inspection = suite('plan: what machines answer');

const AT = '2026-02-03T04:05:06Z';
const LATER = '2026-03-01T00:00:00Z';
const INPUTS = { 'install/hosts': '0123456789abcdef' };
const AGENT = '172.31.6.35';

/** What all machines of a cluster answer once everything is installed, with changes to the data of some. */
function answersOf(cluster: Cluster, changes: Readonly<Record<string, object | null>> = {}) {
  const entries = machinesOf(cluster).flatMap((node): [string, Answer][] => {
    const change = changes[node.address];
    const answer = parseAnswer(textOf({ ...givenBy(node, cluster), ...change }), decode);
    return change === null || answer === undefined ? [] : [[node.address, answer]];
  });
  return new Map(entries);
}

function after(state: State, cluster: Cluster, changes?: Readonly<Record<string, object | null>>): State {
  const answers = answersOf(cluster, changes);
  return recordInspection(state, cluster, { at: LATER, answers, digests: () => INPUTS });
}

function installed(cluster: Cluster): State {
  return phases.reduce(
    (state, { name, named }) =>
      named ? state : recordSuccess(state, { phase: name, at: AT, inputs: INPUTS, cluster }),
    NO_STATE,
  );
}

function due(state: State, cluster: Cluster): string[] {
  const concerns = concernsOf(cluster, state, undefined);
  const standings = standingsOf(cluster, state, concerns, () => INPUTS);
  return standings.filter(({ state: how }) => how === 'due').map(({ phase }) => phase);
}

const sorted = ({ members }: State) =>
  members.map(({ name, role, state }) => `${name} ${role} ${state}`).sort();
const withoutDcos = { paths: [], texts: {}, values: [], services: {}, packages: {}, containers: [] };

inspection('what machines say is what the record says, so that nothing changes', () => {
  const cluster = sampleCluster();
  const before = installed(cluster);
  const { phases: now, members, values } = after(before, cluster);
  const { inspect, ...others } = now;
  assert.equal(inspect, { done: LATER, inputs: {} });
  assert.equal(others, before.phases);
  assert.equal(sorted({ ...before, members }), sorted(before));
  assert.equal(values, before.values);
});

inspection(
  'a lost record comes back: who the members are, and what machines show; the rest is never due',
  () => {
    const cluster = sampleCluster();
    const found = after(NO_STATE, cluster);
    assert.equal(sorted(found), sorted(installed(cluster)));
    assert.equal(parseState(formatState(found)), { state: found });
    assert.is(found.gaps, true);
    assert.equal(due(found, cluster), []);
    for (const phase of ['install', 'hostname', 'deploy', 'gitlab', 'cadvisor', 'gitlab-backup'] as const)
      assert.is(found.phases[phase]?.done, LATER, phase);
    assert.is(found.phases.package?.done, undefined);
    assert.is(found.values.cluster_name, 'uEngine');
  },
);

inspection('what changes after that is due, also where machines cannot show that it was done', () => {
  const cluster = sampleCluster();
  const found = after(NO_STATE, cluster);
  const changed = standingsOf(cluster, found, [], () => ({ 'install/hosts': 'f'.repeat(16) }));
  const states = new Map(changed.map(({ phase, state }) => [phase, state]));
  assert.equal([states.get('package'), states.get('install'), states.get('deploy')], ['due', 'due', 'done']);
});

inspection('on a fresh cluster everything stays due', () => {
  const cluster = sampleCluster();
  const bare = Object.fromEntries(machinesOf(cluster).map(({ address }) => [address, withoutDcos]));
  const found = after(NO_STATE, cluster, bare);
  assert.equal([found.members, found.gaps], [[], undefined]);
  assert.equal(due(found, cluster), due(NO_STATE, cluster));
  assert.ok(due(found, cluster).includes('install'));
});

inspection('machines that are silent change nothing, and make nothing due', () => {
  const cluster = sampleCluster();
  const before = installed(cluster);
  const all = Object.fromEntries(machinesOf(cluster).map(({ address }) => [address, null]));
  assert.is(after(before, cluster, all), before);
  const found = after(before, cluster, { [AGENT]: null });
  assert.equal(due(found, cluster), []);
  assert.equal(sorted(found), sorted(before));
});

inspection('what a machine has not got is due, with its name, until it has it', () => {
  const cluster = sampleCluster();
  const lost = after(installed(cluster), cluster, { [AGENT]: { containers: [] } });
  assert.equal(due(lost, cluster), ['install']);
  assert.equal(lost.phases.install?.missing, [`agent1 (${AGENT})`]);
  // Who is silent afterwards has it no more than before.
  assert.equal(after(lost, cluster, { [AGENT]: null }).phases.install?.missing, [`agent1 (${AGENT})`]);
  assert.equal(due(after(lost, cluster), cluster), []);
});

inspection('what was begun and has not ended stays due', () => {
  const cluster = sampleCluster();
  const state = recordStart(NO_STATE, 'install', AT);
  assert.ok(due(after(state, cluster), cluster).includes('install'));
});

inspection('DC/OS that is gone, stopped or another role is known', () => {
  const cluster = sampleCluster();
  const before = installed(cluster);
  const gone = after(before, cluster, { [AGENT]: { ...withoutDcos, name: 'agent1' } });
  assert.ok(sorted(gone).includes('agent1 agent uninstalled'));
  assert.is(gone.phases.deploy?.missing, undefined);
  const told = concernsOf(cluster, gone, undefined).map(({ message }) => message);
  assert.match(told.join('\n'), `agent1 (${AGENT}) has left DC/OS`);

  const stopped = after(before, cluster, { [AGENT]: { paths: ['/etc/mesosphere/roles/slave'] } });
  assert.ok(sorted(stopped).includes('agent1 agent removed'));

  const master = after(before, cluster, { [AGENT]: { paths: ['/etc/mesosphere/roles/master'] } });
  const concerns = concernsOf(cluster, master, undefined).filter(({ verdict }) => verdict === 'error');
  assert.equal(
    concerns.map(({ transition, node }) => [transition, node?.name]),
    [['role-changed', 'agent1']],
  );
});

inspection('machines of another cluster are an error, and say nothing of ours', () => {
  const cluster = sampleCluster();
  for (const state of [NO_STATE, installed(cluster)]) {
    const foreign = after(state, cluster, {
      [AGENT]: { values: ['cluster_name="their\\u001b[31m\\ncluster"'] },
    });
    const errors = concernsOf(cluster, foreign, undefined).filter(({ verdict }) => verdict === 'error');
    assert.equal(
      errors.map(({ message }) => message.replace(/:.*/s, '')),
      [`agent1 (${AGENT}) belongs to the cluster "their\uFFFD[31m\uFFFDcluster"`],
    );
    assert.equal({ ...foreign.phases, inspect: undefined }, { ...state.phases, inspect: undefined });
    const again = concernsOf({ ...cluster, name: 'other' }, foreign, undefined);
    assert.ok(again.some(({ transition }) => transition === 'other-cluster'));
  }
});

inspection('a login that root has is due to be closed, whoever opened it', () => {
  const cluster = sampleCluster();
  const open = after(installed(cluster), cluster, { [AGENT]: { holding: ['/etc/ssh/sshd_config'] } });
  assert.equal(due(open, cluster), ['ssh-root-login-revert']);
  assert.equal(due(after(open, cluster, { [AGENT]: null }), cluster), ['ssh-root-login-revert']);
  const closed = recordInspection(open, cluster, {
    at: '2026-04-01T00:00:00Z',
    answers: answersOf(cluster),
    digests: () => INPUTS,
  });
  assert.equal(due(closed, cluster), []);
});

inspection('an answer that is none, or is meant to harm, is no answer or a harmless one', () => {
  for (const text of [
    '',
    '[]',
    'null',
    '{"format":1}',
    '{"format":2,"name":"x"}',
    '{"format":1,"name":["x"]}',
  ])
    assert.is(parseAnswer(text, decode), undefined, text);
  const odd = parseAnswer(
    JSON.stringify({
      format: 1,
      name: `a\u001b[2J\u202e${'x'.repeat(9999)}`,
      clock: ['x', {}],
      texts: { '/etc/hosts': 7, __proto__: 'x' },
      values: ['cluster_name', 7, 'cluster_name="x', 'resolvers="[1"'],
      paths: { a: 1 },
      holding: 'x',
      services: [],
      packages: { 'docker-ce': { a: 1 }, 'gitlab-ce': '\u0007' },
      containers: ['registry'],
    }),
    decode,
  );
  assert.ok(odd);
  assert.is(odd.name.length, 100);
  assert.not.match(JSON.stringify(odd), /\\u001b|\\u202e|\\u0007|\u202e/);
  assert.equal([odd.ahead, odd.dcos, odd.paths, odd.packages], [0, undefined, [], { 'gitlab-ce': '\uFFFD' }]);
});

inspection.run();
