import { readdirSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { codeSpan } from '../packages/core/src/escape/code-span.ts';
import { cronWord } from '../packages/core/src/escape/cron.ts';
import { hostName } from '../packages/core/src/escape/hosts.ts';
import { markdownCell } from '../packages/core/src/escape/markdown.ts';
import { mermaidLabel } from '../packages/core/src/escape/mermaid.ts';
import { rinetdWord } from '../packages/core/src/escape/rinetd.ts';
import { rubyLiteral, rubyString } from '../packages/core/src/escape/ruby.ts';
import { shellWord, shellWords } from '../packages/core/src/escape/shell.ts';
import { sshPath } from '../packages/core/src/escape/ssh.ts';
import { xmlText } from '../packages/core/src/escape/xml.ts';
import { render } from '../packages/core/src/serialize/render.ts';
import { templates } from '../packages/templates/src/generated/index.ts';

const escapes = suite('values in formats without a serializer');

/** Wants each value as it is, and a throw of the given kind for each of the others. */
function takes(spell: (value: string) => string, legal: readonly string[], refused: readonly string[]): void {
  for (const value of legal) assert.is(spell(value), value, value);
  for (const value of refused)
    assert.throws(
      () => spell(value),
      (error: Error) => /not one|cannot|something else/.test(error.message),
      value,
    );
}

escapes('are one word of the shell', () => {
  assert.is(shellWord(''), "''");
  assert.is(shellWord('a b$`"\\\n'), "'a b$`\"\\\n'");
  assert.is(shellWord("it's '"), "'it'\\''s '\\'''");
});

escapes('are text of XML', () => {
  assert.is(xmlText(`a&b<c>d"e'f 한글 \u{1f600}`), 'a&amp;b&lt;c&gt;d&quot;e&apos;f 한글 \u{1f600}');
  takes(xmlText, ['a', '가-힣 .'], ['\0', '\u0007', 'a\ud800', '\ufffe', '\uffff']);
});

escapes('are a path that ssh takes as it stands', () =>
  takes(
    sshPath,
    ['/a', '/home/a-b_c.d/E9'],
    ['', '/', 'a', 'a/b', '~/a', '/a b', '/a%h', '/a\n', '/a#', ' /a', `/$${'{HOME}'}`],
  ),
);

escapes('are the label of a flowchart', () => {
  for (const plain of ['', 'master1 (10.0.0.1): 80, 443/a\u2026', '유엔진 1', 'é'])
    assert.is(mermaidLabel(plain), plain);
  assert.is(mermaidLabel('a "b" <c>#\u{1f600}'), 'a #34;b#34; #60;c#62;#35;#128512;');
});

escapes('that are words already stay as they are, or are refused', () =>
  takes(
    shellWords,
    ['a', 'a.json b-c.json', "'it'\\''s' x", "''", '_./:@%+,-', "'a\nb'"],
    ['', ' a', 'a ', 'a  b', 'a;b', '$(a)', "'a", "a'b'", 'a\nb', "'\0'", '*', 'a=b', '"a"'],
  ),
);

escapes('are the fields of a schedule, or a word in which % stands for itself', () => {
  takes(cronWord, ['0 2 * * *', '*/5 0-23/2 1,15 1-12 0,7'], ['a\nb', 'a\rb', 'a\0b']);
  assert.is(cronWord('0 2 * *'), "'0 2 * *'");
  assert.is(cronWord('x 0 2 * * *'), "'x 0 2 * * *'");
  assert.is(cronWord('0 2 * * * root'), "'0 2 * * * root'");
  assert.is(cronWord('0 2 * * * *'), "'0 2 * * * *'");
  assert.is(cronWord("50% 'x' 5%"), "'50\\% '\\''x'\\'' 5\\%'");
});

escapes('are host names', () =>
  takes(
    hostName,
    ['a', 'A1', 'gitlab.pas-mini.io', '172.31.0.1', 'a-b', '0'],
    ['', '-a', 'a-', '.a', 'a.', 'a b', 'a_b', 'a\n', 'a#b', '가'],
  ),
);

escapes('are text of a cell of Markdown', () =>
  takes(
    markdownCell,
    ['깃랩 / 도커', 'a (b)', '', 'a-b.c'],
    ['|', '`', '<', '>', '&', '\\', '[', ']', '_', 'a\nb', '\t', '\u0085'],
  ),
);

escapes('are spans of code, whatever they hold', () => {
  for (const [value, span] of [
    ['a', '`a`'],
    ['a`b', '``a`b``'],
    ['a``b`c', '```a``b`c```'],
    ['`a', '`` `a ``'],
    ['a`', '`` a` ``'],
    [' a', '`  a `'],
    ['a ', '` a  `'],
    [' ', '` `'],
    ['a b', '`a b`'],
  ] as const)
    assert.is(codeSpan(value), span, value);
});

escapes('are what rinetd reads as a port, an address, a pattern or a path', () =>
  takes(
    rinetdWord,
    ['1', '65535', '10.0.0.1', '255.250.199.0', '0.0.0.0', '10.0.*.?', '*', '/var/log/rinetd.log', '/a!$&(b'],
    [
      '0',
      '01',
      '65536',
      '100000',
      '10.0.0',
      '10.0.0.256',
      '10.0.0.1.',
      '10.0.0.1.2',
      '10.0.0.01',
      'a',
      '10.0.*.a',
      '',
      '/',
      'var/log',
      '/a b',
      '/a#b',
      '/a"b',
      "/a'b",
      '/a\n',
      '/가',
      '?x',
    ],
  ),
);

escapes('are strings and literals of Ruby', () => {
  assert.is(rubyString('it\'s \\ #{x} "\n'), "'it\\'s \\\\ #{x} \"\n'");
  for (const value of ['a\rb', 'a\0b']) assert.throws(() => rubyString(value), /cannot carry/);
  takes(
    rubyLiteral,
    ['true', 'false', '0', '10', '0600', "''", "'a\\'b\\\\'", "'a\nb'"],
    ['', 'nil', '01', '0800', '06000', '-1', "'a", "a'", "'a'b'", "'a\\b'", 'true ', ' 0', '"a"', '1\n'],
  );
});

// They name variables, fill templates with what an encoder spelt, or build on one.
const NO_ENCODERS = ['variable', 'variables', 'render', 'toProperties'];
const BREAKS = ['a\nb', 'a\n\nb', 'a\rb', 'a\r\nb', 'a\0b', '\n', 'a\n', '\ra'];

/** How each encoder carries a line break: as two signs of one line, as the line itself within quotes, or not at all. */
const CARRIES: Readonly<Record<string, 'encoded' | 'within quotes' | 'refused'>> = {
  codeSpan: 'refused',
  cronWord: 'refused',
  hostName: 'refused',
  markdownCell: 'refused',
  mermaidLabel: 'encoded',
  rinetdWord: 'refused',
  rubyString: 'within quotes',
  rubyLiteral: 'refused',
  shellWord: 'within quotes',
  shellWords: 'refused',
  sshPath: 'refused',
  xmlText: 'refused',
  propertiesValue: 'encoded',
  quote: 'encoded',
  scalar: 'encoded',
  toJson: 'encoded',
  toYaml: 'encoded',
  toAnsibleYaml: 'encoded',
  toToml: 'encoded',
};

escapes(
  'carry a line break where the format has a way, and refuse it otherwise: each encoder there is',
  async () => {
    const found: string[] = [];
    for (const room of ['escape', 'serialize'])
      for (const file of readdirSync(new URL(`../packages/core/src/${room}/`, import.meta.url)))
        for (const [name, encode] of Object.entries(await import(`../packages/core/src/${room}/${file}`))) {
          if (typeof encode !== 'function' || NO_ENCODERS.includes(name)) continue;
          found.push(name);
          for (const value of BREAKS) {
            const given = name.startsWith('to') ? { key: value } : value;
            const spelt = () => String(encode(given)).replace(/\n$/, '');
            if (CARRIES[name] === 'refused') assert.throws(spelt, Error, `${name} ${JSON.stringify(value)}`);
            else if (CARRIES[name] === 'encoded')
              assert.not.match(
                spelt().replace(/^(?:\{|---)\n|\n\}$/g, ''),
                /[\n\r\0]/,
                `${name} ${JSON.stringify(value)}`,
              );
            else if (/[\r\0]/.test(value) && name === 'rubyString') assert.throws(spelt);
            else if (value.includes('\0')) assert.throws(spelt);
            else assert.is(spelt(), `'${value}'`, name);
          }
        }
    assert.equal(found.sort(), Object.keys(CARRIES).sort());
  },
);

escapes('fill a template as text, and nothing but text', () => {
  const name = 'a template of the test';
  templates[name] = (it, spell) => spell(it.value);
  try {
    const filled = (value: unknown) => render(name, { value }, (text) => `<${text}>`);
    assert.is(filled('a'), '<a>');
    assert.is(filled(10), '<10>');
    for (const value of [undefined, null, true, {}, ['a']])
      assert.throws(() => filled(value), new RegExp(`a value is ${typeof value}`));
  } finally {
    delete templates[name];
  }
  assert.throws(() => render('none', {}, String), /no template none/);
});

escapes.run();
