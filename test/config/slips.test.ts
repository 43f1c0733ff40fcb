import { formatDiagnostics, generate, parseConfig } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { configText, scenarioNames } from '../support/scenarios.ts';

const test = suite('slips of YAML');

type Edit = readonly [from: string | RegExp, to: string];
type Slip = readonly [name: string, edit: Edit | readonly Edit[], said: string | readonly string[]];

const SPACE =
  'there is no space behind the colon (write key: value; if it is one value, put it in single quotes)';
const DASH =
  'there is no space behind the dash (write - value; if the dash is a part of the value, put it in single quotes)';
const QUOTE =
  'a quote that is opened here is never closed (close it; inside single quotes, write a quote twice)';
const BRACKET = 'a bracket that is opened here is never closed (close [ by ] and { by })';
const TAB = 'YAML must be indented by spaces, not tabs (replace the tab by spaces)';
const NO_BREAK =
  'a no-break space, or another special one, stands where YAML needs a plain space (replace it by a plain space)';
const WIDE =
  'a full-width (ideographic) space stands where YAML needs a plain space (replace it by a plain space)';
const CURLY =
  "a curly quote is no quote in YAML: it would be a part of the value (write a plain one: '…'; if it is a part of the value, put single quotes around it)";
const BEHIND =
  'something follows the closing quote (inside single quotes, write a quote twice; inside double quotes, write \\")';
const SAME = 'give the keys of one mapping the same indentation';
const single = 'put the value in single quotes';

