import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Cluster, ClusterNode } from '../packages/core/src/cluster/types.ts';
import { hostName } from '../packages/core/src/escape/hosts.ts';
import { hosts } from '../packages/core/src/outputs/hosts.ts';
import { sampleCluster } from './support/cluster.ts';

const test = suite('hosts');

function lines(nodes: readonly ClusterNode[]): string[] {
  const cluster: Cluster = { ...sampleCluster(), nodes };
  const [file] = hosts(cluster);
  return String(file?.content).split('\n');
}

function node(address: string, name: string, aliases: string[] = []): ClusterNode {
  return { address, name, aliases, role: 'agent', joining: false };
}

test('localhost comes first, then every node in order, then a final newline', () => {
  const all = lines(sampleCluster().nodes);
  assert.match(all[0] ?? '', /^127\.0\.0\.1 +localhost localhost\.localdomain/);
  assert.match(all[1] ?? '', /^::1 +localhost localhost\.localdomain/);
  assert.is(all[2], '172.31.8.143 bootstrap');
  assert.is(all.length, 2 + sampleCluster().nodes.length + 1);
  assert.is(all.at(-1), '');
});

test('the public agent has both its names', () => {
  assert.ok(lines(sampleCluster().nodes).includes('172.31.5.136 public public-agent'));
});

test('a machine with two roles has one line with all its names, each once', () => {
  const nodes = [
    node('10.0.0.1', 'bootstrap'),
    node('10.0.0.2', 'ci'),
    node('10.0.0.1', 'gitlab', ['bootstrap']),
  ];
  assert.equal(lines(nodes).slice(2), ['10.0.0.1 bootstrap gitlab', '10.0.0.2 ci', '']);
});

test('joining nodes are there too', () => {
  const nodes = [node('10.0.0.1', 'agent1'), { ...node('10.0.0.8', 'agent8'), joining: true }];
  assert.ok(lines(nodes).includes('10.0.0.8 agent8'));
});

test('a name that would break the file throws', () => {
  for (const name of ['', 'a b', 'a#b', 'a\nb', 'a_b', '-a', 'a-', 'é', '에이전트']) {
    assert.throws(() => hostName(name), undefined, JSON.stringify(name));
  }
  for (const name of ['a', 'agent1', 'public-agent', 'db.pas-mini.io', '7']) assert.is(hostName(name), name);
});

test.run();
