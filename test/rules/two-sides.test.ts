import {
  type Diagnostic,
  formatDiagnostics,
  generate,
  rules as list,
  parseConfig,
  schemaAt,
} from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { lookUp } from '../../packages/core/src/parse/tree.ts';
import { configText, generateScenario, scenarioNames } from '../support/scenarios.ts';
import { type Changes, guideText } from '../support/subject.ts';

const sides = suite('a problem between two keys');

/** A change of the guide's config, and the places that are to be named; the first is where the problem stands. */
type Case = readonly [changes: Changes, ...places: string[]];

const P = 'server.private';
const AGENT1 = '172.31.6.35';
const MASTERS = { master1: '172.31.12.143', master2: '172.31.4.125', master3: '172.31.1.198' };
const PUBLICS = { p1: '172.31.5.136', p2: '172.31.5.137' };
const S3 = { type: 's3', bucket: 'cache', region: 'eu-west-1' };
const MINIO = { type: 'minio', bucket: 'cache', 'access-key': 'access', 'secret-key': 'secret-key' };
const MACHINES = { 'instance-type': 'm4.large', region: 'eu-west-1', 'subnet-id': 'subnet-1' };
const UPLOAD = { type: 'local', 'local-root': '/data/copies' };

/** Each rule: cases where its problem lies between keys, or none, where it looks at one place only. */
const CASES: Readonly<Record<string, readonly Case[]>> = {
  mastersAreOdd: [
    [{ [`${P}.uninstall`]: MASTERS }, `${P}.uninstall`, `${P}.master`],
    [{ [`${P}.uninstall`]: { master1: MASTERS.master1 } }, `${P}.master`, `${P}.uninstall.master1`],
  ],
  quorumSurvives: [[{ [`${P}.uninstall`]: { master1: MASTERS.master1 } }, `${P}.uninstall`, `${P}.master`]],
  agentsRemain: [
    [
      { [`${P}.gracefully-remove-agent`]: { public: PUBLICS.p1 } },
      `${P}.public`,
      `${P}.gracefully-remove-agent.public`,
    ],
    [{ [`${P}.uninstall`]: { public: PUBLICS.p1 } }, `${P}.public`, `${P}.uninstall.public`],
  ],
  addressesAreDistinct: [[{ [`${P}.agent.agent2`]: AGENT1 }, `${P}.agent.agent2`, `${P}.agent.agent1`]],
  nodesHaveUsableAddresses: [],
  nodesLieOutsideContainerNetworks: [],
  resolversAreNotDcos: [],
  resolversAreNotNodes: [[{ resolvers: [AGENT1] }, 'resolvers.0', `${P}.agent.agent1`]],
  resolversAreUsable: [],
  resolversAreCounted: [],
  resolversLieOutsideContainerNetworks: [],
  namesAreDistinct: [[{ [`${P}.agent.Master1`]: '172.31.9.9' }, `${P}.agent.Master1`, `${P}.master.master1`]],
  namesAreNotReserved: [],
  removedNodesAreAgents: [
    [
      { [`${P}.gracefully-remove-agent`]: { x: MASTERS.master1 } },
      `${P}.gracefully-remove-agent.x`,
      `${P}.master.master1`,
    ],
  ],
  uninstalledNodesAreKnown: [
    [{ [`${P}.uninstall`]: { x: '172.31.15.249' } }, `${P}.uninstall.x`, `${P}.gitlab`],
  ],
  leavingNamesMatch: [
    [{ [`${P}.uninstall`]: { agent1: '172.31.9.9' } }, `${P}.uninstall.agent1`, `${P}.agent.agent1`],
  ],
  leavingAddressesAreDistinct: [
    [
      { [`${P}.uninstall`]: { a: '172.31.1.235', b: '172.31.1.235' } },
      `${P}.uninstall.b`,
      `${P}.uninstall.a`,
    ],
  ],
  databaseStays: [
    [{ 'db.ip': MASTERS.master1 }, 'db.ip', `${P}.master.master1`],
    [{ [`${P}.uninstall`]: { agent1: AGENT1 } }, `${P}.uninstall.agent1`, 'db.ip'],
  ],
  databaseKeepsItsNode: [],
  publicAddressesMatch: [
    [
      { [`${P}.public`]: PUBLICS, 'server.public.public': { p1: '52.78.1.1', p3: '52.78.1.3' } },
      'server.public.public.p3',
      `${P}.public`,
    ],
  ],
  publicNamesStandAlone: [
    [
      { [`${P}.public`]: PUBLICS, 'server.public.public': { p1: 'one.test', p2: 'two.test' } },
      'server.public.public',
      'server.public.public.p1',
      'server.public.public.p2',
    ],
  ],
  publicPlacesAreElsewhere: [
    [{ 'server.public.gitlab': 'gitlab.pas-mini.io' }, 'server.public.gitlab', 'host.gitlab'],
  ],
  publicAgentsAreReached: [
    [
      { [`${P}.public`]: PUBLICS, 'server.public.public': { p1: '52.78.1.1' } },
      'server.public.public',
      `${P}.public.p2`,
    ],
  ],
  configHostIsKnown: [],
  hostsAreDistinct: [[{ 'host.iam': 'gitlab.pas-mini.io' }, 'host.iam', 'host.gitlab']],
  portsLeadToServices: [],
  gitlabHasOnePort: [
    [
      { 'host.gitlab': 'gitlab.pas-mini.io:81', 'gitlab.external-url': 'http://gitlab.pas-mini.io' },
      'gitlab.external-url',
      'host.gitlab',
    ],
  ],
  configServerIsOpen: [],
  hostKeysArePinned: [],
  whatVouchesIsSafe: [],
  cadvisorPortIsFree: [
    [{ 'cadvisor.port': 2022, ssh_port: 2022 }, 'cadvisor.port', 'ssh_port'],
    [{ 'cadvisor.port': 9101 }, 'cadvisor.port', `${P}.agent.agent1`],
    [{ 'cadvisor.port': 9300, 'cadvisor.ports.agent1': 9300 }, 'cadvisor.port', 'cadvisor.ports.agent1'],
    // A default is nowhere in config.yml: the one side that stands there is the place.
    [{ ssh_port: schemaAt(['cadvisor', 'port'], undefined)?.default }, 'ssh_port'],
  ],
  sshPortIsFree: [
    [{ ssh_port: 9101 }, 'ssh_port', `${P}.agent.agent1`],
    [{ ssh_port: 9300, 'cadvisor.ports.agent1': 9300 }, 'ssh_port', 'cadvisor.ports.agent1'],
  ],
  proxyPortsAreFree: [[{ 'cadvisor.ports.agent1': 9102 }, `${P}.agent.agent2`, 'cadvisor.ports.agent1']],
  proxyPortsAreChosen: [],
  proxyNamesAreKnown: [],
  gatewayHasDevice: [[{ 'network.gateway': '172.31.0.1' }, 'network', 'network.gateway']],
  netmaskIsContiguous: [],
  gatewayIsReachable: [
    [
      {
        network: { device: 'eth0', gateway: '172.31.0.1', netmask: '255.255.240.0' },
        [`${P}.ci`]: '172.31.16.1',
      },
      `${P}.ci`,
      'network.gateway',
    ],
    [
      { network: { device: 'eth0', gateway: AGENT1, netmask: '255.255.240.0' } },
      'network.gateway',
      `${P}.agent.agent1`,
    ],
    [
      { network: { device: 'eth0', gateway: '172.31.0.0', netmask: '255.255.240.0' } },
      'network.gateway',
      'network.netmask',
    ],
  ],
  diskNodesAreKnown: [],
  diskMountsAreKnown: [],
  diskMountsAreFree: [
    [
      { disks: [{ nodes: 'agent1', device: '/dev/xvdf', mount: '/home/centos' }] },
      'disks.0.mount',
      'ansible_user',
    ],
  ],
  disksAreDistinct: [
    [
      {
        disks: [
          { nodes: 'agent', device: '/dev/xvdf' },
          { nodes: 'agent1', device: '/dev/xvdg' },
        ],
      },
      'disks.1',
      'disks.0',
    ],
    [
      {
        disks: [
          { nodes: 'agent', device: '/dev/xvdf' },
          { nodes: 'agent1', device: '/dev/xvdf', mount: '/data' },
        ],
      },
      'disks.1.device',
      'disks.0.device',
    ],
  ],
  runnerHasMachine: [],
  cacheIsComplete: [
    [{ 'runner.cache': { type: 'none', bucket: 'cache' } }, 'runner.cache.bucket', 'runner.cache.type'],
    [{ 'runner.cache': { bucket: 'cache' } }, 'runner.cache.bucket'],
    [
      { 'runner.cache': { ...S3, 'access-key': 'access' } },
      'runner.cache',
      'runner.cache.type',
      'runner.cache.access-key',
    ],
  ],
  cacheHasKeys: [
    [
      { 'runner.cache': S3, 'runner.version': '10.3.0' },
      'runner.cache',
      'runner.cache.type',
      'runner.version',
    ],
  ],
  machinesAreComplete: [
    [
      { 'runner.autoscale': { ...MACHINES, 'access-key': 'access' } },
      'runner.autoscale',
      'runner.autoscale.access-key',
    ],
    [
      { 'runner.autoscale': { ...MACHINES, spot: false, 'spot-price': '0.1' } },
      'runner.autoscale.spot-price',
      'runner.autoscale.spot',
    ],
  ],
  machineOptionsAreDistinct: [
    [
      { 'runner.autoscale': { ...MACHINES, options: ['amazonec2-ami=ami-1', 'amazonec2-ami=ami-2'] } },
      'runner.autoscale.options.1',
      'runner.autoscale.options.0',
    ],
  ],
  machinesShareCache: [
    [{ 'runner.autoscale': MACHINES, 'runner.cache.type': 'none' }, 'runner.autoscale', 'runner.cache.type'],
  ],
  minioTakesSettings: [
    [{ 'runner.cache': { ...MINIO, insecure: false } }, 'runner.cache.insecure', 'runner.cache.type'],
    [{ 'runner.cache': { ...MINIO, 'access-key': 'a' } }, 'runner.cache.access-key', 'runner.cache.type'],
  ],
  minioIsUsed: [[{ 'minio.port': 9001, 'runner.cache': S3 }, 'minio', 'runner.cache.type']],
  minioPortIsFree: [
    [{ 'runner.cache': MINIO, 'minio.port': 22, ssh_port: 22 }, 'minio.port', 'ssh_port'],
    [
      { 'runner.cache': MINIO, 'minio.port': 8080, [`${P}.ci`]: '172.31.15.249' },
      'minio.port',
      `${P}.gitlab`,
    ],
  ],
  springKeepsValues: [],
  passwordsAreOwn: [],
  mailHasCredentials: [],
  gitlabMailHasServer: [],
  gitlabMailHasLogin: [],
  gitlabMailHasOneTls: [
    [
      { 'gitlab.smtp': { host: 'mail.test', tls: true, starttls: true } },
      'gitlab.smtp.tls',
      'gitlab.smtp.starttls',
    ],
  ],
  gitlabMailFitsPort: [
    [
      { 'gitlab.smtp': { host: 'mail.test', authentication: 'none', port: 587, tls: true } },
      'gitlab.smtp.port',
      'gitlab.smtp.tls',
    ],
  ],
  mailFitsPort: [],
  bypassHasProxy: [],
  chefKeepsSender: [],
  configBackupLiesApart: [
    [
      { 'gitlab.backup': { path: '/data/backups', 'config-path': '/data/backups/config' } },
      'gitlab.backup.config-path',
      'gitlab.backup.path',
    ],
    [
      { 'gitlab.backup': { 'config-path': '/data/copies', upload: UPLOAD } },
      'gitlab.backup.config-path',
      'gitlab.backup.upload.local-root',
    ],
  ],
  dataLiesApart: [],
  uploadFitsItsType: [
    [
      { 'gitlab.backup.upload': { ...UPLOAD, bucket: 'bucket' } },
      'gitlab.backup.upload.bucket',
      'gitlab.backup.upload.type',
    ],
    [{ 'gitlab.backup.upload': { type: 'local' } }, 'gitlab.backup.upload', 'gitlab.backup.upload.type'],
  ],
  uploadGoesElsewhere: [
    [
      { 'gitlab.backup': { path: '/data/copies', upload: UPLOAD } },
      'gitlab.backup.upload',
      'gitlab.backup.path',
    ],
  ],
  schedulesComeTrue: [],
  gitlabPortsAreDistinct: [
    [{ ssh_port: 5000, 'registry.port': 5000 }, 'registry.port', 'ssh_port'],
    [{ ssh_port: 5000 }, 'ssh_port'],
  ],
  registryIsWhereNodesLook: [[{ 'registry.port': 5001 }, 'registry.port', 'host.registry.private']],
  registryListsTags: [],
  imagesStayPrivate: [],
  mirrorHasDistribution: [
    [
      {
        mirror: { url: 'http://mirror.test/u', registry: 'http://mirror.test:5000' },
        'repositories.centos': '',
      },
      'repositories.centos',
      'mirror.url',
    ],
  ],
};

