import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { dnsRecords, domainOf } from '../../packages/core/src/apps/dns.ts';
import { namedNodes } from '../../packages/core/src/cluster/nodes.ts';
import { assignPorts } from '../../packages/core/src/cluster/proxy.ts';
import { quorumText } from '../../packages/core/src/cluster/quorum.ts';
import { clusterEnds, resolveCluster } from '../../packages/core/src/cluster/resolve.ts';
import type { ClusterNode, LeavingNode, Role } from '../../packages/core/src/cluster/types.ts';
import { sampleCluster } from '../support/cluster.ts';
import { type Changes, guideWith } from '../support/subject.ts';

const states = suite('the Cluster of a config');
const of = (changes: Changes = {}) => resolveCluster(guideWith(changes));
const PRIVATE = 'server.private';

states('a node that leaves is in its own list only, with the role that it had', () => {
  const cluster = of({
    [`${PRIVATE}.gracefully-remove-agent`]: { agent7: '172.31.0.164', stranger: '172.31.9.9' },
    [`${PRIVATE}.uninstall`]: { master3: '172.31.1.198' },
  });
  assert.equal(cluster.removing, [
    { name: 'agent7', address: '172.31.0.164', role: 'agent' },
    { name: 'stranger', address: '172.31.9.9' },
  ]);
  assert.equal(cluster.uninstalling, [{ name: 'master3', address: '172.31.1.198', role: 'master' }]);
  const names = cluster.nodes.map(({ name }) => name);
  assert.not.ok(names.includes('agent7') || names.includes('master3'));
  assert.equal(cluster.dcos.masters, ['172.31.12.143', '172.31.4.125']);
});

states('a node that joins is no part of the lists of the installer', () => {
  const cluster = of({
    [`${PRIVATE}.add-agent`]: { agent8: '172.31.10.202' },
    [`${PRIVATE}.add-public-agent`]: { public2: '172.31.5.137' },
  });
  assert.not.ok(cluster.dcos.agents.includes('172.31.10.202'));
  assert.equal(cluster.dcos.publicAgents, ['172.31.5.136']);
  assert.equal(
    cluster.nodes.filter(({ joining }) => joining).map(({ name, role }) => `${name} ${role}`),
    ['public2 public', 'agent8 agent'],
  );
});

states('a cluster that ends keeps the lists that it was installed with', () => {
  const masters = { master1: '172.31.12.143', master2: '172.31.4.125', master3: '172.31.1.198' };
  const changes = { [`${PRIVATE}.uninstall`]: { ...masters, agent1: '172.31.6.35' } };
  const cluster = of(changes);
  assert.ok(clusterEnds(namedNodes(guideWith(changes)), cluster.nodes));
  assert.equal(cluster.dcos.masters, Object.values(masters));
  assert.ok(cluster.dcos.agents.includes('172.31.6.35'));
  assert.not.ok(clusterEnds(namedNodes(guideWith()), of().nodes));
  assert.not.ok(clusterEnds([], []));
});

states('addresses are static only with a gateway and its device', () => {
  const network = { device: 'eth0', gateway: '172.31.0.1', netmask: '255.255.240.0' };
  assert.is(of({ network: { gateway: '172.31.0.1' } }).staticNetwork, undefined);
  const device = of({ network: { device: 'eth0' } });
  assert.equal([device.staticNetwork, device.networkDevice], [undefined, 'eth0']);
  // A resolver's port is nothing for a network device, and the same server counts once.
  const resolvers = ['172.31.0.2:5353', '172.31.0.2', '172.31.0.3'];
  assert.equal(of({ network, resolvers }).staticNetwork, { ...network, dns: ['172.31.0.2', '172.31.0.3'] });
  assert.equal(of({ network: { ...network, dns: ['10.0.0.2'] } }).staticNetwork?.dns, ['10.0.0.2']);
});

