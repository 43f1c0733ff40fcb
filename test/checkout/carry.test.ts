import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse as parseYaml } from 'yaml';
import { carryCheckout } from '../../packages/core/src/checkout/carry.ts';
import { type Encode, PLACEHOLDER, verbatim } from '../../packages/core/src/checkout/fill.ts';
import { fillJson } from '../../packages/core/src/checkout/fill-json.ts';
import { fillText } from '../../packages/core/src/checkout/fill-text.ts';
import { fillYaml } from '../../packages/core/src/checkout/fill-yaml.ts';
import { gitlabAt } from '../../packages/core/src/checkout/gitlab-place.ts';
import { valueIn } from '../../packages/core/src/checkout/values.ts';
import { publicFile } from '../../packages/core/src/file.ts';

const answers = {
  tree: {
    db: { password: "it's", ip: '10.0.0.1', database: 'uengine' },
    iam: { port: '80', 'client-secret': '$\u007bx}', mail: { 'smtp-auth': 'true' } },
    host: { gitlab: 'gitlab.test', iam: '' },
    list: ['first'],
  },
  gitlabUrl: 'http://gitlab.test:8080/git',
};

/** Carries one file, and gives what it holds then, with what is said. */
function carried(source: string, content: string | Uint8Array, executable = false, taken: string[] = []) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const { files, diagnostics } = carryCheckout(
    [{ source, content: bytes, executable }],
    answers,
    new Map(taken.map((path) => [path, publicFile(path, '')])),
  );
  return {
    file: files[0],
    text: String(files[0]?.content),
    said: diagnostics.map(
      ({ severity, code, message, path, file, position }) =>
        `${severity} ${code} ${path.join('.')} ${file}:${position?.line}:${position?.column}+${position?.length} ${message}`,
    ),
  };
}

const files = suite('files of a checkout');

files('go where the platform looks for them, and others stay', () => {
  assert.is(carried('config-repository/a/b.txt', '').file?.path, 'cloud-config-repository/a/b.txt');
  assert.is(carried('ui-files/index.html', '').file?.path, 'uengine-cloud-ui/index.html');
  assert.is(carried('other/a.txt', '').file, undefined);
  assert.is(carried('constructor/a.txt', '').file, undefined);
});

files('are made by uegen where it has its own', () => {
  const { file, said } = carried('config-repository/uengine-cloud-server.yml', 'a', false, [
    'cloud-config-repository/uengine-cloud-server.yml',
  ]);
  assert.is(file, undefined);
  assert.equal(said, [
    'note carried-file-replaced  config-repository/uengine-cloud-server.yml:undefined:undefined+undefined uegen makes cloud-config-repository/uengine-cloud-server.yml itself and does not carry this file',
  ]);
});

files('keep their bytes where they hold no placeholder, and are private where they hold a secret', () => {
  const image = Uint8Array.from([0x47, 0, 0x40, 0xff]);
  const latin = Uint8Array.from([0xe9, 0x40]);
  for (const bytes of [image, latin]) assert.is(carried('ui-files/a', bytes).file?.content, bytes);
  const modes = [
    carried('ui-files/a', 'a'),
    carried('ui-files/a', 'a', true),
    carried('ui-files/a.yml', "a: '@db.password@'"),
    carried('ui-files/a.yml', "a: '@db.password@'", true),
  ].map(({ file }) => `${file?.mode} ${file?.secret}`);
  assert.equal(modes, ['0644 false', '0755 false', '0600 true', '0700 true']);
  assert.is(carried('ui-files/a', '\uFEFF@db.ip@').text, '\uFEFF10.0.0.1');
});

files('keep what has no answer, and say it once at its place', () => {
  const { text, said } = carried('ui-files/a', 'x\n  @no.key@ @no.key@ @db@ @host.iam@ user@db.ip');
  assert.is(text, 'x\n  @no.key@ @no.key@ @db@ @host.iam@ user@db.ip');
  assert.equal(
    said.map((line) => line.replace(/ has no value.*/, '')),
    [
      'warning unknown-placeholder no.key ui-files/a:2:3+8 @no.key@',
      'warning unknown-placeholder db ui-files/a:2:21+4 @db@',
      'warning unknown-placeholder host.iam ui-files/a:2:26+10 @host.iam@',
    ],
  );
});

files('refuse what would change the meaning of its place, and what Spring would replace', () => {
  assert.match(
    carried('ui-files/a', '@db.password@').said.join(),
    /^error unsafe-placeholder .*would change what this place means/,
  );
  for (const source of ['a.yml', 'a.yaml', 'a.JSON', 'a.properties'])
    assert.match(
      carried(`config-repository/${source}`, '"@iam.client-secret@"').said.join(),
      'Spring would replace',
      source,
    );
  assert.equal(carried('ui-files/a.json', '"@iam.client-secret@"').said, []);
  assert.equal(carried('config-repository/a.yml.txt', 'a @iam.client-secret@').said.length, 1);
});

files.run();

const formats = suite('values in the places of placeholders');
const value = (text: string, bare = false) => ({ text, bare, secret: false });

/** Fills every placeholder of a text with one value; what can't be spelt stays. */
function filled(fill: typeof fillJson, text: string, given: ReturnType<typeof value>): string {
  return fill(text, (piece, _, encode: Encode) =>
    piece.replace(PLACEHOLDER, (placeholder) => encode(given) ?? placeholder),
  );
}

const NASTY = [
  "it's",
  "''",
  'a"b',
  'a\\b',
  'a: b',
  '- a',
  '#a',
  ' a ',
  'yes',
  '0123',
  '@x@',
  '{a}',
  '한',
  '',
];

