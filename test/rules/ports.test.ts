import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  diskMountsAreKnown,
  diskNodesAreKnown,
  disksAreDistinct,
} from '../../packages/core/src/rules/disks.ts';
import {
  gitlabPortsAreDistinct,
  registryIsWhereNodesLook,
} from '../../packages/core/src/rules/gitlab-ports.ts';
import {
  gatewayHasDevice,
  gatewayIsReachable,
  netmaskIsContiguous,
} from '../../packages/core/src/rules/network.ts';
import { cadvisorPortIsFree, sshPortIsFree } from '../../packages/core/src/rules/ports.ts';
import {
  proxyNamesAreKnown,
  proxyPortsAreChosen,
  proxyPortsAreFree,
} from '../../packages/core/src/rules/proxy-ports.ts';
import { found } from '../support/subject.ts';

const rules = suite('rules about ports, networks and disks');

rules("find nothing in the guide's config", () => {
  for (const rule of [
    diskMountsAreKnown,
    diskNodesAreKnown,
    disksAreDistinct,
    gitlabPortsAreDistinct,
    registryIsWhereNodesLook,
    gatewayHasDevice,
    gatewayIsReachable,
    netmaskIsContiguous,
    cadvisorPortIsFree,
    sshPortIsFree,
    proxyNamesAreKnown,
    proxyPortsAreChosen,
    proxyPortsAreFree,
  ])
    assert.equal(found(rule), [], rule.name);
});

rules("cadvisor's port is nobody else's", () => {
  const owner = (port: number, changes = {}) =>
    found(cadvisorPortIsFree, { 'cadvisor.port': port, ...changes }).map((text) =>
      text.replace(/.* port of /, ''),
    );
  assert.equal(found(cadvisorPortIsFree, { 'cadvisor.port': 22 }), [
    'error port-conflict cadvisor.port: cadvisor.port is also the port of sshd',
  ]);
  assert.equal(owner(5051), ['DC/OS']);
  assert.equal(owner(9090), ['marathon-lb']);
  assert.equal(owner(10002), ['marathon-lb']);
  assert.equal(owner(9101), ['the cadvisor proxy for agent1']);
  assert.equal(owner(9100), ['the cadvisor proxy for public']);
  assert.equal(owner(2022, { ssh_port: 2022 }), ['sshd']);
  // A port of the masters is free on an agent.
  assert.equal(owner(8181), []);
  assert.equal(owner(9200), []);
});

rules("sshd's port is nobody else's", () => {
  const owner = (port: number) =>
    found(sshPortIsFree, { ssh_port: port }).map((text) => text.replace(/.* port of /, ''));
  assert.equal(found(sshPortIsFree, { ssh_port: 8181 }), [
    'error port-conflict ssh_port: ssh_port is also the port of DC/OS',
  ]);
  assert.equal(owner(5051), ['DC/OS']);
  assert.equal(owner(9091), ['marathon-lb']);
  assert.equal(owner(9107), ['the cadvisor proxy for agent7']);
  assert.equal(owner(2222), []);
});

