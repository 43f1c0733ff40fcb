import { checkConfig, type Diagnostic, formatDiagnostics, generate, parseConfig } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { CLASSES } from '../../packages/core/scripts/unicode-classes.mjs';
import { explainErrors } from '../../packages/core/src/config/explain.ts';
import { suggest } from '../../packages/core/src/config/suggest.ts';
import { MAX_VALUES } from '../../packages/core/src/parse/outgrown.ts';
import { configText } from '../support/scenarios.ts';

const suggestions = suite('suggestions');

suggestions('are at most two edits away, one for a short name', () => {
  const known = ['password', 'username', 'ip', 'port', 'token'];
  for (const [name, meant] of [
    ['pasword', 'password'],
    ['passwrod', 'password'],
    ['passwordss', 'password'],
    ['passwordsss', undefined],
    ['pswrd', undefined],
    ['pswrod', undefined],
    ['prt', 'port'],
    ['pt', undefined],
    ['i', 'ip'],
    ['xy', undefined],
    ['userName', 'username'],
    ['user-name', 'username'],
    ['user_name', 'username'],
  ] as const)
    assert.is(suggest(name, known), meant, name);
  assert.is(suggest('a', []), undefined);
});

suggestions('prefer a letter more or less to another letter, and what is nearer to both', () => {
  assert.is(suggest('hosta', ['hostb', 'host']), 'host');
  assert.is(suggest('hosta', ['host', 'hostb']), 'host');
  assert.is(suggest('abcdef', ['abcxyf', 'abcdxf']), 'abcdxf');
  // A swap of neighbours is one edit, also at the start.
  assert.is(suggest('baster', ['abster', 'master12']), 'abster');
});

suggestions.run();

const mistakes = suite('what the schema refuses');

/** What is said about a config with more text below the guide's: code, path, message and hint. */
function said(more: string, edit = (text: string) => text): string[] {
  const parsed = parseConfig(`${edit(configText('valid', 'guide'))}\n${more}`);
  assert.ok('tree' in parsed, JSON.stringify(parsed));
  return checkConfig(parsed.tree).diagnostics.map(
    ({ code, path, message, hint }) =>
      `${code} ${path.join('.')}: ${message}${hint === undefined ? '' : ` (${hint})`}`,
  );
}

for (const [more, expected] of [
  ['dns: {wildcard: yes}', ['wrong-type dns.wildcard: dns.wildcard must be true or false (write true)']],
  ['dns: {wildcard: OFF}', ['wrong-type dns.wildcard: dns.wildcard must be true or false (write false)']],
  [
    'dns: {wildcard: True}',
    ['wrong-type dns.wildcard: dns.wildcard must be true or false (write it in lower case)'],
  ],
  ['dns: {wildcard: maybe}', ['wrong-type dns.wildcard: dns.wildcard must be true or false']],
  ['dns: {wildcard: {a: b}}', ['wrong-type dns.wildcard: dns.wildcard must be true or false']],
  ['dns: []', ['wrong-type dns: dns must be a mapping of keys']],
  ['disks: {}', ['wrong-type disks: disks must be a list']],
  [
    'tools: {maven: [a]}',
    [
      'wrong-type tools.maven: tools.maven must be an address that starts with https://, http://, ftp:// or file://, without a login, a query and commas: a login goes into ~/.netrc',
    ],
  ],
  ['dns: {wildcrd: true}', ['unknown-key dns.wildcrd: unknown key in dns (did you mean `wildcard`?)']],
  ['dns: {x: true}', ['unknown-key dns.x: unknown key in dns']],
  ['dsn: {}', ['unknown-key dsn: unknown key (did you mean `dns`?)']],
  ['a/b~c: 1', ['unknown-key a/b~c: unknown key']],
  ['disks: [{nodes: agent}]', ['missing-key disks.0: disks.0.device is missing']],
  [
    'disks: [{nodes: agent, device: }]',
    ['blank-key disks.0.device: disks.0.device is blank and needs a value'],
  ],
  [
    'cadvisor: {ports: {agent1: }}',
    ['blank-key cadvisor.ports.agent1: cadvisor.ports.agent1 is blank and needs a value'],
  ],
  [
    'redis: {}',
    ['known-later-key redis: redis belongs to a later version of the platform: uegen writes no file from it'],
  ],
] as const)
  mistakes(`${more}`, () => assert.equal(said(more), expected));

