import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ipDetect } from '../../packages/core/src/outputs/ip-detect.ts';
import { sampleCluster } from '../support/cluster.ts';
import { type Ended, putGenerated, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';

const detect = suite('ip-detect');

interface Node {
  /** Addresses of eth0 and eth1, with their prefix lengths. */
  eth0?: readonly string[];
  eth1?: readonly string[];
  /** Arguments of `ip route`. */
  route?: string;
}

/** Runs ip-detect in a network namespace of its own, which ends with it. */
async function detectOn(node: Node, networkDevice?: string): Promise<Ended> {
  const setup = ['set -e', 'ip link set lo up'];
  for (const device of ['eth0', 'eth1'] as const) {
    setup.push(`ip link add ${device} type bridge`, `ip link set ${device} up`);
    for (const address of node[device] ?? []) setup.push(`ip addr add ${address} dev ${device}`);
  }
  if (node.route !== undefined) setup.push(`ip route ${node.route}`);
  let ended: Ended | undefined;
  await withFolder(async (folder) => {
    const cluster = sampleCluster();
    if (networkDevice !== undefined) cluster.networkDevice = networkDevice;
    const file = putGenerated(folder, ipDetect(cluster));
    ended = await run('unshare', ['--net', 'bash', '-c', [...setup, 'exec "$0"'].join('\n'), file]);
  });
  if (ended === undefined) throw new Error('unshare did not run');
  return ended;
}

const cases: { name: string; node: Node; device?: string; address: string }[] = [
  {
    name: 'a neighbour of the first master',
    node: { eth0: ['10.9.0.5/24'], eth1: ['172.31.6.35/16'] },
    address: '172.31.6.35',
  },
  {
    name: 'a node that reaches the first master through a router',
    node: { eth0: ['10.9.0.5/24'], eth1: ['10.8.0.6/24'], route: 'add default via 10.8.0.1' },
    address: '10.8.0.6',
  },
  {
    name: 'the first master itself',
    node: { eth0: ['10.9.0.5/24'], eth1: ['172.31.12.143/16'] },
    address: '172.31.12.143',
  },
  {
    name: 'network.device, whatever the route says',
    node: { eth0: ['10.9.0.5/24', '10.9.0.6/24'], eth1: ['172.31.6.35/16'] },
    device: 'eth0',
    address: '10.9.0.5',
  },
];

for (const { name, node, device, address } of cases) {
  toolTest(detect, ['root', 'ip', 'bash'], `prints one address: ${name}`, async () => {
    assert.equal(await detectOn(node, device), { status: 0, stdout: `${address}\n`, stderr: '' });
  });
}

const failures: { name: string; node: Node; device?: string; says: string }[] = [
  { name: 'no route', node: { eth0: ['10.9.0.5/24'] }, says: 'no route to the first master, 172.31.12.143' },
  { name: 'a device without an address', node: {}, device: 'eth0', says: 'eth0 has no IPv4 address' },
  { name: 'a device that is not there', node: {}, device: 'eth7', says: 'no network device eth7' },
];

for (const { name, node, device, says } of failures) {
  toolTest(detect, ['root', 'ip', 'bash'], `fails and prints nothing: ${name}`, async () => {
    const ended = await detectOn(node, device);
    assert.is(ended.status, 1);
    assert.is(ended.stdout, '');
    assert.ok(ended.stderr.includes(says), ended.stderr);
  });
}

detect.run();
