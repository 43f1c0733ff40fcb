import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  addressesAreDistinct,
  namesAreDistinct,
  namesAreNotReserved,
} from '../../packages/core/src/rules/addresses.ts';
import {
  databaseStays,
  leavingAddressesAreDistinct,
  leavingNamesMatch,
  removedNodesAreAgents,
  uninstalledNodesAreKnown,
} from '../../packages/core/src/rules/leaving.ts';
import { agentsRemain, mastersAreOdd, quorumSurvives } from '../../packages/core/src/rules/masters.ts';
import {
  nodesHaveUsableAddresses,
  nodesLieOutsideContainerNetworks,
} from '../../packages/core/src/rules/subnets.ts';
import { found } from '../support/subject.ts';

const rules = suite('rules about nodes');
const MASTERS = { master1: '172.31.12.143', master2: '172.31.4.125', master3: '172.31.1.198' };
const AGENTS = {
  agent1: '172.31.6.35',
  agent2: '172.31.1.235',
  agent3: '172.31.5.245',
  agent4: '172.31.14.247',
  agent5: '172.31.7.160',
  agent6: '172.31.11.70',
  agent7: '172.31.0.164',
};
const P = 'server.private';

rules("find nothing in the guide's config", () => {
  for (const rule of [
    addressesAreDistinct,
    namesAreDistinct,
    namesAreNotReserved,
    databaseStays,
    leavingAddressesAreDistinct,
    leavingNamesMatch,
    removedNodesAreAgents,
    uninstalledNodesAreKnown,
    agentsRemain,
    mastersAreOdd,
    quorumSurvives,
    nodesHaveUsableAddresses,
    nodesLieOutsideContainerNetworks,
  ])
    assert.equal(found(rule), [], rule.name);
});

rules('an address is that of one node; bootstrap, gitlab and ci may share a machine', () => {
  assert.equal(
    found(addressesAreDistinct, { [`${P}.gitlab`]: '172.31.8.143', [`${P}.ci`]: '172.31.8.143' }),
    [
      'warning duplicate-address server.private.gitlab: server.private.gitlab has the address of server.private.bootstrap',
      'warning duplicate-address server.private.ci: server.private.ci has the address of server.private.bootstrap',
    ],
  );
  assert.equal(
    found(addressesAreDistinct, {
      [`${P}.master.master2`]: '172.31.8.143',
      [`${P}.add-agent.agent8`]: '172.31.6.35',
    }),
    [
      'error duplicate-address server.private.master.master2: server.private.master.master2 has the address of server.private.bootstrap',
      'error duplicate-address server.private.add-agent.agent8: server.private.add-agent.agent8 has the address of server.private.agent.agent1',
    ],
  );
  assert.equal(found(addressesAreDistinct, { [`${P}.public`]: '172.31.3.61' }).length, 1);
});

rules('a name is that of one machine, whatever its case', () => {
  assert.equal(
    found(namesAreDistinct, {
      [`${P}.agent.Master1`]: '172.31.6.36',
      [`${P}.agent.Public-Agent`]: '172.31.6.37',
    }),
    [
      'error duplicate-name server.private.agent.Master1: the name master1 is also that of server.private.master.master1',
      'error duplicate-name server.private.agent.Public-Agent: the name public-agent is also that of server.private.public',
    ],
  );
  // The same machine may be named twice.
  assert.equal(found(namesAreDistinct, { [`${P}.add-agent.agent1`]: '172.31.6.35' }), []);
});

rules('localhost is nobody in particular', () => {
  for (const name of ['localhost', 'LOCALHOST', 'localhost4'])
    assert.equal(found(namesAreNotReserved, { [`${P}.agent.${name}`]: '172.31.6.36' }), [
      `error invalid-name server.private.agent.${name}: ${name} is every machine's own name`,
    ]);
  for (const name of ['localhost44', 'a-localhost', 'localhosta'])
    assert.equal(found(namesAreNotReserved, { [`${P}.agent.${name}`]: '172.31.6.36' }), []);
});

