import { generate } from '@uegen/core';
import { type Document, isScalar, parseDocument } from 'yaml';
import { fullConfig } from '../cli/standins.ts';
import { imageResources } from './image-resources.ts';
import { putAt, type SchemaKey } from './keys.ts';

const CARRIED = [
  ...['extra.title', 'redis', 'kafka', 'nexus', 'pinpoint', 'elk', 'mandatory-docker'],
  ...['host.nexus', 'host.redis', 'host.kafka'],
].map((key) => `@${key}@`);

/** What of a checkout uegen reads: the resources of the images, and a carried file that asks for each key of its own. */
export const CHECKOUT = {
  resources: imageResources(),
  checkout: [
    { source: 'ui-files/own.json', content: Buffer.from(JSON.stringify(CARRIED)), executable: false },
  ],
};

type Edit = readonly [key: string, value: unknown];

const LOCAL = { type: 'local', 'local-root': '/mnt/a' };
const S3 = {
  type: 's3',
  bucket: 'backups',
  region: 'ap-northeast-2',
  'access-key': 'AKIAKIAKI',
  'secret-key': 'secret123',
};

const MIRROR = { url: 'http://mirror.test', registry: 'http://mirror.test:5000' };

const PROXY = { http: 'http://proxy.test:3128', https: 'http://proxy.test:3129' };

const GITLAB_LIKE_IAM: readonly Edit[] = [
  ['gitlab.smtp', {}],
  ['iam.mail.password', 'a-password'],
];

/** Where the usual values don't do: what the config says before, and what is changed then. */
const OTHERS: Readonly<Record<string, { first?: readonly Edit[]; change?: readonly Edit[] }>> = {
  extra: { change: [['extra.title', 'Another title']] },
  // The file that holds the title is its owner's alone then.
  'extra-public': { change: [['extra-public', []]] },
  'host.default': {
    first: [
      ['host.config', ''],
      ['host.default', 'one.io'],
    ],
    change: [['host.default', 'two.io']],
  },
  'host.gitlab': { first: [['gitlab.external-url', '']] },
  ...Object.fromEntries(
    [
      'host',
      'port',
      'username',
      'password',
      'smtp-auth',
      'smtp-starttls-enable',
      'from-address',
      'from-name',
    ].map((name) => [`iam.mail.${name}`, { first: GITLAB_LIKE_IAM }]),
  ),
  ...Object.fromEntries(
    [
      'redis',
      'kafka',
      'nexus',
      'pinpoint',
      'elk',
      'mandatory-docker',
      'host.nexus',
      'host.redis',
      'host.kafka',
    ].map((key) => [key, { first: [[key, 'a']], change: [[key, 'b']] }]),
  ),
  'server.private.public': { change: [['server.private.public.public2', '172.31.5.200']] },
  'server.private.master': { change: [['server.private.master.master3', '172.31.1.200']] },
  'server.private.agent': { change: [['server.private.agent.agent2', '172.31.1.236']] },
  'server.private.add-agent': { change: [['server.private.add-agent.agent8', '172.31.10.202']] },
  'server.private.add-public-agent': {
    change: [['server.private.add-public-agent.public3', '172.31.10.203']],
  },
  'server.private.gracefully-remove-agent': {
    first: [['server.private.gracefully-remove-agent', '']],
    change: [['server.private.gracefully-remove-agent', { agent6: '172.31.11.70' }]],
  },
  'server.private.uninstall': {
    first: [['server.private.uninstall', '']],
    change: [['server.private.uninstall', { agent7: '172.31.0.164' }]],
  },
  'db.ip': { change: [['db.ip', '172.31.1.235']] },
  resolvers: { change: [['resolvers', ['172.31.0.3']]] },
  'ntp.servers': { change: [['ntp', { servers: ['time.example.com'] }]] },
  'server.public.public': { change: [['server.public.public.public1', '52.79.51.90']] },
  'gitlab.version': { change: [['gitlab.version', '10.2.6-ce.0.el7']] },
  'gitlab.smtp.starttls': { first: [['gitlab.smtp.tls', false]] },
  'gitlab.backup.upload.type': {
    first: [['gitlab.backup.upload', S3]],
    change: [['gitlab.backup.upload', LOCAL]],
  },
  'gitlab.backup.upload.use-iam-profile': {
    first: [['gitlab.backup.upload', S3]],
    change: [
      [
        'gitlab.backup.upload',
        { type: 's3', bucket: 'backups', region: 'ap-northeast-2', 'use-iam-profile': true },
      ],
    ],
  },
  'gitlab.backup.upload.encryption': {
    first: [['gitlab.backup.upload.encryption', '']],
    change: [['gitlab.backup.upload.encryption', 'AES256']],
  },
  'gitlab.backup.upload.storage-class': { change: [['gitlab.backup.upload.storage-class', 'GLACIER']] },
  'gitlab.backup.upload.local-root': {
    first: [['gitlab.backup.upload', LOCAL]],
    change: [['gitlab.backup.upload.local-root', '/mnt/b']],
  },
  // With a package, nothing is made of the source.
  'rinetd.source': { first: [['rinetd.package', '']] },
  'rinetd.checksum': { first: [['rinetd.package', '']] },
  'cadvisor.base-port': { change: [['cadvisor.base-port', 9500]] },
  'mirror.url': {
    first: [
      ['mirror', MIRROR],
      ['rinetd.package', ''],
    ],
    change: [['mirror.url', 'http://other.test/uegen']],
  },
  'mirror.registry': { first: [['mirror', MIRROR]], change: [['mirror.registry', 'http://other.test:5000']] },
  'proxy.http': { first: [['proxy', PROXY]], change: [['proxy.http', 'http://other.test:3128']] },
  'proxy.https': { first: [['proxy', PROXY]], change: [['proxy.https', 'http://other.test:3128']] },
  'proxy.no-proxy': { first: [['proxy', PROXY]], change: [['proxy.no-proxy', ['.other.test']]] },
  'docker.registry-mirrors': { change: [['docker.registry-mirrors', ['https://hub.test']]] },
  'network.netmask': { change: [['network.netmask', '255.255.0.0']] },
  'network.dns': { change: [['network.dns', ['172.31.0.3']]] },
  disks: { change: [['disks.2', { nodes: 'gitlab', device: '/dev/xvdg', mount: '/data' }]] },
  'disks.0.nodes': { change: [['disks.0.nodes', 'master1']] },
  'disks.0.fstype': { change: [['disks.0.fstype', 'xfs']] },
  'runner.cache.insecure': { first: [['runner.cache.type', 's3']] },
  'runner.autoscale.spot': { first: [['runner.autoscale.spot-price', '']] },
  'runner.autoscale.insecure-registries': {
    change: [['runner.autoscale.insecure-registries', ['a.io:5000']]],
  },
};

