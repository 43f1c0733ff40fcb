import { configSchema } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { gitlabAddress, resolveGitlab } from '../../packages/core/src/cluster/gitlab.ts';
import { laterKeys } from '../../packages/core/src/cluster/later-keys.ts';
import { namedNodes } from '../../packages/core/src/cluster/nodes.ts';
import { hasOwnMinio, resolveRunner } from '../../packages/core/src/cluster/runner.ts';
import { resolveSmtp, smtpLogin } from '../../packages/core/src/cluster/smtp.ts';
import { sampleCluster } from '../support/cluster.ts';
import { type Changes, guideWith } from '../support/subject.ts';

const mail = suite("GitLab's mail");
const PASSWORD = { 'iam.mail.password': 'a-password' };
const login = (changes: Changes) => smtpLogin(guideWith({ ...PASSWORD, ...changes }));
const smtp = (changes: Changes) => resolveSmtp(guideWith({ ...PASSWORD, ...changes }));

mail("is the guide's iam.mail, unless gitlab.smtp says otherwise", () => {
  assert.equal(smtp({}), {
    host: 'smtp.gmail.com',
    port: 587,
    domain: 'uengine.org',
    login: { method: 'login', username: 'sppark@uengine.org', password: 'a-password' },
    starttls: true,
    tls: false,
    verifyMode: 'peer',
    fromAddress: 'sppark@uengine.org',
    fromName: 'uengine',
  });
  const own = { username: 'git', password: 'b', 'from-address': 'git@corp.test', 'from-name': 'GitLab' };
  assert.equal(
    smtp({
      'gitlab.smtp': { host: 'mx.corp.test', port: 25, authentication: 'plain', domain: 'corp', ...own },
    }),
    {
      host: 'mx.corp.test',
      port: 25,
      domain: 'corp',
      login: { method: 'plain', username: 'git', password: 'b' },
      starttls: true,
      tls: false,
      verifyMode: 'peer',
      fromAddress: 'git@corp.test',
      fromName: 'GitLab',
    },
  );
});

mail('never gives another server the login of the first', () => {
  const elsewhere = { 'gitlab.smtp.host': 'mx.corp.test' };
  assert.equal(login({}), {
    method: 'login',
    username: { section: 'iam.mail', value: 'sppark@uengine.org' },
    password: { section: 'iam.mail', value: 'a-password' },
  });
  assert.equal(login(elsewhere), {
    method: 'login',
    username: { section: 'gitlab.smtp' },
    password: { section: 'gitlab.smtp' },
  });
  assert.is(smtp(elsewhere), undefined);
  assert.is(smtp({ ...elsewhere, 'gitlab.smtp.username': 'git' }), undefined);
  assert.equal(smtp({ ...elsewhere, 'gitlab.smtp.authentication': 'none' })?.login, undefined);
  // Nor what is said of its port and its TLS.
  const open = { ...elsewhere, 'gitlab.smtp.authentication': 'none', 'iam.mail.port': '2525' };
  assert.is(smtp({ ...open, 'iam.mail.smtp-starttls-enable': 'false' })?.starttls, true);
  assert.is(smtp(open)?.port, 587);
});

mail('is off where it is switched off, has no server, or a password of stars', () => {
  for (const changes of [
    { 'gitlab.smtp': 'false' },
    { 'iam.mail': undefined },
    { 'iam.mail.password': '********' },
    { 'iam.mail.username': undefined },
  ])
    assert.is(smtp(changes), undefined, JSON.stringify(changes));
  assert.is(login({ 'gitlab.smtp': 'false' }), undefined);
  assert.is(login({ 'iam.mail.smtp-auth': 'false' }), undefined);
  assert.is(login({ 'gitlab.smtp.authentication': 'none' }), undefined);
  assert.is(login({ 'iam.mail.smtp-auth': 'false', 'gitlab.smtp.authentication': 'plain' })?.method, 'plain');
});

mail('greets with the domain of the sender, or as GitLab', () => {
  assert.is(smtp({ 'gitlab.smtp.from-address': 'git@mail.corp.test' })?.domain, 'mail.corp.test');
  const { domain, fromAddress, fromName } =
    smtp({ 'iam.mail.from-address': undefined, 'iam.mail.from-name': undefined }) ?? {};
  assert.equal([domain, fromAddress, fromName], ['gitlab.pas-mini.io', undefined, undefined]);
});

