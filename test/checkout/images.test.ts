import { type CheckoutFile, formatDiagnostics, generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { spellForImages } from '../../packages/core/src/checkout/images.ts';
import { imageValues } from '../../packages/core/src/outputs/config-properties.ts';
import { parseProperties } from '../../packages/core/src/parse/properties.ts';
import { propertiesValue, toProperties } from '../../packages/core/src/serialize/properties.ts';
import { sampleCluster } from '../support/cluster.ts';
import { imageResources } from '../support/image-resources.ts';
import { build, compare, fill, free, nasty, valuesOf } from '../support/images.ts';
import { configText } from '../support/scenarios.ts';
import { toolTest } from '../support/tool.ts';

const spelling = suite('values for the images: how they are spelt');

const IAM = 'uengine-cloud-iam/src/main/resources';
const SECRET = 'Q"x #1';

/** How a password is spelt for the given files, or what is said of it. */
function spell(files: Record<string, string | Uint8Array>, password = SECRET, url = 'http://gitlab.test') {
  const resources = [
    ...imageResources(['@db.password@', 'x']),
    ...Object.entries(files).map(([name, content]) => file(`${IAM}/${name}`, content)),
  ];
  const values = { ...imageValues(sampleCluster()), 'db.password': password };
  const { spelt, diagnostics } = spellForImages(values, url, resources);
  return diagnostics.length === 0
    ? String(spelt.get('db.password'))
    : diagnostics.map(({ message }) => message).join('\n');
}

function file(source: string, content: string | Uint8Array): CheckoutFile {
  return { source, content: Buffer.from(content as string), executable: false };
}

spelling('with quotes of its own only where every place has none', () => {
  assert.is(spell({}), SECRET);
  assert.is(spell({ 'a.yml': 'a: @db.password@\n' }), '"Q\\"x #1"');
  assert.is(spell({ 'a.yml': 'a: "@db.password@"\n' }), 'Q\\"x #1');
  assert.is(spell({ 'a.yml': "a: '@db.password@'\n" }), SECRET);
  assert.is(spell({ 'a.yml': "a: '@db.password@'\n" }, "it's #1"), "it''s #1");
  assert.is(spell({ 'a.yml': 'a: |\n  @db.password@\n' }), SECRET);
  assert.is(spell({ 'a.yml': '# @db.password@\na: @db.password@\n' }), '"Q\\"x #1"');
  assert.is(spell({ 'a.json': '{"a": "x@db.password@"}' }), 'Q\\"x #1');
  assert.is(spell({ 'a.json': '{"a": @db.password@}' }), '"Q\\"x #1"');
  assert.is(spell({ 'a.properties': 'a=@db.password@\n' }, 'a\\b 한'), 'a\\\\b \\ud55c');
  assert.is(spell({ 'a.json': '{"a": "@db.password@"}' }, '😀'), '\\ud83d\\ude00');
  assert.is(spell({ 'a.yml': 'a: "@db.password@"' }, '😀'), '\\U0001f600');
  assert.is(spell({ 'a.yml': 'a: [@db.password@, b]\n' }, 'a, b'), '"a, b"');
  assert.is(spell({ 'a.html': '<p>@db.password@</p>' }, 'a-b.c'), 'a-b.c');
});

spelling('is refused where one of the places wants another', () => {
  const both = { 'a.yml': 'a: @db.password@\nb: "@db.password@"\n' };
  assert.match(spell(both), `places have no double quotes: ${IAM}/a.yml:1`);
  assert.is(spell(both, 'plain'), 'plain');
  assert.match(spell({ 'a.yml': 'a: x @db.password@ y\n' }), `${IAM}/a.yml:1`);
  assert.match(spell({ 'a.yml': 'a: @db.password@:30\n' }, '12'), 'double quotes');
  assert.match(spell({ 'a.html': '\n<p>@db.password@</p>' }), `may mean something in ${IAM}/a.html:2`);
  assert.match(spell({ 'a.json': '{"a": "@db.password@"}', 'b.yml': 'a: @db.password@' }), `${IAM}/b.yml:1`);
  assert.match(spell({ 'a.yml': 'a: x@db.password@' }, '{cipher}1'), 'which Spring would decrypt');
});

spelling("GitLab's address serves the places behind http://, and a name elsewhere", () => {
  const values = imageValues(sampleCluster());
  const address = (url: string, ...edits: [string, string][]) => {
    const { spelt, diagnostics } = spellForImages(values, url, imageResources(...edits));
    return diagnostics[0]?.message ?? String(spelt.get('host.gitlab'));
  };
  assert.is(address('http://gitlab.pas-mini.io'), 'gitlab.pas-mini.io');
  assert.is(address('http://gitlab.pas-mini.io:8088/git'), 'gitlab.pas-mini.io:8088/git');
  const named: [string, string] = ['token: @dcos.token@', 'name: @host.gitlab@'];
  assert.is(address('http://gitlab.pas-mini.io', named), 'gitlab.pas-mini.io');
  assert.match(address('http://gitlab.pas-mini.io:8088', named), 'one value for both');
  const port: [string, string] = ['http://@host.gitlab@/root', 'http://@host.gitlab@:80/root'];
  assert.match(address('http://gitlab.pas-mini.io:8088', port), /another port than .*application\.yml:6/);
});

spelling('what a blank key leaves: an empty text, and a number or a boolean where IAM binds one', () => {
  const text = configText('valid', 'guide').replace(/^ {2}mail:\n(?: {4}.*\n)+/m, '');
  const { files } = generate(text, { outputs: [], resources: imageResources() });
  const values = new Map(parseProperties(String(files[0]?.content)));
  for (const key of ['dcos.token', 'gitlab.root.token', 'gitlab.config-repo.projectId', 'iam.mail.host'])
    assert.is(values.get(key), '', key);
  assert.equal(
    ['port', 'smtp-auth', 'smtp-starttls-enable'].map((key) => values.get(`iam.mail.${key}`)),
    ['25', 'false', 'false'],
  );
});

toolTest(spelling, ['python3'], 'a resource that follows the advice takes every value', () => {
  const quoted = free.map(({ path }) => `: @${path.join('.')}@`);
  const resources = imageResources(
    ...quoted.map((place) => [place, `: "${place.slice(2)}"`] as [string, string]),
  );
  const rounds = nasty.map((text) => build(valuesOf(text), resources));
  const texts = rounds.map(({ properties }) => properties);
  assert.ok(compare(rounds, fill(texts, resources), resources) > 1000);
});

spelling('without a checkout only a warning, and no file', () => {
  const value = `Wallaby$\{y}`;
  const text = configText('valid', 'guide').replace('password: my-secret-pw', () => `password: '${value}'`);
  const { files, diagnostics } = generate(text);
  const said = diagnostics.filter(({ code }) => code === 'image-value');
  assert.equal(
    said.map(({ severity, path }) => [severity, path.join('.')]),
    [['warning', 'db.password']],
  );
  assert.match(String(said[0]?.message), 'uEngine-cloud v1.0, uengine-cloud-');
  assert.not.ok(files.some(({ path }) => path.startsWith('uengine-resource/')));
  assert.not.match(formatDiagnostics(diagnostics, { fileName: 'x', text, color: false }), 'Wallaby');
});

spelling.run();

const properties = suite('properties');

properties('what is written is read again, as java.util.Properties has it', () => {
  const texts = [...nasty, '', ' ', '\t a', 'a\nb', 'a\r\n', '\f', '\u0000', 'a ', '\u00e9', '😀'];
  const values = new Map(texts.map((text, index) => [`key.${index}`, text]));
  const text = toProperties(values, 'a comment\nof two lines');
  assert.match(text, /^[\n -~]*$/);
  assert.equal(parseProperties(text), [...values]);
});

properties('the reader knows comments, separators, continuations and escapes', () => {
  assert.equal(
    parseProperties('# a\n  ! b\n\na=1\n b : 2\nc 3\nd\ne = x\\\n   y\\\\\nf\\:g\\ h=\\u0041\\q'),
    [
      ['a', '1'],
      ['b', '2'],
      ['c', '3'],
      ['d', ''],
      ['e', 'xy\\'],
      ['f:g h', 'Aq'],
    ],
  );
  assert.is(parseProperties('a=\\u00'), undefined);
  assert.is(propertiesValue(' a\\ '), '\\u0020a\\\\\\u0020');
});

properties.run();
