import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { configServerIsOpen } from '../../packages/core/src/rules/config-server.ts';
import { registryListsTags } from '../../packages/core/src/rules/gitlab-ports.ts';
import {
  configHostIsKnown,
  gitlabHasOnePort,
  hostsAreDistinct,
  portsLeadToServices,
} from '../../packages/core/src/rules/hosts.ts';
import {
  publicAddressesMatch,
  publicAgentsAreReached,
  publicNamesStandAlone,
  publicPlacesAreElsewhere,
} from '../../packages/core/src/rules/public-agents.ts';
import { imagesStayPrivate } from '../../packages/core/src/rules/registry.ts';
import {
  resolversAreCounted,
  resolversAreNotDcos,
  resolversAreNotNodes,
  resolversAreUsable,
  resolversLieOutsideContainerNetworks,
} from '../../packages/core/src/rules/resolvers.ts';
import { found } from '../support/subject.ts';

const rules = suite('rules about names and public places');
const P = 'server.private';

rules("find nothing in the guide's config", () => {
  for (const rule of [
    configHostIsKnown,
    hostsAreDistinct,
    publicAddressesMatch,
    publicAgentsAreReached,
    resolversAreNotDcos,
    resolversAreNotNodes,
    resolversAreUsable,
    resolversLieOutsideContainerNetworks,
  ])
    assert.equal(found(rule), [], rule.name);
});

rules('public agents with names have public addresses with the same names', () => {
  const inside = { [`${P}.public`]: { edge1: '172.31.5.136', edge2: '172.31.5.137' } };
  const outside = (names: Record<string, string>) => ({ ...inside, 'server.public.public': names });
  assert.equal(
    found(publicAddressesMatch, outside({ edge1: '52.0.0.1', edg2: '52.0.0.2', agent1: '52.0.0.3' })),
    [
      'error public-address server.public.public.edg2: server.private.public has no public agent edg2',
      'error public-address server.public.public.agent1: server.private.public has no public agent agent1',
    ],
  );
  // A name that was misspelt is said once.
  assert.equal(found(publicAgentsAreReached, outside({ edge1: '52.0.0.1', edg2: '52.0.0.2' })), []);
  assert.equal(found(publicAgentsAreReached, outside({ edge1: '52.0.0.1' })), [
    'warning public-address server.public.public: the public agent edge2 has no public address: no DNS record leads to it (add edge2 with its public address)',
  ]);
  assert.equal(found(publicAgentsAreReached, inside), []);
  const joining = {
    ...outside({ edge1: '52.0.0.1', edge2: '52.0.0.2' }),
    [`${P}.add-public-agent`]: { edge3: '172.31.5.138' },
  };
  assert.equal(found(publicAgentsAreReached, joining), []);
});

rules('name servers are none that would ask themselves, and ones that machines can have', () => {
  const hint = "(name the network's own name servers)";
  const resolvers = (...list: string[]) => ({ resolvers: ['172.31.0.2', ...list] });
  assert.equal(
    found(resolversAreNotDcos, {
      ...resolvers('198.51.100.1:5353'),
      'network.dns': ['198.51.100.2', '10.0.0.2'],
    }),
    [
      `error reserved-network resolvers.1: resolvers.1 is in 198.51.100.0/24, DC/OS' own name servers: they would ask themselves ${hint}`,
      `error reserved-network network.dns.0: network.dns.0 is in 198.51.100.0/24, DC/OS' own name servers: they would ask themselves ${hint}`,
    ],
  );
  assert.equal(found(resolversAreNotNodes, resolvers('172.31.12.143', '127.0.0.1')), [
    `error resolver resolvers.1: resolvers.1 is master1, a node of DC/OS: DC/OS' name server there would ask itself ${hint}`,
    `error resolver resolvers.2: resolvers.2 is an address of the machine itself: DC/OS' name server there would ask itself ${hint}`,
  ]);
  for (const right of ['172.31.12.143:5353', '127.0.0.1:54', '172.31.8.143', '172.31.15.249', '172.31.3.61'])
    assert.equal(found(resolversAreNotNodes, resolvers(right)), [], right);
  for (const wrong of ['172.31.6.35', '172.31.5.136:53'])
    assert.is(found(resolversAreNotNodes, resolvers(wrong)).length, 1, wrong);
  assert.equal(found(resolversAreUsable, resolvers('0.0.0.1', '224.0.0.1:53')), [
    `error resolver resolvers.1: resolvers.1 is no address of a machine ${hint}`,
    `error resolver resolvers.2: resolvers.2 is a multicast or reserved address ${hint}`,
  ]);
  assert.equal(found(resolversAreUsable, resolvers('169.254.169.253')), []);
  assert.equal(found(resolversLieOutsideContainerNetworks, resolvers('172.17.0.1', '198.51.100.1')), [
    `warning reserved-network resolvers.1: resolvers.1 lies in 172.17.0.0/16, Docker's bridge docker0 ${hint}`,
  ]);
});

rules('each service has a host name of its own', () => {
  assert.equal(
    found(hostsAreDistinct, { 'host.iam': 'CONFIG.pas-mini.io', 'host.cloud-ui': 'db.pas-mini.io' }).sort(),
    [
      'error duplicate-host host.cloud-ui: host.cloud-ui is the same as host.db',
      'error duplicate-host host.config: host.config is the same as host.iam',
    ],
  );
  assert.equal(found(configHostIsKnown, { 'host.config': undefined }), [
    'error missing-key host: host.config is missing',
  ]);
  assert.equal(found(configHostIsKnown, { 'host.config': undefined, 'host.default': 'a.test' }), []);
});

