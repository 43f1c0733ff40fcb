import {
  type ConfigInput,
  checkConfig,
  type Diagnostic,
  formatDiagnostics,
  generate,
  parseConfig,
} from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { configText, scenarioNames } from '../support/scenarios.ts';

const input = suite('a config as an object');

/** A text's mappings, lists and scalars as an object; every scalar is text, as the parser leaves it. */
function asTexts(text: string): ConfigInput {
  return parse(text, { schema: 'failsafe', customTags: ['null'] });
}

/** What is said, without the places in a text. */
function said(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics
    .map(({ code, severity, message, path }) => `${severity} ${code} ${path.join('.')} ${message}`)
    .sort();
}

for (const kind of ['valid', 'invalid'] as const)
  for (const name of scenarioNames(kind)) {
    const text = configText(kind, name);
    const parsed = parseConfig(text);
    if ('diagnostics' in parsed || /!(?:env|file)/.test(text)) continue;
    input(`${kind}/${name}: the same files, the same diagnostics as of the text`, () => {
      const expected = generate(text);
      const found = generate(asTexts(text));
      assert.equal(said(found.diagnostics), said(expected.diagnostics));
      assert.equal(found.files, expected.files);
      assert.ok(
        found.diagnostics.every(
          (diagnostic) => diagnostic.file !== undefined || diagnostic.position === undefined,
        ),
      );
      if (expected.config === undefined) return;
      // As typed, with every default written out.
      assert.equal(generate(expected.config).files, expected.files);
    });
  }

/** The guide's smallest cluster, typed: what has a default is left out. */
const SMALLEST: ConfigInput = {
  cluster_name: 'uEngine',
  ansible_user: 'centos',
  ansible_ssh_private_key_file: '/home/centos/key.pem',
  server: {
    private: {
      bootstrap: '172.31.8.143',
      gitlab: '172.31.15.249',
      public: '172.31.5.136',
      master: { master1: '172.31.12.143' },
      agent: { agent1: '172.31.6.35' },
    },
    public: { master: '52.79.125.242', gitlab: '52.78.60.43', public: '52.79.51.79' },
  },
  db: { ip: '172.31.6.35', database: 'uengine', password: 'pass-word' },
  host: {
    registry: { package: 'sppark', private: 'gitlab.pas-mini.io:5000', public: 'gitlab.pas-mini.io:5000' },
    db: 'db.pas-mini.io',
    gitlab: 'gitlab.pas-mini.io',
    iam: 'iam.pas-mini.io',
    config: 'config.pas-mini.io',
    'eureka-server': 'eureka-server.pas-mini.io',
    'cloud-server': 'cloud-server.pas-mini.io',
    'cloud-ui': 'cloud.pas-mini.io',
  },
  iam: {
    port: 80,
    'client-key': 'client-key',
    'client-secret': 'client-secret',
    admin: { username: 'admin', password: 'admin-password' },
    'access-token-lifetime': 7200,
    mail: {
      host: 'smtp.gmail.com',
      username: 'someone@pas-mini.io',
      password: 'mail-password',
      port: 587,
      'smtp-auth': true,
      'smtp-starttls-enable': true,
      'from-address': 'someone@pas-mini.io',
      'from-name': 'uengine',
    },
  },
};

/** The errors of the smallest cluster with one value replaced, each as `path code hint`. */
function errorsWith(path: readonly string[], value: unknown): string[] {
  const config = structuredClone(SMALLEST) as unknown as Record<string, unknown>;
  const parent = path.slice(0, -1).reduce((node, key) => node[key] as Record<string, unknown>, config);
  parent[path.at(-1) as string] = value;
  const { diagnostics, files } = generate(config as unknown as ConfigInput);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  assert.is(files.length === 0, errors.length > 0);
  return errors.map(({ path, code, hint }) => [path.join('.'), code, hint].filter(Boolean).join(' '));
}

input('a typed config without its defaults makes files, and is left as it is', () => {
  const before = JSON.stringify(SMALLEST);
  const { files, diagnostics } = generate(SMALLEST);
  assert.equal(
    diagnostics.filter(({ severity }) => severity === 'error'),
    [],
  );
  assert.ok(files.length > 50);
  assert.is(JSON.stringify(SMALLEST), before);
});

const QUOTE = 'write it as text, in quotes';

input('a number or a boolean is no text: 1.10 would be 1.1', () => {
  assert.equal(errorsWith(['db', 'password'], 123), [`db.password wrong-type ${QUOTE}`]);
  assert.equal(errorsWith(['docker'], { version: 17.1 }), [`docker.version wrong-type ${QUOTE}`]);
  assert.equal(errorsWith(['cluster_name'], true), [`cluster_name wrong-type ${QUOTE}`]);
  assert.equal(errorsWith(['cluster_name'], '1.10'), []);
});

