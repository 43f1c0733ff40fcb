import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { recordStart, recordSuccess, type Success } from '../../packages/core/src/plan/record.ts';
import { formatState, NO_STATE, parseState, type State } from '../../packages/core/src/plan/state.ts';
import { sampleCluster } from '../support/cluster.ts';

const state = suite('plan: state');

const AT = '2026-02-03T04:05:06.789Z';
const cluster = sampleCluster();

function success(phase: Success['phase'], more: Partial<Success> = {}): Success {
  return { phase, at: AT, inputs: { 'install/hosts': '0123456789abcdef' }, cluster, ...more };
}

function members({ members: all }: State, role?: string): string[] {
  return all
    .filter((member) => role === undefined || member.role === role)
    .map(({ name, state: what }) => `${name} ${what}`);
}

state('is read as it was written', () => {
  const full = recordSuccess(recordStart(NO_STATE, 'apps', AT), success('deploy'));
  assert.equal(parseState(formatState(full)), { state: full });
  assert.equal(parseState(formatState({ ...full, gaps: true })), { state: { ...full, gaps: true } });
  assert.equal(parseState(formatState(NO_STATE)), { state: NO_STATE });
});

state('is refused as a whole where anything in it is damaged', () => {
  const good = formatState(recordSuccess(NO_STATE, success('deploy')));
  const damages: readonly (readonly [from: string | RegExp, to: string, problem: RegExp])[] = [
    [/\s+$/, ',', /not JSON/],
    ['"format":1', '"format":2', /a newer uegen wrote it/],
    ['"format":1', '"format":"x"', /not of format 1/],
    [AT, '3 February', /phases are damaged/],
    ['0123456789abcdef', '../x', /phases are damaged/],
    ['"joined"', '"gone"', /machines are damaged/],
    ['"role":"master"', '"role":"boss"', /machines are damaged/],
    ['"cluster_name":"uEngine"', '"cluster_name":1', /values are damaged/],
  ];
  for (const [from, to, problem] of damages) {
    const damaged = good.replace(from, to);
    assert.is.not(damaged, good, String(from));
    const answer = parseState(damaged);
    assert.match('problem' in answer ? answer.problem : '', problem);
  }
  assert.equal(parseState('[]'), {
    problem: 'it is not an object',
    ko: { problem: '객체가 아닙니다' },
  });
  assert.equal(parseState('null'), {
    problem: 'it is not an object',
    ko: { problem: '객체가 아닙니다' },
  });
});

state('a phase that began and did not end is no phase that is done', () => {
  const began = recordStart(NO_STATE, 'install', AT);
  assert.equal(began.phases, { install: { inputs: {}, started: AT } });
  const done = recordSuccess(began, success('install'));
  assert.equal(done.phases.install, { done: AT, inputs: success('install').inputs });
  assert.is(recordStart(done, 'install', '2027-01-01T00:00:00Z').phases.install?.done, AT);
});

state('deploy brings in masters and agents, and keeps what DC/OS is installed with', () => {
  const after = recordSuccess(NO_STATE, success('deploy'));
  assert.is(members(after, 'master').length, 3);
  assert.is(members(after, 'agent').length, 7);
  assert.equal(members(after, 'public'), ['public joined']);
  assert.equal([members(after, 'bootstrap'), members(after, 'gitlab')], [[], []]);
  assert.equal(after.values, {
    cluster_name: 'uEngine',
    resolvers: '172.31.0.2',
    dns_search: 'ap-northeast-2.compute.internal',
    'proxy.http': '',
    'proxy.https': '',
    'proxy.no-proxy': '',
  });
  assert.equal(recordSuccess(NO_STATE, success('health')).members, []);
});

state('who joins is known from add-agent on, and who left stays known as gone', () => {
  const agent8 = {
    name: 'agent8',
    aliases: [],
    address: '10.0.0.8',
    role: 'agent' as const,
    joining: true,
  };
  const joining = { ...cluster, nodes: [...cluster.nodes, agent8] };
  const deployed = recordSuccess(NO_STATE, success('deploy', { cluster: joining }));
  assert.not.ok(members(deployed).includes('agent8 joined'));
  const joined = recordSuccess(deployed, success('add-agent', { cluster: joining }));
  assert.ok(members(joined).includes('agent8 joined'));
  // Listed under gracefully-remove-agent alone, its role is the one that is known.
  const leaving = { ...cluster, removing: [{ name: 'old8', address: '10.0.0.8' }] };
  const left = recordSuccess(joined, success('gracefully-remove-agent', { cluster: leaving }));
  assert.equal(left.members.at(-1), { name: 'old8', address: '10.0.0.8', role: 'agent', state: 'removed' });
  assert.is(left.members.length, joined.members.length);
});

state('of a removal that was limited to some, only those count', () => {
  const [one, two] = cluster.nodes.filter(({ role }) => role === 'agent');
  if (one === undefined || two === undefined) throw new Error('no agents');
  const leaving = { ...cluster, uninstalling: [one, two] };
  const deployed = recordStart(recordSuccess(NO_STATE, success('deploy')), 'uninstall', AT);
  const after = recordSuccess(deployed, success('uninstall', { cluster: leaving, only: [one.address] }));
  assert.equal(
    after.members.filter((member) => member.state === 'uninstalled').map(({ name }) => name),
    [one.name],
  );
  assert.not.ok('uninstall' in after.phases);
});

state.run();