rules('whoever opens the config server is told so, until he knows', () => {
  const [note, ...more] = found(configServerIsOpen);
  assert.equal(more, []);
  assert.match(
    note ?? '',
    /^note config-server host\.config: anyone who can reach .*it asks for no login \(let only your users/,
  );
  assert.equal(found(configServerIsOpen, { acknowledged: ['config-server'] }), []);
});

rules('a port of a service is one at which marathon-lb offers it', () => {
  const hint = '(something in front of the public agents has to pass it on to one of them)';
  const at = (path: string, port: number, service: string, own: number) =>
    `warning service-port ${path}: ${path} has port ${port}, but marathon-lb offers ${service} at ports 80 and ${own} ${hint}`;
  assert.equal(found(portsLeadToServices), []);
  assert.equal(found(portsLeadToServices, { 'iam.port': 8080 }), [at('iam.port', 8080, 'iam', 10003)]);
  assert.equal(found(portsLeadToServices, { 'iam.port': 10003 }), []);
  assert.equal(found(portsLeadToServices, { 'host.config': 'config.pas-mini.io:8080' }), [
    at('host.config', 8080, 'uengine-cloud-config', 10000),
  ]);
  for (const port of [80, 10000])
    assert.equal(found(portsLeadToServices, { 'host.config': `config.pas-mini.io:${port}` }), []);
});

rules('GitLab has one port', () => {
  const one = (host: string, url?: string) =>
    found(gitlabHasOnePort, { 'host.gitlab': host, ...(url && { 'gitlab.external-url': url }) });
  assert.equal(one('gitlab.pas-mini.io:8080', 'http://gitlab.pas-mini.io'), [
    'error port-conflict gitlab.external-url: gitlab.external-url and host.gitlab have different ports (leave the port out of host.gitlab)',
  ]);
  assert.equal(one('gitlab.pas-mini.io:8080', 'http://gitlab.pas-mini.io:8080'), []);
  assert.equal(one('gitlab.pas-mini.io:8080'), []);
  assert.equal(one('gitlab.pas-mini.io', 'http://gitlab.pas-mini.io:8080'), []);
});

rules('resolvers are counted as /etc/resolv.conf does', () => {
  const addresses = ['172.31.0.2', '172.31.0.3', '172.31.0.4', '172.31.0.5'];
  const counted = (list: string[]) => found(resolversAreCounted, { resolvers: list });
  for (const count of [1, 2, 3]) assert.equal(counted(addresses.slice(0, count)), []);
  assert.equal(counted(addresses), [
    "note resolver resolvers: 4 resolvers: DC/OS' documentation names three at most, and /etc/resolv.conf takes three (the first three at port 53 go there)",
  ]);
  assert.match(
    counted([]).join(),
    /^note resolver resolvers: no resolvers: DC\/OS takes its default, \S+ and \S+ \(name the network's own/,
  );
  assert.equal(counted(['172.31.0.2:5353']), [
    'warning resolver resolvers: no resolver has port 53: /etc/resolv.conf can name none of them (set network.dns)',
  ]);
});

rules('public addresses that are names stand alone, and lead elsewhere', () => {
  const inside = { [`${P}.public`]: { edge1: '172.31.5.136', edge2: '172.31.5.137' } };
  const outside = (edge1: string, edge2: string) => ({ ...inside, 'server.public.public': { edge1, edge2 } });
  assert.equal(found(publicNamesStandAlone, outside('52.0.0.1', '52.0.0.2')), []);
  assert.equal(found(publicNamesStandAlone, outside('lb.test', 'lb.test')), []);
  assert.equal(found(publicNamesStandAlone, { 'server.public.public': 'lb.test' }), []);
  assert.equal(found(publicNamesStandAlone, outside('lb1.test', '52.0.0.2')), [
    'warning public-address server.public.public: server.public.public has host names for several agents: in DNS, a name can be another one only alone (give their addresses, or one host name for all of them)',
  ]);
  const told = (path: string) =>
    `warning public-address ${path}: ${path} is one of the names that the DNS records are for (give the address of the machine, or a name that it has anyway)`;
  assert.equal(found(publicPlacesAreElsewhere), []);
  assert.equal(
    found(publicPlacesAreElsewhere, {
      'server.public.master': 'DCOS.pas-mini.io:8080',
      'server.public.gitlab': 'gitlab.pas-mini.io',
    }),
    [told('server.public.master'), told('server.public.gitlab')],
  );
  assert.equal(found(publicPlacesAreElsewhere, { 'server.public.public': 'iam.pas-mini.io' }), [
    told('server.public.public'),
  ]);
  assert.equal(found(publicPlacesAreElsewhere, outside('lb.test', 'cloud.pas-mini.io')), [
    told('server.public.public.edge2'),
  ]);
});

rules('images stay private, and the registry lists their tags', () => {
  assert.match(
    found(imagesStayPrivate).join(),
    /^warning public-images host\.registry\.package: .* unless their repositories are private \(name the registry/,
  );
  assert.equal(found(imagesStayPrivate, { 'host.registry.package': 'gitlab.pas-mini.io:5000' }), []);
  assert.equal(found(registryListsTags), []);
  assert.match(
    found(registryListsTags, { 'host.registry.public': 'gitlab.pas-mini.io:5000/group' }).join(),
    /^warning registry host\.registry\.public: host\.registry\.public has a path: .* \(images lie below the path/,
  );
});

rules.run();
