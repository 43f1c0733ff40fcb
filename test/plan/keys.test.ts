import { generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Document, isScalar, parseDocument } from 'yaml';
import { nodeConcerns, plannedNodes } from '../../packages/core/src/plan/nodes.ts';
import { phaseConcerns } from '../../packages/core/src/plan/phases.ts';
import type { FileAction } from '../../packages/core/src/plan/types.ts';
import { changedVariables } from '../../packages/core/src/plan/variables.ts';
import { fullConfig } from '../cli/standins.ts';
import { putAt, type SchemaKey, schemaKeys } from '../support/keys.ts';

/** What a change of a key makes due, by the longest name that the key begins with. */
const DUE: Readonly<Record<string, string>> = {
  cluster_name: 'genconf',
  ansible_user: 'install genconf',
  ansible_ssh_private_key_file: 'genconf',
  ssh_port: 'genconf gitlab',
  resolvers: 'genconf',
  dns_search: 'genconf',
  'server.private.bootstrap': 'bootstrap-tools static-ip install',
  'server.private.gitlab': 'static-ip data-disk install gitlab gitlab-backup',
  'server.private.ci': 'static-ip install ci-runner',
  'server.public': 'restart-cloud-server cadvisor',
  'db.database': 'apps',
  'db.password': 'db-password apps',
  'host.registry.package': 'package apps',
  'host.registry.private': 'install restart-cloud-server cadvisor',
  'host.registry.public': 'install restart-cloud-server cadvisor',
  'host.db': 'package',
  'host.iam': 'package apps restart-cloud-server cadvisor',
  'host.config': 'package apps',
  'host.eureka-server': 'package apps',
  'host.cloud-server': 'package apps',
  'host.cloud-ui': 'package apps',
  'iam.port': 'restart-cloud-server cadvisor',
  'iam.client-key': 'restart-cloud-server cadvisor',
  'iam.client-secret': 'restart-cloud-server cadvisor',
  'dcos.token': 'restart-cloud-server cadvisor',
  'dcos.user': 'dcos-token',
  'gitlab.version': 'gitlab',
  'gitlab.external-url': 'gitlab package apps restart-cloud-server cadvisor',
  'gitlab.root.username': 'apps',
  'gitlab.root.password': 'gitlab apps',
  'gitlab.root.token': 'restart-cloud-server cadvisor',
  'gitlab.config-repo': 'restart-cloud-server cadvisor',
  'gitlab.smtp': 'gitlab',
  'gitlab.backup': 'gitlab',
  'gitlab.backup.path': 'gitlab gitlab-backup',
  'gitlab.backup.manage-path': 'gitlab gitlab-backup',
  'gitlab.backup.schedule': 'gitlab-backup',
  'gitlab.backup.config-schedule': 'gitlab-backup',
  'gitlab.backup.config-path': 'gitlab-backup',
  'gitlab.backup.upload.type': 'gitlab gitlab-backup',
  'gitlab.backup.upload.local-root': 'gitlab gitlab-backup',
  'gitlab.backup.upload.directory': 'gitlab-backup',
  registry: 'gitlab',
  'cadvisor.image': 'install',
  'cadvisor.port': 'install cadvisor',
  'cadvisor.base-port': 'cadvisor',
  'cadvisor.ports': 'cadvisor',
  rinetd: 'cadvisor',
  'network.device': 'static-ip genconf',
  'network.netmask': 'static-ip',
  'network.gateway': 'static-ip',
  'network.dns': 'static-ip',
  disks: 'data-disk',
  runner: 'ci-runner',
  'runner.registration-token': 'gitlab ci-runner',
  minio: 'ci-runner',
  repositories: 'install',
  'repositories.gitlab-runner': 'ci-runner',
  'repositories.docker-machine': 'ci-runner',
  'repositories.gitlab': 'gitlab',
  docker: 'install',
  tools: 'bootstrap-tools',
};

/** The DNS table, which people carry to their name server, and the runbook are all that these change. */
const FOR_PEOPLE = ['server.public.gitlab', 'host.gitlab', 'host.dcos', 'dns.wildcard'];

/** Nothing that uegen makes without a checkout of uEngine-cloud holds these. */
const WITHOUT_EFFECT = [
  'acknowledged',
  'extra',
  'host.default',
  'host.nexus',
  'host.redis',
  'host.kafka',
  'iam.admin',
  'iam.access-token-lifetime',
  'iam.mail',
  'redis',
  'kafka',
  'nexus',
  'pinpoint',
  'elk',
  'mandatory-docker',
];