states('each public agent that stands has its public address, in the order of the agents', () => {
  const addresses = (changes: Changes) => of(changes).publicAddress.agents;
  const inside = { edge2: '172.31.5.138', edge1: '172.31.5.136' };
  const outside = { edge2: '52.79.51.80', edge1: '52.79.51.79' };
  assert.equal(addresses({}), ['52.79.51.79']);
  const both = { [`${PRIVATE}.public`]: inside, 'server.public.public': outside };
  assert.equal(addresses(both), ['52.79.51.79', '52.79.51.80']);
  assert.equal(addresses({ ...both, 'server.public.public': { ...outside, edge2: '52.79.51.79' } }), [
    '52.79.51.79',
  ]);
  const leaving = { ...both, [`${PRIVATE}.uninstall`]: { edge1: '172.31.5.136' } };
  assert.equal(addresses(leaving), ['52.79.51.80']);
  // Where none that stands is named, all of them stand there.
  assert.equal(addresses({ 'server.public.public': { other: '52.79.51.81' } }), ['52.79.51.81']);
});

states('host names follow where they are blank', () => {
  const follows = { 'host.config': undefined, 'host.default': 'corp.test', 'host.gitlab': 'git.corp.test' };
  const { hosts } = of(follows);
  assert.equal([hosts.config, hosts.dcos], ['config.corp.test', 'dcos.corp.test']);
  assert.is(of({ 'host.gitlab': 'gitlab' }).hosts.dcos, 'dcos');
  assert.is(of({ 'host.dcos': 'mesos.corp.test' }).hosts.dcos, 'mesos.corp.test');
  assert.is(of({ 'host.default': 'corp.test' }).hosts.config, 'config.pas-mini.io');
});

states.run();

const quorum = suite("the masters' quorum");
const leaving = (count: number): LeavingNode[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `m${index}`,
    address: `10.0.0.${index}`,
    role: 'master',
  }));

quorum('is kept, interrupted, lost or gone', () => {
  const text = (gone: LeavingNode[], others = gone) =>
    quorumText(
      { ...sampleCluster(), nodes: sampleCluster().nodes.slice(0, 7 - others.length), uninstalling: others },
      gone,
    );
  assert.is(text([]).en, 'All 3 masters stay; a quorum needs 2.');
  assert.is(
    text([{ name: 'agent1', address: '10.0.1.1', role: 'agent' }], []).en,
    'All 3 masters stay; a quorum needs 2.',
  );
  assert.is(
    text(leaving(1)).en,
    'Of 3 masters 2 would be left, and a quorum needs 2: the running cluster is interrupted.',
  );
  assert.is(
    text(leaving(2)).en,
    'Of 3 masters 1 would be left, and a quorum needs 2: the cluster would be lost.',
  );
  assert.is(text(leaving(3)).en, 'Every master goes (3): the cluster ends.');
  assert.is(text([]).ko, '마스터 3대는 모두 남습니다. 쿼럼에는 2대가 필요합니다.');
  assert.match(text(leaving(1)).ko, '잠시 중단됩니다');
  assert.match(text(leaving(2)).ko, '클러스터를 잃게 됩니다');
  assert.match(text(leaving(3)).ko, '모두 삭제됩니다');
});

quorum('of one master is one', () => {
  const one = { ...sampleCluster(), nodes: sampleCluster().nodes.slice(0, 5) };
  assert.is(quorumText(one, []).en, 'All 1 master stay; a quorum needs 1.');
});

quorum.run();

const ports = suite("the proxy's ports");
const node = (role: Role, name: string): ClusterNode => ({
  name,
  aliases: [],
  address: `at-${name}`,
  role,
  joining: false,
});
const assigned = (nodes: ClusterNode[], own: Record<string, number> = {}) =>
  assignPorts(nodes, { 'base-port': 9100, ports: own });
const listed = (nodes: ClusterNode[], own?: Record<string, number>) =>
  assigned(nodes, own).rules.map(({ name, address, listenPort }) => {
    assert.is(address, `at-${name}`);
    return `${name} ${listenPort}`;
  });