formats('of YAML arrive in every style, quotes doubled or escaped as the style wants', () => {
  for (const text of NASTY) {
    const read = (yaml: string) => parseYaml(filled(fillYaml, yaml, value(text)));
    for (const yaml of ["a: '@k.v@'", 'a: "@k.v@"', 'a: @k.v@'])
      assert.equal(read(yaml), { a: text }, `${yaml} ${text}`);
    assert.equal(read(`a: 'x@k.v@y'`), { a: `x${text}y` }, text);
    assert.equal(read(`a: "x@k.v@y"`), { a: `x${text}y` }, text);
  }
  assert.is(filled(fillYaml, "a: '@k.v@'", value("it's")), "a: 'it''s'");
  assert.is(filled(fillYaml, 'a: @k.v@', value('80', true)), 'a: 80');
  assert.is(filled(fillYaml, 'a: @k.v@', value('80')), 'a: "80"');
  assert.is(filled(fillYaml, 'a: @k.v@', value('10.0.0.1')), 'a: 10.0.0.1');
  assert.is(filled(fillYaml, 'a: @k.v@', value('a b')), 'a: "a b"');
});

formats('of YAML stay out of plain text that they would change', () => {
  for (const [text, safe] of [
    ['a/b.c-d+e', true],
    ['a:b', true],
    ['a:', false],
    [':a', false],
    ['a b', false],
    ['#a', false],
    ['', false],
  ] as const) {
    const yaml = filled(fillYaml, 'a: x@k.v@', value(text));
    assert.is(yaml, safe ? `a: x${text}` : 'a: x@k.v@', text);
  }
  // Two together are a part of a scalar each.
  assert.is(filled(fillYaml, 'a: @k.v@@k.v@', value('b c')), 'a: @k.v@@k.v@');
});

formats('of YAML are put as they are into comments and blocks', () => {
  assert.is(
    filled(fillYaml, 'a: |\n  @k.v@ x\nb: @k.v@ # @k.v@\n', value("it's")),
    "a: |\n  it's x\nb: \"it's\" # it's\n",
  );
  assert.is(filled(fillYaml, 'a: >- # c\n  @k.v@\nb: @k.v@\n', value('c d')), 'a: >- # c\n  c d\nb: "c d"\n');
});

formats('of JSON are escaped inside a string, and bare only where they are numbers or booleans', () => {
  for (const text of NASTY)
    assert.equal(JSON.parse(filled(fillJson, '{"a": "x@k.v@"}', value(text))), { a: `x${text}` });
  assert.is(filled(fillJson, '{"a": @k.v@, "b\\"": "@k.v@"}', value('80', true)), '{"a": 80, "b\\"": "80"}');
  assert.is(filled(fillJson, '[@k.v@]', value('a')), '[@k.v@]');
});

formats('of other texts are harmless or not put in', () => {
  for (const text of ['a', '한1', 'a._:/@+,-', ''])
    assert.is(filled(fillText, 'x @k.v@', value(text)), `x ${text}`);
  for (const text of ["'", '"', ' ', '$', '`', '<', '&', ';', '\n', '\\', '=', '!'])
    assert.is(filled(fillText, 'x @k.v@', value(text)), 'x @k.v@', text);
  assert.is(verbatim(value("it's")), "it's");
});

formats.run();

const values = suite('what placeholders stand for');

values('is what config.yml says, with its type and secrecy', () => {
  const at = (dotted: string) => valueIn(answers, dotted, `@${dotted}@`, 0);
  assert.equal(at('db.password'), { text: "it's", bare: false, secret: true });
  assert.equal(at('iam.port'), { text: '80', bare: true, secret: false });
  assert.equal(at('iam.mail.smtp-auth'), { text: 'true', bare: true, secret: false });
  assert.equal(at('db.database'), { text: 'uengine', bare: false, secret: false });
  for (const dotted of ['db', 'host.iam', 'no', 'db.ip.x']) assert.is(at(dotted), undefined, dotted);
});

values("is GitLab's whole address behind http://, and its name elsewhere", () => {
  const url = 'http://gitlab.test:8080/git';
  const at = (before: string, after = '', address = url) => {
    const place = { start: before.length, end: before.length + '@host.gitlab@'.length };
    return gitlabAt(`${before}@host.gitlab@${after}`, place, 'gitlab.test', address);
  };
  for (const before of ['http://', 'HTTP://', 'a="http://', 'http://user:pass@', 'http://@db.password@'])
    assert.is(at(before), 'gitlab.test:8080/git', before);
  for (const before of ['', 'https://', 'http://x/', 'ssh://git@', 'http://a b@'])
    assert.is(at(before), 'gitlab.test', before);
  assert.is(at('http://', '/root'), 'gitlab.test:8080/git');
  for (const after of [':8', ':@']) assert.is(at('http://', after), undefined, after);
  assert.is(at('http://', ':x'), 'gitlab.test:8080/git');
  assert.is(at('http://', ':80', 'http://gitlab.test'), 'gitlab.test');
  const text = `${'x'.repeat(600)} http://@host.gitlab@:80`;
  const offset = text.indexOf('@host');
  assert.is(valueIn(answers, 'host.gitlab', text, offset), 'other-port');
  const found = valueIn(answers, 'host.gitlab', text.slice(0, -3), offset);
  assert.is(typeof found === 'object' && found.text, 'gitlab.test:8080/git');
  assert.match(
    carried('ui-files/a', text).said.join(),
    /^error unsafe-placeholder host\.gitlab ui-files\/a:1:609\+13/,
  );
});

values.run();