/** The config that uses every key, but where no node joins, and without a mirror or a proxy: nearly every change is due for it. */
function documentWith(edits: readonly Edit[]): Document {
  const document = parseDocument(fullConfig());
  // They would take the place of all other addresses, and name hosts once more.
  document.delete('mirror');
  document.delete('proxy');
  for (const key of ['private.add-agent', 'private.add-public-agent', 'public.public.public3'])
    document.deleteIn(['server', ...key.split('.')]);
  for (const [key, value] of edits) putAt(document, key.split('.'), document.createNode(value));
  return document;
}

/** Values other than that of the key, some of which may be wrong for it. */
function candidates({ path, schema }: SchemaKey, document: Document): unknown[] {
  const node = document.getIn(path, true);
  const value = isScalar(node) ? String(node.value ?? '') : '';
  if (schema.enum !== undefined) return schema.enum.filter((one) => one !== value);
  if (schema.type === 'boolean') return [value !== 'true'];
  if (schema.type === 'array') return [[]];
  const numbers = value.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10));
  return [numbers, `${value}x`, `${value}/x`, 7, 'x', {}].filter((one) => one !== value);
}

/** The config before a change of one key, and after it: the first of other values that is right for the key. */
export function changed(key: SchemaKey): { before: string; after: string } {
  const dotted = key.path.join('.');
  const { first = [], change } = OTHERS[dotted] ?? {};
  const before = documentWith(first).toString();
  const changes = change
    ? [change]
    : candidates(key, documentWith(first)).map((value): Edit[] => [[dotted, value]]);
  for (const edits of changes) {
    const after = documentWith([...first, ...edits]).toString();
    if (after !== before && generate(after, CHECKOUT).cluster !== undefined) return { before, after };
  }
  throw new Error(`no other value is right for ${dotted}`);
}