sides('has its case for each rule', () => {
  assert.equal(list.map(({ name }) => name).sort(), Object.keys(CASES).sort());
});

for (const rule of list)
  for (const [changes, ...places] of CASES[rule.name] ?? [])
    sides(`${rule.name} names ${places.join(' and ')}`, () => {
      const text = guideText(changes);
      const { diagnostics } = generate(text, { rules: [rule] });
      const found = diagnostics.filter(({ path }) => path.join('.') === places[0]);
      assert.ok(
        found.some((one) => placesOf(one).join() === places.join()),
        diagnostics.map((one) => placesOf(one).join()).join('; '),
      );
      for (const diagnostic of found) showsItsLines(diagnostic, text);
    });

function placesOf({ path, also = [] }: Diagnostic): string[] {
  return [path, ...also.map((other) => other.path)].map((place) => place.join('.'));
}

function showsItsLines(diagnostic: Diagnostic, text: string): void {
  const places = [diagnostic, ...(diagnostic.also ?? [])];
  for (const { position } of places) {
    assert.ok(position);
    for (const lang of ['en', 'ko'] as const) {
      const shown = formatDiagnostics([diagnostic], { fileName: 'config.yml', text, lang });
      assert.match(shown, new RegExp(`^ +${position?.line} \\| .*\\n +\\| +\\^`, 'm'));
    }
  }
}