input('a number is whole, and a boolean is one', () => {
  for (const port of [80.5, Number.NaN, Number.POSITIVE_INFINITY, -1, 70_000, true, '080'])
    assert.match(
      errorsWith(['iam', 'port'], port).join(),
      /^iam\.port (?:wrong-type|invalid-value)/,
      String(port),
    );
  assert.equal(errorsWith(['iam', 'port'], '80'), []);
  for (const value of [1, 'yes', []])
    assert.match(errorsWith(['iam', 'mail', 'smtp-auth'], value).join(), /^iam\.mail\.smtp-auth wrong-type/);
});

input('what is left out or null is blank', () => {
  for (const blank of [undefined, null, '']) {
    assert.equal(errorsWith(['dcos'], { token: blank }), []);
    assert.equal(errorsWith(['db', 'password'], blank), ['db.password blank-key']);
  }
});

class Address {
  readonly ip = '172.31.6.35';
}

input('what no text could say is an error at its path, each of them', () => {
  const odd = [
    new Date(0),
    new Map(),
    new Set(),
    new Address(),
    () => 1,
    Symbol('x'),
    1n,
    /x/,
    Buffer.from('x'),
  ];
  for (const value of odd) {
    assert.equal(errorsWith(['db', 'ip'], value), ['db.ip wrong-type'], String(value));
    assert.equal(errorsWith(['resolvers'], ['172.31.0.2', value]), ['resolvers.1 wrong-type'], String(value));
    const { diagnostics } = generate(value as unknown as ConfigInput);
    assert.equal(
      said(diagnostics),
      ['error not-a-mapping  the config must be a plain object'],
      String(value),
    );
  }
  const both = { ...SMALLEST, db: new Map(), iam: new Set() } as unknown as ConfigInput;
  assert.equal(
    generate(both).diagnostics.map(({ path }) => path.join('.')),
    ['db', 'iam'],
  );
  for (const value of [undefined, null, 1, []])
    assert.is(generate(value as unknown as ConfigInput).diagnostics[0]?.code, 'not-a-mapping');
});

input('an object that holds itself ends in an error, one that stands twice is taken twice', () => {
  const loop: Record<string, unknown> = { ...SMALLEST };
  loop.dns = { again: loop };
  assert.equal(
    generate(loop as unknown as ConfigInput).diagnostics.map(({ path }) => path.join('.')),
    ['dns.again'],
  );
  let shared: unknown = 'x';
  for (let depth = 0; depth < 200; depth++) shared = [shared, shared];
  // Written out, it would be larger than any memory: the error stands where the bound is reached.
  const [error, ...others] = errorsWith(['cluster_name'], shared);
  assert.match(error ?? '', /^cluster_name(\.[01]){100,} too-large /);
  assert.equal(others, []);
});

input('a key that every object has is an unknown key', () => {
  const config = { ...SMALLEST, ...JSON.parse('{"__proto__": {"x": 1}, "constructor": 1}') };
  assert.equal(said(generate(config).diagnostics.filter(({ severity }) => severity === 'error')), [
    'error unknown-key __proto__ unknown key',
    'error unknown-key constructor unknown key',
  ]);
});

input('its diagnostics are printed without a place', () => {
  const { diagnostics } = generate({ ...SMALLEST, iam: { ...SMALLEST.iam, port: -1 } });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  assert.is(
    formatDiagnostics(errors, { fileName: 'cluster.ts' }),
    'cluster.ts: error: iam.port must be a port from 1 to 65535 [invalid-value]\n1 error\n',
  );
});

input('its values fill the placeholders of the checkout, typed as its own', () => {
  const text = (content: string) => new TextEncoder().encode(content);
  const checkout = [
    {
      source: 'config-repository/x.yml',
      content: text('a: @iam.port@\nb: "@iam.port@"\nc: @iam.mail.smtp-auth@\n'),
      executable: false,
    },
  ];
  const { files } = generate(SMALLEST, { checkout });
  const file = files.find(({ path }) => path === 'cloud-config-repository/x.yml');
  assert.is(file?.content, 'a: 80\nb: "80"\nc: true\n');
});

input('checkConfig takes what the parser leaves, as before', () => {
  const parsed = parseConfig(configText('valid', 'guide'));
  assert.ok('tree' in parsed && checkConfig(parsed.tree).config !== undefined);
});

input.run();
