import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hostKeysArePinned, whatVouchesIsSafe } from '../../packages/core/src/rules/trust.ts';
import { schemaKeys } from '../support/keys.ts';
import { found } from '../support/subject.ts';

const rules = suite('rules about whom is trusted');

rules('any host key is taken only with advice, until keys are pinned or it is known', () => {
  const [note, ...more] = found(hostKeysArePinned);
  assert.equal(more, []);
  assert.match(
    note ?? '',
    /^note host-keys ansible_ssh_private_key_file: ssh accepts any host key: .*acknowledged: \[host-keys\]\)$/,
  );
  assert.equal(found(hostKeysArePinned, { acknowledged: ['host-keys'] }), []);
  assert.equal(found(hostKeysArePinned, { 'ssh.known-hosts': '/etc/uegen/known_hosts' }), []);
  assert.is(found(hostKeysArePinned, { acknowledged: ['config-server'] }).length, 1);
});

const start = (path: string) => `warning insecure-source ${path}: ${path} is fetched unprotected: `;
const SUM = `sha256:${'0'.repeat(64)}`;

rules('what vouches for packages and downloads comes by a way that nobody can change it on', () => {
  assert.equal(found(whatVouchesIsSafe), []);
  for (const key of [
    'epel-key',
    'docker-key',
    'gitlab-key',
    'gitlab-runner-key',
    'gitlab-runner-package-key',
  ])
    for (const way of ['http', 'ftp'])
      assert.equal(found(whatVouchesIsSafe, { [`repositories.${key}`]: `${way}://mirror.test/key` }), [
        `${start(`repositories.${key}`)}anyone on the network path can replace the keys there, and with them every package (take it by https://, or by file:// from the machines)`,
      ]);
  for (const address of ['https://mirror.test/key', 'file:///mirror/key'])
    assert.equal(found(whatVouchesIsSafe, { 'repositories.epel-key': address }), []);
  // Packages are signed.
  assert.equal(found(whatVouchesIsSafe, { 'repositories.docker': 'http://mirror.test/docker' }), []);
  for (const key of ['tools.maven', 'tools.node', 'tools.dcos-cli'])
    assert.equal(found(whatVouchesIsSafe, { [`${key}-checksum`]: 'sha512:http://mirror.test/sums' }), [
      `${start(`${key}-checksum`)}anyone on the network path can replace the list together with the file (write the checksum itself, or take the list by https://)`,
    ]);
  assert.is(found(whatVouchesIsSafe, { 'rinetd.checksum': 'sha256:ftp://mirror.test/sums' }).length, 1);
});

rules('a download without a checksum comes by such a way itself', () => {
  for (const [key, sum] of [
    ['tools.dcos-cli', 'tools.dcos-cli-checksum'],
    ['dcos.installer', 'dcos.installer-checksum'],
  ] as const) {
    assert.equal(found(whatVouchesIsSafe, { [key]: 'http://mirror.test/x', [sum]: undefined }), [
      `${start(key)}anyone on the network path can replace it, and no checksum tells (set ${sum}, or take it by https://)`,
    ]);
    assert.equal(found(whatVouchesIsSafe, { [key]: 'http://mirror.test/x', [sum]: SUM }), []);
    assert.equal(found(whatVouchesIsSafe, { [key]: 'file:///mnt/x', [sum]: undefined }), []);
  }
  assert.equal(found(whatVouchesIsSafe, { 'platform.repository': 'http://git.test/x' }), [
    `${start('platform.repository')}anyone on the network path can replace it, and no checksum tells (take it by https://)`,
  ]);
});

/** Whether the checksum of a download has a default. */
function hasChecksum(key: string): boolean {
  const name = key === 'rinetd.source' ? 'rinetd.checksum' : `${key}-checksum`;
  return schemaKeys().some(({ path, schema }) => path.join('.') === name && schema.default !== undefined);
}

/** Repositories whose packages are signed, and the one file whose checksum is no key. */
const VOUCHED_FOR = ['centos', 'epel', 'docker', 'gitlab', 'gitlab-runner', 'docker-machine'].map(
  (name) => `repositories.${name}`,
);

rules('each address of the schema is looked at, unless something else vouches for what lies there', () => {
  for (const { path, schema } of schemaKeys()) {
    const key = path.join('.');
    const kind = schema.$ref?.replace('#/$defs/', '');
    if (kind !== 'checksum' && kind !== 'repository') continue;
    const others = key.startsWith('mirror.') ? { 'mirror.registry': 'http://mirror.test:5000' } : {};
    const value = kind === 'checksum' ? 'sha256:http://mirror.test/x' : 'http://mirror.test/x';
    const expected = VOUCHED_FOR.includes(key) || hasChecksum(key) ? 0 : 1;
    assert.is(found(whatVouchesIsSafe, { ...others, [key]: value }).length, expected, key);
  }
});

rules.run();