mail.run();

const gitlab = suite('GitLab');

gitlab('has its address from external-url or host.gitlab, with port and path apart', () => {
  for (const [url, expected] of [
    [undefined, { url: 'http://gitlab.pas-mini.io', port: 80, path: '' }],
    ['http://git.test', { url: 'http://git.test', port: 80, path: '' }],
    ['http://git.test:8080/', { url: 'http://git.test:8080', port: 8080, path: '' }],
    ['http://git.test:8080/git/lab/', { url: 'http://git.test:8080/git/lab', port: 8080, path: '/git/lab' }],
    ['http://git.test/lab', { url: 'http://git.test/lab', port: 80, path: '/lab' }],
  ] as const)
    assert.equal(gitlabAddress(guideWith(url === undefined ? {} : { 'gitlab.external-url': url })), expected);
});

gitlab('has its accounts as they stand, blank where they are', () => {
  const root = (changes: Changes) => resolveGitlab(guideWith(changes)).root;
  assert.equal(root({}), { username: '', password: '', token: '' });
  const account = { username: 'root', password: 'adminadmin', token: 'c' };
  assert.equal(root({ 'gitlab.root': account }), account);
});

gitlab('has backups with schedules as cron takes them, and none where they are off', () => {
  const backup = (value: Changes) => resolveGitlab(guideWith({ 'gitlab.backup': value })).backup;
  assert.equal(backup({}), {
    path: '/var/opt/gitlab/backups',
    managePath: true,
    archivePermissions: '0600',
    keepTime: 604800,
    schedule: '0 2 * * *',
    configPath: '/secret/gitlab/backups',
    configSchedule: '15 4 * * 2-6',
    configKeepTime: 31_536_000,
  });
  const off = backup({ schedule: 'false', 'config-schedule': 'false', 'archive-permissions': '640' });
  assert.equal([off.schedule, off.configSchedule, off.archivePermissions], [undefined, undefined, '0640']);
  assert.not.ok('schedule' in off || 'configSchedule' in off || 'upload' in off);
  assert.is(backup({ schedule: '0  3 *   * *' }).schedule, '0 3 * * *');
});

gitlab('uploads backups with what belongs to the type', () => {
  const upload = (value: Changes) =>
    resolveGitlab(guideWith({ 'gitlab.backup.upload': value })).backup.upload;
  const s3 = { type: 's3', bucket: 'bucket', region: 'ap-northeast-2' };
  const keys = { 'access-key': 'a', 'secret-key': 's' };
  assert.equal(upload({ ...s3, ...keys }), { ...s3, keys: { accessKey: 'a', secretKey: 's' } });
  assert.equal(
    upload({
      ...s3,
      'use-iam-profile': 'true',
      directory: 'd',
      encryption: 'AES256',
      'storage-class': 'STANDARD_IA',
    }),
    { ...s3, directory: 'd', encryption: 'AES256', storageClass: 'STANDARD_IA' },
  );
  assert.equal(upload({ type: 's3' }), {
    type: 's3',
    bucket: '',
    region: '',
    keys: { accessKey: '', secretKey: '' },
  });
  assert.equal(upload({ type: 'local', 'local-root': '/mnt', directory: 'd' }), {
    type: 'local',
    root: '/mnt',
    directory: 'd',
  });
  assert.equal(upload({ type: 'local' }), { type: 'local', root: '', directory: '.' });
});

gitlab.run();

const runner = suite('the runner');

function resolved(changes: Changes) {
  const config = guideWith(changes);
  return resolveRunner(config, namedNodes(config));
}

runner("has the guide's numbers, and others with machines of its own", () => {
  const numbers = (changes: Changes) => {
    const { runner } = resolved(changes);
    return [runner?.concurrent, runner?.limit];
  };
  const autoscale = { 'runner.autoscale': { 'vpc-id': 'vpc-1', region: 'ap-northeast-2' } };
  assert.equal(numbers({}), [5, 0]);
  assert.equal(numbers(autoscale), [12, 20]);
  assert.equal(numbers({ ...autoscale, 'runner.concurrent': 3, 'runner.limit': 4 }), [3, 4]);
});