ports('follow the number in an agent name, from 1 to 899', () => {
  assert.equal(listed([node('agent', 'agent2'), node('public', 'edge'), node('agent', 'agent899')]), [
    'edge 9100',
    'agent2 9102',
    'agent899 9999',
  ]);
  // A second public agent has no number of its own, whatever its name.
  assert.equal(listed([node('public', 'edge1'), node('public', 'edge2')]), ['edge1 9100', 'edge2 9999']);
  assert.equal(listed([node('master', 'master1'), node('gitlab', 'gitlab')]), []);
});

ports('that are set win, and those without a number get spare ones downwards', () => {
  const nodes = [
    node('public', 'edge'),
    node('agent', 'db'),
    node('agent', 'agent0'),
    node('agent', 'agent899'),
  ];
  const { guessed, left } = assigned(nodes);
  assert.equal(listed(nodes), ['edge 9100', 'agent0 9997', 'db 9998', 'agent899 9999']);
  assert.equal([guessed.map(({ node }) => node.name), left], [['db', 'agent0'], []]);
  assert.equal(listed(nodes, { edge: 9200, db: 9300 }), [
    'edge 9200',
    'db 9300',
    'agent0 9998',
    'agent899 9999',
  ]);
  // A name that every object knows is no setting.
  assert.equal(listed([node('agent', 'constructor')]), ['constructor 9999']);
});

ports.run();

const dns = suite('DNS records');

dns('lead to the machine of each name', () => {
  const records = dnsRecords(sampleCluster());
  assert.equal(
    records.map(({ name, machine, addresses }) => `${name} ${machine} ${addresses}`),
    [
      'gitlab.pas-mini.io gitlab 52.78.60.43',
      'dcos.pas-mini.io master 52.79.125.242',
      'config.pas-mini.io public-agent 52.79.51.79',
      'eureka-server.pas-mini.io public-agent 52.79.51.79',
      'iam.pas-mini.io public-agent 52.79.51.79',
      'db.pas-mini.io public-agent 52.79.51.79',
      'cloud-server.pas-mini.io public-agent 52.79.51.79',
      'cloud.pas-mini.io public-agent 52.79.51.79',
    ],
  );
  assert.equal(records[0]?.right, ['52.78.60.43', '172.31.15.249']);
  assert.equal(records[0]?.wrong, []);
  assert.equal(domainOf('a.b.c'), 'b.c');
  assert.equal(domainOf('a'), '');
});

dns('know where a wildcard would send GitLab, when nobody says where it is', () => {
  const cluster = sampleCluster();
  cluster.publicAddress = { ...cluster.publicAddress, gitlab: '', master: '52.79.125.242:8080' };
  const [gitlab, dcos] = dnsRecords(cluster);
  assert.equal([gitlab?.addresses, gitlab?.right], [[], []]);
  assert.equal(gitlab?.wrong, ['52.79.51.79', '172.31.5.136']);
  assert.equal(dcos?.addresses, ['52.79.125.242']);
  // One public address for both says nothing.
  cluster.publicAddress.master = '52.79.51.79';
  assert.equal(dnsRecords(cluster)[0]?.wrong, ['172.31.5.136']);
});

dns('have the registry where it has a name of its own beside GitLab', () => {
  const names = (place: string) => {
    const cluster = sampleCluster();
    cluster.registry = { ...cluster.registry, private: place, public: place };
    return dnsRecords(cluster)
      .filter(({ machine }) => machine === 'gitlab')
      .map(({ name }) => name);
  };
  assert.equal(names('GitLab.pas-mini.io:5000'), ['gitlab.pas-mini.io']);
  assert.equal(names('registry.pas-mini.io:5000'), ['gitlab.pas-mini.io', 'registry.pas-mini.io']);
  // At another port, or without one, no registry of GitLab's machine answers.
  for (const elsewhere of [
    'registry.other.io:5000',
    '172.31.15.249:5000',
    'registry.pas-mini.io/team',
    'registry.pas-mini.io:5443',
  ])
    assert.equal(names(elsewhere), ['gitlab.pas-mini.io'], elsewhere);
});

dns.run();
