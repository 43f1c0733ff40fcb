import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import type { Cluster, Disk } from '../packages/core/src/cluster/types.ts';
import { groupVars } from '../packages/core/src/outputs/group-vars.ts';
import { inventory } from '../packages/core/src/outputs/inventory.ts';
import { sampleCluster } from './support/cluster.ts';
import { generateScenario } from './support/scenarios.ts';

const test = suite('inventory');

type Hosts = Record<string, { node_name: string; data_disks?: unknown }>;

function groups(changes: Partial<Cluster>): Record<string, Hosts> {
  const [file] = inventory({ ...sampleCluster(), ...changes });
  const children: Record<string, { hosts: Hosts }> = parse(String(file?.content)).all.children;
  return Object.fromEntries(Object.entries(children).map(([name, { hosts }]) => [name, hosts]));
}

test('every group is there, also without hosts', () => {
  const standing = ['bootstrap', 'gitlab', 'ci', 'master', 'public', 'agent'];
  const others = ['add_agent', 'add_public_agent', 'gracefully_remove_agent', 'uninstall'];
  assert.equal(Object.keys(groups({ nodes: [] })), [...standing, ...others]);
});

test('a joining node is in the group of its joining only', () => {
  const joining = { joining: true, aliases: [] } as const;
  const all = groups({
    nodes: [
      ...sampleCluster().nodes,
      { ...joining, name: 'agent8', address: '172.31.10.202', role: 'agent' },
      { ...joining, name: 'public2', address: '172.31.10.203', role: 'public' },
    ],
  });
  assert.equal(all.add_agent, { '172.31.10.202': { node_name: 'agent8' } });
  assert.equal(all.add_public_agent, { '172.31.10.203': { node_name: 'public2' } });
  assert.is(Object.keys(all.agent ?? {}).length, 7);
  assert.is(Object.keys(all.public ?? {}).length, 1);
});

test('a leaving node is in the group of its farewell only', () => {
  const all = groups({
    removing: [{ name: 'agent9', address: '172.31.14.197', role: 'agent' }],
    uninstalling: [{ name: 'agent12', address: '172.31.8.5' }],
  });
  assert.equal(all.gracefully_remove_agent, { '172.31.14.197': { node_name: 'agent9' } });
  assert.equal(all.uninstall, { '172.31.8.5': { node_name: 'agent12' } });
  const elsewhere = Object.entries(all).filter(
    ([, hosts]) => '172.31.14.197' in hosts || '172.31.8.5' in hosts,
  );
  assert.is(elsewhere.length, 2);
});

test('a machine with two roles is one host, with one name, in two groups', () => {
  const shared = { address: '10.0.0.1', joining: false, aliases: [] };
  const all = groups({
    nodes: [
      { ...shared, name: 'bootstrap', role: 'bootstrap' },
      { ...shared, name: 'gitlab', role: 'gitlab' },
    ],
  });
  assert.equal(all.bootstrap, { '10.0.0.1': { node_name: 'bootstrap' } });
  assert.equal(all.gitlab, all.bootstrap);
});

test('a machine has its disks, under every group that it is in', () => {
  const disk: Disk = { device: '/dev/xvdf', mount: '/data', fstype: 'ext4', options: 'defaults' };
  const all = groups({ disks: new Map([['172.31.6.35', [disk]]]) });
  assert.equal(all.agent?.['172.31.6.35'], { node_name: 'agent1', data_disks: [disk] });
  assert.equal(all.agent?.['172.31.1.235'], { node_name: 'agent2' });
});

test('secrets stand in a file of their own, which is an empty mapping without any', () => {
  const cluster = sampleCluster();
  const blank = { ...cluster, database: { ...cluster.database, password: '' } };
  assert.is(groupVars(blank)[1]?.content, '---\n{}\n');

  const { runner, minio } = generateScenario('valid', 'runner-minio').cluster ?? {};
  if (runner === undefined || minio === undefined) throw new Error('runner-minio has no minio');
  const [main, secrets] = groupVars({
    ...cluster,
    database: { ...cluster.database, password: 'sentinel-0' },
    runner,
    registrationToken: 'sentinel-1',
    minio: { ...minio, accessKey: 'sentinel-2', secretKey: 'sentinel-3' },
  });
  assert.equal(parse(String(secrets?.content)), {
    database_password: 'sentinel-0',
    runner_registration_token: 'sentinel-1',
    minio_access_key: 'sentinel-2',
    minio_secret_key: 'sentinel-3',
  });
  assert.is(secrets?.mode, '0600');
  assert.ok(secrets?.secret);
  assert.not.match(String(main?.content), 'sentinel');
});

test.run();