runner("has machines whose Docker reaches the nodes' registry by http, which Docker Hub never is", () => {
  const insecure = (place: string) => {
    const autoscale = { 'runner.autoscale': { 'vpc-id': 'vpc-1', region: 'ap-northeast-2' } };
    const { runner } = resolved({ ...autoscale, 'host.registry.private': place });
    return runner?.machines?.options.filter((option) => option.startsWith('engine-insecure-registry='));
  };
  assert.equal(insecure('registry.test:5000/team'), ['engine-insecure-registry=registry.test:5000']);
  assert.equal(insecure('docker.io/acme'), []);
});

runner('is nowhere without a CI machine, and the registration token stays', () => {
  const changes = { 'server.private.ci': undefined, 'runner.registration-token': 't' };
  assert.equal(resolved(changes), { registrationToken: 't' });
  assert.is(resolved({}).registrationToken, '');
});

runner('reaches GitLab where everybody does, or at its own address', () => {
  assert.is(resolved({}).runner?.url, 'http://gitlab.pas-mini.io');
  assert.is(resolved({ 'gitlab.external-url': 'http://git.test/' }).runner?.url, 'http://git.test');
  assert.is(resolved({ 'runner.url': 'http://10.0.0.1' }).runner?.url, 'http://10.0.0.1');
  assert.is(resolved({ 'runner.token': 't' }).runner?.token, 't');
  assert.is(resolved({}).runner?.token, '');
});

runner('keeps its cache where its type says', () => {
  const cache = (value: Changes) => resolved({ 'runner.cache': value });
  const keys = { 'access-key': 'a', 'secret-key': 's', bucket: 'bucket' };
  const base = { accessKey: 'a', secretKey: 's', bucket: 'bucket', region: '', path: '', shared: false };
  assert.is(cache({ type: 'none' }).runner?.cache, undefined);
  assert.equal(
    cache({ type: 's3', ...keys, region: 'ap-northeast-2', path: 'p', shared: 'true' }).runner?.cache,
    {
      ...base,
      serverAddress: 's3.amazonaws.com',
      insecure: false,
      region: 'ap-northeast-2',
      path: 'p',
      shared: true,
    },
  );
  const minio = cache({ type: 'minio', ...keys });
  assert.equal(minio.runner?.cache, { ...base, serverAddress: '172.31.3.61:9005', insecure: true });
  assert.equal(minio.minio, {
    port: 9005,
    'data-path': '/export',
    image: 'minio/minio:RELEASE.2018-02-09T22-40-05Z',
    accessKey: 'a',
    secretKey: 's',
    bucket: 'bucket',
  });
  const other = cache({ type: 'minio', ...keys, 'server-address': 'minio.test', insecure: 'false' });
  assert.equal([other.runner?.cache?.serverAddress, other.runner?.cache?.insecure], ['minio.test', false]);
  assert.is(other.minio, undefined);
  assert.equal(cache({ type: 's3' }).runner?.cache, {
    ...base,
    serverAddress: 's3.amazonaws.com',
    insecure: false,
    accessKey: '',
    secretKey: '',
    bucket: '',
  });
  assert.not.ok(hasOwnMinio(guideWith({ 'runner.cache': { type: 's3' } })));
  assert.ok(hasOwnMinio(guideWith({ 'runner.cache': { type: 'minio' } })));
});

runner.run();

const later = suite('keys that are filled in later');

later('name keys of the schema, and know a blank one', () => {
  const cluster = sampleCluster();
  assert.equal(
    laterKeys.map(({ path }) => path.join('.')),
    [
      'dcos.token',
      'gitlab.root.username',
      'gitlab.root.password',
      'gitlab.root.token',
      'gitlab.config-repo.projectId',
    ],
  );
  const blank = { ...cluster, dcos: { ...cluster.dcos, token: '' } };
  blank.gitlab = {
    ...cluster.gitlab,
    root: { username: '', password: '', token: '' },
    configRepo: { 'deployment-path': '', 'template-path': '' },
  };
  const filled = { ...cluster, dcos: { ...cluster.dcos, token: 't' } };
  filled.gitlab = {
    ...cluster.gitlab,
    root: { username: 'u', password: 'p', token: 't' },
    configRepo: { ...cluster.gitlab.configRepo, projectId: 1 },
  };
  for (const { path, isBlank, neededBy, source } of laterKeys) {
    assert.ok(configSchema.properties?.[path[0]], path.join('.'));
    assert.equal([isBlank(blank), isBlank(filled)], [true, false], path.join('.'));
    for (const text of [neededBy, source]) assert.ok(text.ko !== '' && text.en !== '');
  }
});

later.run();