rules('a node that joins, and one of several public agents, is found where it stands', () => {
  const use = "DC/OS' overlay network";
  assert.equal(
    found(nodesLieOutsideContainerNetworks, {
      [`${P}.bootstrap`]: '9.0.0.1',
      [`${P}.gitlab`]: '9.0.0.2',
      [`${P}.ci`]: '9.0.0.3',
      [`${P}.public`]: { edge: '9.0.0.4' },
      [`${P}.add-public-agent`]: { edge2: '9.0.0.5' },
      [`${P}.master.master1`]: '9.0.0.6',
      [`${P}.add-agent`]: { agent8: '9.0.0.7' },
    }),
    [
      ['bootstrap', 'bootstrap'],
      ['gitlab', 'gitlab'],
      ['ci', 'ci'],
      ['public.edge', 'edge'],
      ['add-public-agent.edge2', 'edge2'],
      ['master.master1', 'master1'],
      ['add-agent.agent8', 'agent8'],
    ].map(([place, name]) => `warning reserved-network ${P}.${place}: ${name} lies in 9.0.0.0/8, ${use}`),
  );
  assert.match(
    found(nodesLieOutsideContainerNetworks, { [`${P}.public`]: '9.0.0.4' })[0] ?? '',
    ' server.private.public: ',
  );
});

rules('a node has an address that others reach', () => {
  const use = (address: string) =>
    found(nodesHaveUsableAddresses, { [`${P}.ci`]: address }).map((text) => text.replace(/.* is /, ''));
  assert.equal(found(nodesHaveUsableAddresses, { [`${P}.ci`]: '127.0.0.1' }), [
    'error invalid-value server.private.ci: the address of ci is an address of the machine itself',
  ]);
  assert.equal(use('169.254.1.1'), ['a link-local address']);
  assert.equal(use('0.0.0.1'), ['no address of a machine']);
  for (const address of ['224.0.0.1', '255.255.255.255'])
    assert.equal(use(address), ['a multicast or reserved address']);
  for (const address of ['126.255.255.255', '128.0.0.0', '223.255.255.255', '1.0.0.0'])
    assert.equal(use(address), []);
});

rules('only agents are removed gracefully, and DC/OS is uninstalled where it is', () => {
  const list = `${P}.gracefully-remove-agent`;
  assert.equal(
    found(removedNodesAreAgents, {
      [list]: { master1: '172.31.12.143', x: '172.31.9.9', agent1: '172.31.6.35', public: '172.31.5.136' },
    }),
    [
      `error node-state ${list}.master1: master1 has the address of master: only agents can be removed gracefully`,
      `error node-state ${list}.x: x is not a node of the cluster: no agent has this address`,
    ],
  );
  const all = {
    ...MASTERS,
    agent1: '172.31.6.35',
    public: '172.31.5.136',
    gitlab: '172.31.15.249',
    x: '172.31.9.9',
  };
  assert.equal(found(uninstalledNodesAreKnown, { [`${P}.uninstall`]: all }), [
    `error node-state ${P}.uninstall.gitlab: gitlab has the address of gitlab, where DC/OS is not installed`,
    `warning node-state ${P}.uninstall.x: x is not a node of the cluster: no node has this address`,
  ]);
});

rules('a leaving node has the name that it has elsewhere, and is listed once', () => {
  for (const list of ['gracefully-remove-agent', 'uninstall']) {
    assert.equal(
      found(leavingNamesMatch, {
        [`${P}.${list}`]: { agent1: '172.31.1.235', other: '172.31.6.35', agent3: '172.31.5.245' },
      }),
      [`error node-state ${P}.${list}.agent1: agent1 has another address elsewhere in the config`],
    );
    assert.equal(
      found(leavingAddressesAreDistinct, {
        [`${P}.${list}`]: { agent1: '172.31.6.35', x: '172.31.6.35', y: '172.31.6.36' },
      }),
      [`error duplicate-address ${P}.${list}.x: x has the address of agent1`],
    );
  }
  assert.equal(found(leavingNamesMatch, { [`${P}.uninstall`]: { 'public-agent': '172.31.5.136' } }), []);
  const both = {
    [`${P}.uninstall`]: { agent1: '172.31.6.35' },
    [`${P}.gracefully-remove-agent`]: { x: '172.31.6.35' },
  };
  assert.equal(found(leavingAddressesAreDistinct, both), []);
});