sides(
  'shows a line of two sides once, with a caret for each, and one that another mistake showed again',
  () => {
    const text = guideText({ [`${P}.agent`]: undefined, [`${P}.master`]: undefined }).replace(
      /^ {2}private:$/m,
      '  private:\n    agent: {a1: 172.31.6.35, a2: 172.31.6.35}\n    master: {m1: 172.31.6.35}',
    );
    const { diagnostics } = generate(text);
    const twice = diagnostics.filter(({ code }) => code === 'duplicate-address');
    const shown = formatDiagnostics(twice, { fileName: 'config.yml', text, color: false });
    const line = text.split('\n').findIndex((one) => one.includes('a1:')) + 1;
    assert.is(shown.split(` ${line} | `).length - 1, twice.length, shown);
    assert.is(shown.split('^\n').length - 1, 2 * twice.length, shown);
  },
);

// What no table can forget: a message that names another key of config.yml points at it.
for (const kind of ['invalid', 'valid'] as const)
  for (const name of scenarioNames(kind))
    sides(`${kind}/${name}: each key that a message names is one of its places`, () => {
      const parsed = parseConfig(configText(kind, name));
      if (!('tree' in parsed)) return;
      for (const diagnostic of generateScenario(kind, name).diagnostics) {
        // Places are those in config.yml.
        if (diagnostic.file !== undefined) continue;
        const named = (diagnostic.message.match(/\b[a-z_]+(?:\.[\w-]+)+/g) ?? [])
          .map((key) => key.split('.'))
          .filter(
            (path) => schemaAt(path, undefined) !== undefined && lookUp(parsed.tree, path) !== undefined,
          );
        const places = placesOf(diagnostic);
        for (const path of named)
          assert.ok(
            places.some((place) => `${place}.`.startsWith(`${path.join('.')}.`)),
            `${diagnostic.message} has only ${places}`,
          );
      }
    });

sides.run();