mistakes('a number that is none says how to write it', () => {
  for (const wrong of ['022', '+22', '1e1', '22.0'])
    assert.match(
      said('', (text) => text.replace('ssh_port: 22', `ssh_port: ${wrong}`)).join(),
      'write plain decimal digits',
    );
  assert.not.match(said('', (text) => text.replace('ssh_port: 22', 'ssh_port: ssh')).join(), 'write plain');
});

mistakes('a name that no machine can have is said once, and never its value', () => {
  const found = said('', (text) => text.replace('agent1: 172.31.6.35', '-agent1: 172.31.6.35'));
  assert.equal(found.length, 1);
  assert.match(found[0] ?? '', /^invalid-name server\.private\.agent\.-agent1: the name of a node must be/);
});

mistakes('one place has one mistake, but each missing key is one', () => {
  const error = { instancePath: '/db', keyword: 'required', schemaPath: '', params: {} };
  const errors = ['ip', 'password', 'ip'].map((missingProperty) => ({
    ...error,
    params: { missingProperty },
  }));
  assert.equal(
    explainErrors(errors, { db: {} }, { db: {} }).diagnostics.map(({ message }) => message),
    ['db.ip is missing', 'db.password is missing'],
  );
  assert.equal(explainErrors([{ ...error, keyword: 'if' }], {}, {}), { diagnostics: [], untold: 0 });
});

const isError = ({ severity }: Diagnostic) => severity === 'error';

mistakes('of more mistakes than are to be told the first are told, and the others counted', () => {
  const text = `${configText('valid', 'guide')}\nrinetd:\n  allow:\n${'    - x\n'.repeat(30)}`;
  const all = generate(text);
  assert.equal([all.diagnostics.filter(isError).length, all.untold], [30, 0]);
  const some = generate(text, { mistakes: 10 });
  assert.equal(some.untold, 20);
  assert.equal(some.diagnostics.filter(isError), all.diagnostics.filter(isError).slice(0, 10));
  const said = formatDiagnostics(some.diagnostics, { fileName: 'config.yml', text, untold: some.untold });
  assert.match(said, '20 more are not shown; --json lists all\n30 errors\n');
});

mistakes('what a reference left blank is no further mistake, told or counted', () => {
  const named = Array.from({ length: 30 }, (_, index) => `  k${index}: !env NOT_SET\n`).join('');
  const text = `${configText('valid', 'guide')}\nextra:\n${named}`;
  for (const mistakes of [undefined, 10]) {
    const { diagnostics, untold } = generate(text, mistakes === undefined ? {} : { mistakes });
    assert.equal(
      [new Set(diagnostics.map(({ code }) => code)), untold],
      [new Set(['unresolved-reference']), 0],
    );
  }
});

mistakes('a config with more values than any cluster has is refused, however right each of them is', () => {
  const allowed = (count: number) =>
    generate(
      `${configText('valid', 'guide')}\nrinetd: {allow: [${'10.0.0.1,'.repeat(count)}]}`,
    ).diagnostics.filter(isError);
  assert.equal(
    allowed(MAX_VALUES).map(({ code, path }) => [code, path]),
    [['too-large', []]],
  );
});

mistakes("the validator's spelling of each class of Unicode is that class", () => {
  for (const [name, spelling] of Object.entries(CLASSES)) {
    const [ofUnicode, spelt] = [name, spelling].map((text) => new RegExp(`[\\${text}]`, 'u'));
    for (let code = 0; code <= 0x10ffff; code++) {
      const sign = String.fromCodePoint(code);
      if (ofUnicode?.test(sign) !== spelt?.test(sign)) throw new Error(`${name}: ${code.toString(16)}`);
    }
  }
});

mistakes.run();