rules('the database stays on a private agent', () => {
  const needs = ['error database-node db.ip: db.ip must be the address of a private agent'];
  for (const ip of ['172.31.5.136', '172.31.9.9', '172.31.12.143'])
    assert.equal(found(databaseStays, { 'db.ip': ip }), needs);
  for (const list of ['gracefully-remove-agent', 'uninstall'])
    assert.equal(found(databaseStays, { [`${P}.${list}`]: { agent1: '172.31.6.35' } }), [
      `error database-node ${P}.${list}.agent1: agent1 holds the database in /mysql/datadir: it cannot leave while other nodes stay`,
    ]);
  assert.equal(found(databaseStays, { [`${P}.uninstall`]: { ...MASTERS, agent1: '172.31.6.35' } }), []);
  assert.equal(found(databaseStays, { [`${P}.gracefully-remove-agent`]: { agent2: '172.31.1.235' } }), []);
});

rules('masters come in odd numbers', () => {
  const masters = (count: number) => ({
    [`${P}.master`]: Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`m${index}`, `172.31.20.${index + 1}`]),
    ),
  });
  for (const count of [1, 3, 5]) assert.equal(found(mastersAreOdd, masters(count)), []);
  for (const count of [7, 9])
    assert.equal(found(mastersAreOdd, masters(count)), [
      `warning master-count ${P}.master: ${count} masters work, but the guide names 1, 3 and 5`,
    ]);
  for (const count of [2, 4, 6, 8, 10, 11])
    assert.equal(found(mastersAreOdd, masters(count)), [
      `error master-count ${P}.master: there must be 1, 3 or 5 masters, and there are ${count}`,
    ]);
  assert.equal(found(mastersAreOdd, { [`${P}.uninstall`]: MASTERS }), [
    `warning cluster-ends ${P}.uninstall: every master is being uninstalled: the cluster ends`,
  ]);
});

rules('a quorum of masters stays', () => {
  assert.equal(found(quorumSurvives, { [`${P}.uninstall`]: { master1: '172.31.12.143' } }), [
    `warning quorum ${P}.uninstall: of 3 masters 2 would be left: taking masters out interrupts the running cluster`,
  ]);
  assert.equal(
    found(quorumSurvives, { [`${P}.uninstall`]: { master1: '172.31.12.143', master2: '172.31.4.125' } }),
    [
      `error quorum ${P}.uninstall: of 3 masters 1 would be left, and 2 are needed for a quorum: the cluster would be lost`,
    ],
  );
  assert.equal(found(quorumSurvives, { [`${P}.uninstall`]: MASTERS }), []);
  assert.equal(found(quorumSurvives, { [`${P}.uninstall`]: { agent1: '172.31.6.35' } }), []);
});

rules('an agent of each kind remains, unless the cluster ends', () => {
  const leaving = { ...AGENTS, public: '172.31.5.136' };
  assert.equal(found(agentsRemain, { [`${P}.uninstall`]: leaving }), [
    `error node-state ${P}.agent: no private agent would be left`,
    `error node-state ${P}.public: no public agent would be left`,
  ]);
  assert.equal(found(agentsRemain, { [`${P}.uninstall`]: { ...leaving, ...MASTERS } }), []);
  assert.equal(found(agentsRemain, { [`${P}.gracefully-remove-agent`]: AGENTS }).length, 1);
});

rules.run();
