import { type GeneratedFile, generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { schemaKeys } from '../support/keys.ts';
import { configText } from '../support/scenarios.ts';
import { leaks, secretPaths, sentinelConfig } from '../support/sentinels.ts';

const secrets = suite('secrets');

const GUIDE = configText('valid', 'guide');

const textOf = ({ content }: GeneratedFile): string =>
  typeof content === 'string' ? content : Buffer.from(content).toString();

const checkout = [
  { source: 'config-repository/public.yml', content: Buffer.from('host: @host.db@\n'), executable: false },
  {
    source: 'config-repository/secret.yml',
    content: Buffer.from('password: @iam.admin.password@\n'),
    executable: false,
  },
  {
    source: 'config-repository/secret.sh',
    content: Buffer.from('echo @iam.mail.password@\n'),
    executable: true,
  },
];

secrets('stand in files marked as secret, which only their owner may read, and nowhere else', () => {
  const { files } = generate(sentinelConfig(), { checkout });
  assert.ok(files.length > 20);
  for (const file of files) {
    if (!file.secret) assert.equal(leaks(textOf(file)), [], file.path);
    assert.is(['0600', '0700'].includes(file.mode), file.secret, file.path);
  }
  const found = new Set(files.filter(({ secret }) => secret).flatMap((file) => leaks(textOf(file))));
  for (const path of secretPaths) assert.ok(found.has(path.join('.')), `${path.join('.')} lands nowhere`);
  assert.ok(files.find(({ path }) => path === 'cloud-config-repository/secret.sh')?.mode === '0700');
});

secrets('are cut by a # that YAML takes for a comment, and that is said where it happens', () => {
  const cut = (lines: string) =>
    generate(`${GUIDE}\n${lines}`)
      .diagnostics.filter(({ code }) => code === 'cut-secret')
      .map(({ path, position }) => `${path.join('.')} ${position?.column}`);
  const plain = GUIDE.replace('password: my-secret-pw', 'password: my-secret-pw #2');
  assert.is.not(plain, GUIDE);
  const [found] = generate(plain).diagnostics.filter(({ code }) => code === 'cut-secret');
  assert.is(found?.message, 'db.password ends before the # on its line: YAML takes the rest for a comment');
  assert.is(plain.split('\n')[(found?.position?.line ?? 0) - 1]?.trim(), 'password: my-secret-pw #2');

  assert.equal(cut('extra:\n  a: one #two\n  b: three\t# four\n  c: [five] # six\n'), [
    'extra.a 6',
    'extra.b 6',
  ]);
  assert.equal(cut(`extra:\n  a: 'one' #two\n  b: "three #four"\n  c: five#six\n  # seven\n`), []);
  // The same text without a comment, at another secret and at what is none.
  assert.equal(cut('extra:\n  a: one\n  b: one #two\n'), ['extra.b 6']);
  assert.equal(cut('dns_search: one # two\n'), []);
});

secrets('are declared: a key that sounds like one is marked in the schema', () => {
  const NOT_SECRET = [
    'ansible_ssh_private_key_file',
    'iam.access-token-lifetime',
    'repositories.epel-key',
    'repositories.docker-key',
    'repositories.gitlab-runner-key',
    'repositories.gitlab-runner-package-key',
    'repositories.gitlab-key',
  ];
  for (const { path, schema } of schemaKeys())
    if (
      /passw|secret|token|key|credential/i.test(path.at(-1) as string) &&
      !NOT_SECRET.includes(path.join('.'))
    )
      assert.is(schema['x-secret'], true, path.join('.'));
});

secrets.run();
