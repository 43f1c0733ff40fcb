import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { nodeConcerns, plannedNodes } from '../../packages/core/src/plan/nodes.ts';
import type { NodeState, PlannedNode } from '../../packages/core/src/plan/types.ts';
import { sampleCluster } from '../support/cluster.ts';

function agent(number: number, state: NodeState = 'standing', address = `10.0.0.${number}`): PlannedNode {
  return { name: `agent${number}`, address, role: 'agent', state };
}

function messages(before: readonly PlannedNode[] | undefined, after: readonly PlannedNode[]): string[] {
  return nodeConcerns(before, after).map(({ message }) => message);
}

const nodes = suite('plan: nodes');

nodes('the same nodes concern nobody, also one that is removed and uninstalled in one go', () => {
  const same = [agent(1), agent(2, 'joining'), agent(3, 'removing'), agent(3, 'uninstalling')];
  assert.equal(messages(same, structuredClone(same)), []);
});

nodes('a first build says nothing of single nodes', () => assert.equal(messages(undefined, [agent(1)]), []));

nodes('joining, and afterwards belonging', () => {
  assert.equal(messages([agent(1)], [agent(1), agent(8, 'joining')]), [
    'agent8 (10.0.0.8) joins: run add-agent',
  ]);
  assert.equal(messages([agent(8, 'joining')], [agent(8)]), [
    'agent8 (10.0.0.8) belongs to the cluster: nothing to run',
  ]);
});

nodes('a public agent that joins, and afterwards belongs', () => {
  const joining: PlannedNode = { name: 'public2', address: '10.0.0.20', role: 'public', state: 'joining' };
  assert.equal(messages([agent(1)], [agent(1), joining]), ['public2 (10.0.0.20) joins: run add-agent']);
  assert.equal(messages([joining], [{ ...joining, state: 'standing' }]), [
    'public2 (10.0.0.20) belongs to the cluster: nothing to run',
  ]);
  assert.equal(messages([{ ...joining, state: 'standing' }], [{ ...joining, state: 'removing' }]), [
    'public2 (10.0.0.20) leaves: run gracefully-remove-agent',
  ]);
});

nodes('leaving, and afterwards gone', () => {
  assert.equal(messages([agent(9)], [agent(9, 'removing')]), [
    'agent9 (10.0.0.9) leaves: run gracefully-remove-agent',
  ]);
  assert.equal(messages([agent(9, 'removing')], [agent(9, 'removing'), agent(9, 'uninstalling')]), [
    'agent9 (10.0.0.9) leaves: run uninstall',
  ]);
  assert.equal(messages([agent(9, 'uninstalling')], []), [
    'agent9 (10.0.0.9) is no longer listed as leaving: nothing to run',
  ]);
});

nodes('leaving under another role, or none, is still one node', () => {
  const leaving: PlannedNode = { name: 'old', address: '10.0.0.9', state: 'uninstalling' };
  assert.equal(messages([agent(9)], [leaving]), ['old (10.0.0.9) leaves: run uninstall']);
});

nodes('a new address, a new node, and one that is dropped without a word', () => {
  assert.equal(messages([agent(7)], [agent(7, 'standing', '10.0.0.77')]), [
    'agent7 (10.0.0.77) had the address 10.0.0.7: run install',
  ]);
  assert.equal(messages([agent(1)], [agent(1), agent(2)]), ['agent2 (10.0.0.2) is new: run install']);
  assert.equal(messages([agent(1), agent(2)], [agent(1)]), [
    'agent2 (10.0.0.2) is no longer listed: it keeps running unless uninstall lists it',
  ]);
});

nodes('a cluster is remembered with every node in its state, and nothing else', () => {
  const cluster = sampleCluster();
  cluster.removing = [{ name: 'agent9', address: '10.0.0.9', role: 'agent' }];
  cluster.uninstalling = [{ name: 'old', address: '10.0.0.10' }];
  const remembered = plannedNodes(cluster);
  assert.is(remembered.length, cluster.nodes.length + 2);
  assert.equal(remembered.slice(-2), [
    { name: 'agent9', address: '10.0.0.9', role: 'agent', state: 'removing' },
    { name: 'old', address: '10.0.0.10', state: 'uninstalling' },
  ]);
  for (const node of remembered) {
    for (const key of Object.keys(node))
      assert.ok(['name', 'address', 'role', 'state', 'database'].includes(key), key);
  }
  assert.equal(
    remembered.filter(({ database }) => database),
    [{ name: 'agent1', address: '172.31.6.35', role: 'agent', state: 'standing', database: true }],
  );
});

nodes.run();