// Each made by hand in the guide's config: what was typed, and what is said of it at which place. No other error is.
const slips: readonly Slip[] = [
  ['no space behind a colon', ['ssh_port: 22', 'ssh_port:22'], `5:9 ${SPACE}`],
  ['in the first line', ['cluster_name: uEngine', 'cluster_name:uEngine'], `2:13 ${SPACE}`],
  ['before a path', ['file: /home', 'file:/home'], `4:29 ${SPACE}`],
  ['in a mapping below', ['agent3: 172', 'agent3:172'], `26:13 ${SPACE}`],
  ['in the last key of a mapping', ['password: my-secret-pw', 'password:my-secret-pw'], `46:11 ${SPACE}`],
  [
    'in all keys of a mapping',
    ['ip: 172.31.6.35\n  database: u', 'ip:172.31.6.35\n  database:u'],
    [`44:5 ${SPACE}`, `45:11 ${SPACE}`],
  ],
  ['in front of a quote', ['password: "', 'password:"'], `74:13 ${SPACE}`],
  ['inside of braces', [/dcos:\n {2}token:\n/, 'dcos: {token:abc}\n'], `84:13 ${SPACE}`],
  ['no space behind a dash', ['- 172.31.0.2', '-172.31.0.2'], `7:1 ${DASH}`],
  [
    'behind an indented dash',
    ['- 172.31.0.2', '  -172.31.0.2\n  -172.31.0.3'],
    [`7:3 ${DASH}`, `8:3 ${DASH}`],
  ],
  [
    'another bullet',
    ['- 172.31.0.2', '– 172.31.0.2'],
    '7:1 an item of a list begins with a plain dash (write - value)',
  ],
  [
    'a star as a bullet',
    ['- 172.31.0.2', '* 172.31.0.2'],
    '7:1 an item of a list begins with a plain dash (write - value)',
  ],
  ['a single quote that stays open', ['password: my', "password: 'my"], `46:13 ${QUOTE}`],
  ['a double quote that stays open', ['user: centos', 'user: "centos'], `3:15 ${QUOTE}`],
  ['a quote that another one closes, far below', ['password: my', 'password: "my'], `46:13 ${QUOTE}`],
  ['a bracket that stays open', [/resolvers:\n- (.*)/, 'resolvers: [$1'], `6:12 ${BRACKET}`],
  [
    'a brace that stays open',
    [
      /db:\n {2}ip: (.*)\n {2}database: (.*)\n {2}password: (.*)\n/,
      'db: {ip: $1, database: $2,\n  password: $3\n',
    ],
    `43:5 ${BRACKET}`,
  ],
  ['a bracket that stays open at the end', [/projectId:\n.*\n.*\n/, 'projectId: [\n'], `93:16 ${BRACKET}`],
  [
    'the wrong bracket',
    [/resolvers:\n- (.*)/, 'resolvers: [$1}'],
    '6:23 a bracket is closed here that was not opened (close what was opened, [ by ] and { by }, and nothing else)',
  ],
  ['a tab', ['  ip: 172', '\tip: 172'], `44:1 ${TAB}`],
  ['a tab behind spaces', ['      agent3: 172', '    \tagent3: 172'], `26:5 ${TAB}`],
  ['a no-break space behind a colon', ['ssh_port: 22', 'ssh_port:\u00A022'], `5:10 ${NO_BREAK}`],
  ['a no-break space in front of a key', ['  database: u', ' \u00A0database: u'], `45:2 ${NO_BREAK}`],
  [
    'a no-break space behind a value',
    ['password: my-secret-pw', 'password: my-secret-pw\u00A0'],
    `46:25 ${NO_BREAK}`,
  ],
  ['an ideographic space in front of a key', ['  database: u', '\u3000database: u'], `45:1 ${WIDE}`],
  ['an ideographic space behind a colon', ['database: u', 'database:\u3000u'], `45:12 ${WIDE}`],
  ['an ideographic space behind a dash', ['- 172', '-\u3000172'], `7:2 ${WIDE}`],
  [
    'a full-width colon',
    ['database: u', 'database：u'],
    '45:11 a full-width colon stands behind the key (write a plain colon and a space: key: value)',
  ],
  ['curly quotes', ['password: my-secret-pw', 'password: “my-secret-pw”'], `46:13 ${CURLY}`],
  [
    'a key too deep',
    ['  database: u', '    database: u'],
    `45:5 the key is indented by 4 spaces, where its neighbours have 2 spaces (${SAME})`,
  ],
  [
    'a key one space too deep',
    ['  database: u', '   database: u'],
    `45:4 the key is indented by 3 spaces, where its neighbours have 2 spaces (${SAME})`,
  ],
  [
    'a key between two levels',
    ['      agent3: 172', '     agent3: 172'],
    `26:6 the key is indented by 5 spaces, where its neighbours have 6 spaces (${SAME})`,
  ],
  ['no colon', ['ssh_port: 22', 'ssh_port 22'], '5:9 there is no colon behind the key (write key: value)'],
  [
    'an equals sign',
    ['database: u', 'database = u'],
    '45:12 a colon stands between key and value in YAML, not an equals sign (write key: value)',
  ],
  [
    'a key given twice',
    ['  database: u', '  ip: 172.31.6.35\n  database: u'],
    '45:3 the key is given twice in this mapping, first in line 44 (remove one of them)',
  ],
  [
    'a section given twice',
    [/$/, 'dns:\n  wildcard: true\ndns:\n  wildcard: false\n'],
    '98:1 the key is given twice in this mapping, first in line 96 (remove one of them)',
  ],
  [
    'a value that starts with @',
    ['password: my', 'password: @my'],
    `46:13 a value cannot start with @ or \` in YAML (${single})`,
  ],
  [
    'a value that starts with %',
    ['password: my', 'password: %my'],
    `46:13 a value cannot start with % in YAML (${single})`,
  ],
  [
    'a value that starts with *',
    ['password: my', 'password: *my'],
    `46:13 a value that starts with * is an alias in YAML (${single}: '*…')`,
  ],
  [
    'a value that starts with !',
    ['password: my', 'password: !my'],
    `46:13 a value that starts with ! is a tag in YAML (${single}: '!…'; uegen knows the tags !env NAME and !file PATH)`,
  ],
  [
    'a value that starts with &',
    ['password: my', 'password: &my x'],
    `46:13 a value that starts with & is an anchor in YAML, and nothing refers to this one (${single}: '&…')`,
  ],
  [
    'a value that starts with |',
    ['password: my', 'password: |my'],
    `46:13 a value that starts with | or > starts a text of several lines (${single})`,
  ],
  [
    'a value that starts with a bracket',
    ['password: my', 'password: ]my'],
    `46:13 a value cannot start with , ] or } in YAML (${single})`,
  ],
  [
    'a value that holds a colon and a space',
    ['password: my', 'password: a: b my'],
    `46:14 a value that holds ": " looks like a mapping in YAML (${single})`,
  ],
  ['a quote inside of quotes', ['password: my-secret-pw', "password: 'it's my'"], `46:17 ${BEHIND}`],
  [
    'a backslash in double quotes',
    ['password: my-secret-pw', 'password: "my\\secret\\pw"'],
    [
      `46:16 a backslash in double quotes starts an escape that YAML does not know (${single}, where a backslash is only a backslash)`,
      `46:23 a backslash in double quotes starts an escape that YAML does not know (${single}, where a backslash is only a backslash)`,
    ],
  ],
  [
    'a comment of another language',
    ['# DB part', '// DB part'],
    '42:1 a comment begins with # in YAML (write # in front)',
  ],
  [
    "the guide's own Markdown",
    [/# Server list part\n/, '```\n'],
    '10:1 a line of Markdown was copied along (remove it)',
  ],
  [
    "git's conflict",
    ['  database: uengine\n', '<<<<<<< HEAD\n  database: uengine\n=======\n>>>>>>> other\n'],
    [45, 47, 48].map(
      (line) =>
        `${line}:1 git left the mark of a conflict here (keep one of the two sides, and remove the three marks)`,
    ),
  ],
  [
    'a control character',
    ['database: u', 'database: \u0007u'],
    '45:13 the config holds a control character (remove it)',
  ],
];

function edited(edits: readonly Edit[]): string {
  return edits.reduce(
    (text, [from, to]) => {
      const next = text.replace(from, to);
      assert.is.not(next, text, `the guide's config holds no ${from}`);
      return next;
    },
    configText('valid', 'guide'),
  );
}

/** What is said of a text: the place, the sentence and the hint of each error. */
function errorsOf(text: string): string[] {
  return generate(text).diagnostics.flatMap(({ severity, position, message, hint }) =>
    severity === 'error'
      ? [`${position?.line}:${position?.column} ${message}${hint === undefined ? '' : ` (${hint})`}`]
      : [],
  );
}

const isOne = (edit: Slip[1]): edit is Edit => !Array.isArray(edit[0]);

test('there are at least forty', () => assert.ok(slips.length >= 40, String(slips.length)));

for (const [name, edit, said] of slips)
  test(`${name}: its own sentence at its own line, and no other error`, () => {
    const text = edited(isOne(edit) ? [edit] : edit);
    assert.equal(errorsOf(text), [said].flat());
    // Lines end in Windows' way, too.
    assert.equal(errorsOf(text.replaceAll('\n', '\r\n')), [said].flat());
    assert.equal(generate(text).files, []);
    for (const { severity, ko } of generate(text).diagnostics)
      if (severity === 'error') assert.ok(ko?.message.match(/[가-힣]/) && ko.hint?.match(/[가-힣]/), name);
  });

test('many are told in one run, with the mistakes of the rest', () => {
  const text = edited([
    ['ssh_port: 22', 'ssh_port:22'],
    ['- 172.31.0.2', '-172.31.0.2'],
    ['agent3: 172.31.5.245', 'agent3: 172.31.5.999'],
    ['  database: uengine', '   database: uengine'],
    ['password: my', "password: 'my"],
    ['iam.pas-mini.io', 'iam.pas-mini.io\n  iam: x.pas-mini.io'],
    ['access-token-lifetime: 7200', 'acess-token-lifetime: 7200'],
    ['  projectId:\n', '  projectId:x\n'],
  ]);
  const places = errorsOf(text).map((said) => said.replace(/ \(.*/, ''));
  assert.equal(places, [
    '5:9 there is no space behind the colon',
    '7:1 there is no space behind the dash',
    '26:15 server.private.agent.agent3 must be an IPv4 address',
    '45:4 the key is indented by 3 spaces, where its neighbours have 2 spaces',
    '46:13 a quote that is opened here is never closed',
    '57:3 the key is given twice in this mapping, first in line 56',
    '71:3 unknown key in iam',
    '94:14 there is no space behind the colon',
    '94:15 gitlab.config-repo.projectId must be the number of a GitLab project',
  ]);
});

test('both places of a key given twice are those of the text, also behind what was mended', () => {
  const text = edited([[/dcos:\n {2}token:\n/, 'dcos: {token:abc, user: a@b.c, user: d@e.f}\n']]);
  const twice = generate(text).diagnostics.find(({ message }) =>
    message.startsWith('the key is given twice'),
  );
  const places = [twice, ...(twice?.also ?? [])].map((one) => one?.position?.column);
  assert.equal(places, [32, 19]);
  const line = text.split('\n')[(twice?.position?.line ?? 0) - 1] ?? '';
  for (const column of places) assert.is(line.slice((column ?? 0) - 1).slice(0, 5), 'user:');
});

test('what is right is no slip', () => {
  for (const name of scenarioNames('valid'))
    assert.ok('tree' in parseConfig(configText('valid', name)), name);
  for (const right of [
    'a: "x\n  y: z"',
    "a: 'it''s'",
    'a: |\n  b:c\n  -d\n',
    'a: [b,\n  c:d]',
    'a: {b: c,\n  d: e}',
    'a:\n- b:5\n- c:latest',
    'a: http://b',
    'a: b:c',
    'a:\n  http://b',
    'a: 가 나\n# 가\u3000나\n#\ttab',
    'a:\tb',
    'a: "\u00A0"',
    '---\na: b\n',
    'a: -1',
    'a: <<<<<<<',
  ])
    assert.ok('tree' in parseConfig(right), JSON.stringify(right));
});

test('no line of a secret is shown', () => {
  for (const [name, edit] of slips) {
    const text = edited(isOne(edit) ? [edit] : edit);
    const shown = formatDiagnostics(generate(text).diagnostics, { fileName: 'config.yml', text });
    assert.not.match(shown, /my-secret|secret\\pw|it's my|a: b my/, name);
  }
});

test('a text that is no YAML at all ends soon', () => {
  const text = 'what: is: this? [ { " \' \n'.repeat(20_000);
  const { diagnostics } = generate(text);
  assert.ok(diagnostics.length > 0 && diagnostics.length < 200);
});

test.run();
