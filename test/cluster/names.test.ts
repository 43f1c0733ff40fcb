import type { Config } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { disksByAddress, placeDisk, selectors, selects } from '../../packages/core/src/cluster/disks.ts';
import { byCodeUnit, byNaturalName } from '../../packages/core/src/cluster/order.ts';
import type { ClusterNode, Role } from '../../packages/core/src/cluster/types.ts';

const order = suite('order of names');

order('numbers count as numbers, everything else by code unit', () => {
  for (const sorted of [
    ['agent1', 'agent2', 'agent10', 'agent11'],
    ['agent', 'agent1', 'agenta'],
    ['a1b2', 'a1b10', 'a2b1'],
    ['2a', '10a', 'a2'],
    ['B', 'a', 'b', 'ä', '가', '나'],
    ['agent01', 'agent1', 'agent02', 'agent2'],
    ['', 'a'],
  ])
    assert.equal([...sorted].reverse().sort(byNaturalName), sorted);
});

order('is none only for the same name', () => {
  assert.is(byNaturalName('agent01', 'agent01'), 0);
  assert.ok(byNaturalName('agent01', 'agent1') < 0);
  assert.ok(byNaturalName('agent1', 'agent01') > 0);
  assert.equal([byCodeUnit('a', 'b'), byCodeUnit('b', 'a'), byCodeUnit('a', 'a')], [-1, 1, 0]);
});

order.run();

const disks = suite('disks of nodes');

function node(role: Role, name: string, address: string): ClusterNode {
  return { name, aliases: [], address, role, joining: false };
}

const nodes = [
  node('bootstrap', 'bootstrap', '10.0.0.1'),
  node('gitlab', 'gitlab', '10.0.0.2'),
  node('public', 'edge', '10.0.0.3'),
  node('master', 'master1', '10.0.0.4'),
  node('agent', 'agent1', '10.0.0.5'),
  node('agent', 'agent2', '10.0.0.6'),
];
type Setting = Config['disks'][number];
const setting: Setting = { nodes: 'agent', device: '/dev/xvdf', fstype: 'ext4', options: 'defaults,nofail' };

disks('are picked by role, or by a name that is no role', () => {
  const picked = (selector: string) =>
    nodes.filter((node) => selects(selector, node)).map(({ name }) => name);
  assert.equal(picked('agent'), ['agent1', 'agent2']);
  assert.equal(picked('agent2'), ['agent2']);
  assert.equal(picked('public'), ['edge']);
  assert.equal(picked('edge'), ['edge']);
  // A node that is called like a role is picked by its role only.
  assert.not.ok(selects('gitlab', node('agent', 'gitlab', '10.0.0.9')));
  assert.equal(selectors({ ...setting, nodes: 'master' }), ['master']);
  assert.equal(selectors({ ...setting, nodes: ['master', 'agent2'] }), ['master', 'agent2']);
});

disks("have the guide's mount points where none is said", () => {
  const mounts = (disk: Partial<Setting>) =>
    placeDisk({ ...setting, ...disk }, nodes).map(({ node, disk }) => `${node.name} ${disk.mount}`);
  assert.equal(mounts({ nodes: 'agent' }), ['agent1 /var/lib/docker', 'agent2 /var/lib/docker']);
  assert.equal(mounts({ nodes: 'master' }), ['master1 /var/log']);
  assert.equal(mounts({ nodes: 'edge' }), ['edge /var/lib/docker']);
  assert.equal(mounts({ nodes: 'gitlab' }), ['gitlab undefined']);
  assert.equal(mounts({ nodes: 'gitlab', mount: '/data' }), ['gitlab /data']);
});

disks('are listed by machine, each machine once for a setting', () => {
  const twice = { ...setting, nodes: ['agent', 'agent1'] };
  const log = { ...setting, nodes: ['agent1'], device: '/dev/xvdg', mount: '/var/log' };
  const homeless = { ...setting, nodes: ['gitlab'] };
  const { nodes: _, ...disk } = setting;
  assert.equal(
    [...disksByAddress([twice, log, homeless], nodes)],
    [
      [
        '10.0.0.5',
        [
          { ...disk, mount: '/var/lib/docker' },
          { ...disk, device: '/dev/xvdg', mount: '/var/log' },
        ],
      ],
      ['10.0.0.6', [{ ...disk, mount: '/var/lib/docker' }]],
    ],
  );
});

disks.run();