/** The schema knows one value only. */
const FIXED = ['runner.autoscale.driver'];

/** What becomes of a node, and of the database, is told for each of them: see the tests of nodes. */
const NODES =
  /^(server\.private\.(public|master|agent|add-agent|add-public-agent|gracefully-remove-agent|uninstall)|db\.ip)$/;

type Edit = readonly [key: string, value: unknown];

const LOCAL = { type: 'local', 'local-root': '/mnt/a' };
const S3 = {
  type: 's3',
  bucket: 'backups',
  region: 'ap-northeast-2',
  'access-key': 'AKIAKIAKI',
  'secret-key': 'secret123',
};

/** Where the usual values don't do: what the config says before, and what is changed then. */
const OTHERS: Readonly<Record<string, { first?: readonly Edit[]; change?: readonly Edit[] }>> = {
  resolvers: { change: [['resolvers', ['172.31.0.3']]] },
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
  'cadvisor.base-port': { change: [['cadvisor.base-port', 9500]] },
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

/** The config that uses every key, but where no node joins: nearly every change is due for it. */
function documentWith(edits: readonly Edit[]): Document {
  const document = parseDocument(fullConfig());
  for (const key of ['private.add-agent', 'private.add-public-agent', 'public.public.public3'])
    document.deleteIn(['server', ...key.split('.')]);
  for (const [key, value] of edits) putAt(document, key.split('.'), document.createNode(value));
  return document;
}

function built(document: Document) {
  const { files, cluster } = generate(document.toString());
  return cluster && { cluster, files: new Map(files.map(({ path, content }) => [path, String(content)])) };
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

/** What a plan says of one changed key: the phases, and the files for people. */
function concernedBy(key: SchemaKey): { phases: string; files: string[] } {
  const dotted = key.path.join('.');
  const { first = [], change } = OTHERS[dotted] ?? {};
  const before = built(documentWith(first));
  assert.ok(before, 'the config to start from has mistakes');
  const changes = change
    ? [change]
    : candidates(key, documentWith(first)).map((value): Edit[] => [[dotted, value]]);
  for (const edits of changes) {
    const after = built(documentWith([...first, ...edits]));
    if (after !== undefined) return compare(before, after);
  }
  throw new Error('no other value is right for it');
}

type Built = NonNullable<ReturnType<typeof built>>;

function compare(before: Built, after: Built) {
  const paths = [...new Set([...before.files.keys(), ...after.files.keys()])];
  const changed = paths.filter((path) => before.files.get(path) !== after.files.get(path));
  const files = changed.map((path) => {
    const action: FileAction = !after.files.has(path)
      ? 'delete'
      : before.files.has(path)
        ? 'change'
        : 'create';
    return { path, action, secret: false, backup: false };
  });
  const variables = changed.map((path): [string, string[]] => [
    path,
    changedVariables(path, before.files.get(path) ?? '', after.files.get(path) ?? ''),
  ]);
  const nodes = nodeConcerns(plannedNodes(before.cluster), plannedNodes(after.cluster));
  const concerns = phaseConcerns(after.cluster, {
    files,
    nodes,
    variables: new Map(variables),
    first: false,
  });
  return { phases: concerns.map(({ phase }) => phase).join(' '), files: changed };
}

const keys = suite('plan: every key of the schema, changed alone');

const isBelow = (key: string, name: string) =>
  key === name || (/^[.-]/.test(key.slice(name.length)) && key.startsWith(name));

for (const key of schemaKeys()) {
  const dotted = key.path.join('.');
  if (key.schema.properties !== undefined || NODES.test(dotted) || FIXED.includes(dotted)) continue;
  keys(dotted, () => {
    const { phases, files } = concernedBy(key);
    if (WITHOUT_EFFECT.some((name) => isBelow(dotted, name))) return assert.equal(files, []);
    const [name] = Object.keys(DUE)
      .filter((one) => isBelow(dotted, one))
      .sort((a, b) => b.length - a.length);
    const expected = FOR_PEOPLE.includes(dotted) ? '' : DUE[name ?? ''];
    assert.ok(expected !== undefined, `nobody says what a changed ${dotted} makes due`);
    assert.is(phases, expected, `${dotted} changes ${files.join(', ')}`);
    assert.ok(files.length > 0);
  });
}

keys.run();