rules('each port of the proxy is free, opened and used once', () => {
  const hint = '(give it another port in cadvisor.ports)';
  const ports = (own: Record<string, number>) => found(proxyPortsAreFree, { 'cadvisor.ports': own });
  const said = (port: number) =>
    ports({ agent1: port }).map((text) => text.replace(/^.* of agent1 | \(give.*/g, ''));
  assert.equal(ports({ agent1: 9102 }), [
    `error proxy-port server.private.agent.agent2: the cadvisor proxy's port 9102 of agent2 is also that of agent1 ${hint}`,
  ]);
  assert.equal(ports({ agent1: 9090 }), [
    `error proxy-port cadvisor.ports.agent1: the cadvisor proxy's port 9090 of agent1 belongs to marathon-lb ${hint}`,
  ]);
  assert.equal(said(33000), ["lies in the kernel's own range, 32768-60999"]);
  assert.equal(said(32768), ["lies in the kernel's own range, 32768-60999"]);
  for (const port of [9000, 32767, 9999]) assert.equal(said(port), [], String(port));
  assert.equal(found(proxyPortsAreFree, { 'cadvisor.base-port': 59999 }).length, 8);
});

rules('an agent without a number is told which port it gets', () => {
  const agents = { 'server.private.agent.database': '172.31.6.36' };
  assert.equal(found(proxyPortsAreChosen, agents), [
    'warning proxy-port server.private.agent.database: the name database ends in no number from 1 to 899 for the cadvisor proxy: it gets port 9999 (set cadvisor.ports.database to keep a port for good)',
  ]);
  assert.equal(found(proxyPortsAreChosen, { ...agents, 'cadvisor.ports': { database: 9200 } }), []);
});

rules('a public agent after the first is told which port it gets, whatever its number', () => {
  const agents = { 'server.private.public': { public1: '172.31.5.136', public2: '172.31.5.137' } };
  assert.equal(found(proxyPortsAreChosen, agents), [
    "warning proxy-port server.private.public.public2: the public agent public2, which isn't the first, has no port of its own for the cadvisor proxy: it gets port 9999 (set cadvisor.ports.public2 to keep a port for good)",
  ]);
});

rules('ports are set for agents that there are', () => {
  const none = (name: string) => `error proxy-port cadvisor.ports.${name}: there is no agent ${name}`;
  const own = { agent1: 9200, public: 9201, agent9: 9202, master1: 9203 };
  assert.equal(found(proxyNamesAreKnown, { 'cadvisor.ports': own }), [none('agent9'), none('master1')]);
});

rules("each port of GitLab's machine has one owner", () => {
  const clash = (path: string, text: string) => `error port-conflict ${path}: ${text} have the same port`;
  assert.equal(found(gitlabPortsAreDistinct, { 'registry.port': 80 }), [
    clash('registry.port', 'registry.port and host.gitlab'),
  ]);
  assert.equal(found(gitlabPortsAreDistinct, { 'registry.port': 22 }), [
    clash('registry.port', 'registry.port and ssh_port'),
  ]);
  assert.equal(found(gitlabPortsAreDistinct, { 'registry.port': 8080 }), [
    clash('registry.port', "registry.port and one of GitLab's own services"),
  ]);
  assert.equal(found(gitlabPortsAreDistinct, { 'gitlab.external-url': 'http://gitlab.pas-mini.io:22' }), [
    clash('gitlab.external-url', 'gitlab.external-url and ssh_port'),
  ]);
  assert.equal(found(gitlabPortsAreDistinct, { 'gitlab.external-url': 'http://gitlab.pas-mini.io:8080' }), [
    clash('gitlab.external-url', "gitlab.external-url and one of GitLab's own services"),
  ]);
  assert.equal(found(gitlabPortsAreDistinct, { 'gitlab.external-url': 'http://gitlab.pas-mini.io:5000' }), [
    clash('registry.port', 'registry.port and gitlab.external-url'),
  ]);
  assert.equal(found(gitlabPortsAreDistinct, { ssh_port: 5000 }), [
    clash('registry.port', 'registry.port and ssh_port'),
  ]);
  assert.equal(found(gitlabPortsAreDistinct, { ssh_port: 8080 }), [
    clash('ssh_port', "ssh_port and one of GitLab's own services"),
  ]);
  const cache = { type: 'minio', bucket: 'bucket', 'access-key': 'access', 'secret-key': 'secret-key' };
  const minio = { 'runner.cache': cache, 'minio.port': 5000 };
  assert.equal(found(gitlabPortsAreDistinct, minio), []);
  assert.equal(found(gitlabPortsAreDistinct, { ...minio, 'server.private.ci': '172.31.15.249' }), [
    clash('minio.port', 'minio.port and registry.port'),
  ]);
  assert.equal(
    found(gitlabPortsAreDistinct, { 'minio.port': 5000, 'server.private.ci': '172.31.15.249' }),
    [],
  );
});

rules('the nodes look for the registry where it is', () => {
  assert.equal(found(registryIsWhereNodesLook, { 'registry.port': 5001 }), [
    "warning registry registry.port: host.registry.private leads to port 5000 of GitLab's machine, where the registry has 5001",
  ]);
  assert.is(
    found(registryIsWhereNodesLook, { 'host.registry.private': 'GitLab.pas-mini.io:5001' }).length,
    1,
  );
  assert.equal(found(registryIsWhereNodesLook, { 'host.registry.private': 'registry.corp.test:5001' }), []);
});

rules('a gateway is a neighbour of each node, and none of them', () => {
  const network = (gateway: string, netmask = '255.255.240.0') => ({
    network: { device: 'eth0', gateway, netmask },
  });
  assert.equal(found(gatewayIsReachable, network('172.31.0.1')), []);
  assert.equal(found(gatewayIsReachable, { ...network('172.31.0.1'), 'server.private.ci': '172.31.16.1' }), [
    'error network server.private.ci: server.private.ci and network.gateway lie in different subnets (see network.netmask)',
  ]);
  assert.equal(found(gatewayIsReachable, network('172.31.8.143')), [
    'error network network.gateway: network.gateway is the address of bootstrap',
  ]);
  for (const gateway of ['172.31.0.0', '172.31.15.255'])
    assert.equal(found(gatewayIsReachable, network(gateway)), [
      'error network network.gateway: network.gateway is not an address that a machine can have',
    ]);
  for (const gateway of ['172.31.0.255', '172.31.15.254', '172.31.1.0'])
    assert.equal(found(gatewayIsReachable, network(gateway)), []);
  // A mask that is none is said once.
  assert.equal(found(gatewayIsReachable, network('10.0.0.1', '255.0.255.0')), []);
  assert.equal(found(gatewayHasDevice, { 'network.gateway': '172.31.0.1' }), [
    'error missing-key network: network.device is missing: network.gateway makes the addresses of this device static',
  ]);
  assert.equal(found(gatewayHasDevice, network('172.31.0.1')), []);
  assert.equal(found(gatewayHasDevice, { 'network.device': 'eth0' }), []);
});

rules('a netmask is ones followed by zeros', () => {
  const wrong = ['error invalid-value network.netmask: network.netmask is not a netmask'];
  for (const netmask of ['255.0.255.0', '0.0.0.0', '255.255.255.255', '127.0.0.0', '255.255.240.1'])
    assert.equal(found(netmaskIsContiguous, { 'network.netmask': netmask }), wrong, netmask);
  for (const netmask of ['128.0.0.0', '255.255.255.254', '255.255.240.0'])
    assert.equal(found(netmaskIsContiguous, { 'network.netmask': netmask }), [], netmask);
});

rules('a disk belongs to a group or a node', () => {
  const disks = (...nodes: unknown[]) => ({
    disks: nodes.map((one) => ({ nodes: one, device: '/dev/xvdf', mount: '/data' })),
  });
  assert.equal(found(diskNodesAreKnown, disks('agent', ['agent1', 'agent9'], 'agents')), [
    'error disk disks.1.nodes: there is no group and no node agent9',
    'error disk disks.2.nodes: there is no group and no node agents',
  ]);
  // One that leaves may keep its disk.
  assert.equal(
    found(diskNodesAreKnown, { ...disks('agent1'), 'server.private.uninstall': { agent1: '172.31.6.35' } }),
    [],
  );
});

rules('a disk of a machine without a mount point of its own says one', () => {
  const disk = { device: '/dev/xvdf' };
  assert.equal(
    found(diskMountsAreKnown, {
      disks: [
        { ...disk, nodes: 'agent' },
        { ...disk, nodes: ['gitlab', 'master1'] },
      ],
    }),
    ['error missing-key disks.1: disks.1.mount is missing: gitlab is neither a master nor an agent'],
  );
  assert.equal(found(diskMountsAreKnown, { disks: [{ ...disk, nodes: 'gitlab', mount: '/data' }] }), []);
});

rules('two disks of a machine differ in device and mount point', () => {
  const disk = (nodes: string, device: string, mount?: string) => ({
    nodes,
    device,
    ...(mount && { mount }),
  });
  assert.equal(
    found(disksAreDistinct, {
      disks: [
        disk('agent1', '/dev/xvdf', '/a'),
        disk('agent1', '/dev/xvdf', '/b'),
        disk('agent1', '/dev/xvdg', '/a'),
      ],
    }),
    [
      'error disk disks.1.device: disks.1 and disks.0 have the same device on agent1',
      'error disk disks.2.mount: disks.2 and disks.0 have the same mount on agent1',
    ],
  );
  assert.equal(
    found(disksAreDistinct, {
      disks: [disk('agent1', '/dev/xvdf', '/a'), disk('agent2', '/dev/xvdf', '/a')],
    }),
    [],
  );
  // What is missing is no mount point that two have in common.
  assert.equal(
    found(disksAreDistinct, { disks: [disk('gitlab', '/dev/xvdf'), disk('gitlab', '/dev/xvdg')] }),
    [],
  );
});

rules.run();
