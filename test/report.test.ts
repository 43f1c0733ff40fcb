import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Diagnostic } from '../packages/core/src/diagnostic.ts';
import { diagnose, hasErrors } from '../packages/core/src/diagnostic.ts';
import { fillDraft, isGuessed } from '../packages/core/src/draft/fill-in.ts';
import { asWarning, draftMark, draftNote } from '../packages/core/src/draft/mark.ts';
import { placeholdersFor } from '../packages/core/src/draft/placeholders.ts';
import { ReferenceNode } from '../packages/core/src/parse/tree.ts';
import { committedDifferences } from '../packages/core/src/plan/committed.ts';
import type { PlannedFile, WantedFile } from '../packages/core/src/plan/types.ts';
import { formatDiagnostics, width } from '../packages/core/src/report/format.ts';
import { laterBlanks } from '../packages/core/src/report/later-blanks.ts';
import { locateDiagnostics } from '../packages/core/src/report/locate.ts';

const report = suite('diagnostics as people read them');
const TEXT = 'ssh_port: abc\ndb:\n  password: "a secret"\n  ip: 1.2.3\nhost: {gitlab: 가나, iam: x} # y\n';

/** Diagnostics of TEXT, each by its code, path and severity. */
const located = (...given: [code: Diagnostic['code'], path: string, severity?: Diagnostic['severity']][]) =>
  locateDiagnostics(
    given.map(([code, path, severity = 'error']) =>
      diagnose({ code, path: path === '' ? [] : path.split('.'), message: code, severity }),
    ),
    TEXT,
  );
const printed = (found: readonly Diagnostic[], color = false) =>
  formatDiagnostics(found, { fileName: 'config.yml', text: TEXT, color });

report('stand at the value or the key, errors first, then from top to bottom', () => {
  const places = located(
    ['unknown-key', 'db.ip', 'warning'],
    ['invalid-value', 'db.ip'],
    ['draft', '', 'note'],
    ['wrong-type', 'ssh_port'],
    ['invalid-value', 'db.password'],
    ['missing-key', 'db.nothing'],
  ).map(({ code, position }) => `${code} ${position?.line}:${position?.column}+${position?.length}`);
  assert.equal(places, [
    'wrong-type 1:11+3',
    'missing-key 2:1+2',
    // How long a secret is, is nobody's business.
    'invalid-value 3:13+1',
    'invalid-value 4:7+5',
    'unknown-key 4:3+2',
    'draft 1:1+1',
  ]);
});

report('of other files keep their places, and stand after those of config.yml', () => {
  const position = { line: 9, column: 9, length: 9 };
  const inFile = {
    ...diagnose({ code: 'unsafe-placeholder', path: ['db'], message: 'm', file: 'b.yml' }),
    position,
  };
  const other = { ...inFile, file: 'a.yml' };
  const own = diagnose({ code: 'invalid-value', path: ['db', 'ip'], message: 'm' });
  const found = locateDiagnostics([inFile, other, own], TEXT);
  assert.equal(
    found.map(({ file }) => file),
    [undefined, 'a.yml', 'b.yml'],
  );
  assert.equal(found[2]?.position, position);
});

report('show their line with a caret, and a count below', () => {
  assert.is(
    printed(
      located(
        ['wrong-type', 'ssh_port'],
        ['invalid-value', 'db.ip', 'warning'],
        ['unknown-key', 'db', 'warning'],
      ),
    ),
    `config.yml:1:11: error: wrong-type [wrong-type]
    1 | ssh_port: abc
      |           ^^^
config.yml:2:1: warning: unknown-key [unknown-key]
    2 | db:
      | ^^
config.yml:4:7: warning: invalid-value [invalid-value]
    4 |   ip: 1.2.3
      |       ^^^^^
1 error, 2 warnings
`,
  );
  assert.is(printed([]), '');
});

report('never show a secret, nor what may be one', () => {
  const masked = printed(located(['invalid-value', 'db.password'], ['unknown-key', 'ssh_port']));
  assert.match(masked, '3 |   password: ********\n      |             ^\n');
  assert.match(masked, '1 | ssh_port: ********\n      | ^^^^^^^^\n');
  assert.not.match(masked, 'a secret');
  // A comment can hold anything.
  assert.not.match(printed(located(['invalid-value', 'host.gitlab'])), /가나|# y/);
});

report('give a hint, no line for what concerns all, and colours where they are wanted', () => {
  const hinted = [{ ...(located(['wrong-type', 'ssh_port'])[0] as Diagnostic), hint: 'do this' }];
  assert.match(printed(hinted), '^^^\n  hint: do this\n1 error\n');
  for (const code of ['missing-key', 'draft'] as const)
    assert.not.match(printed(located([code, ''])), ' | ', code);
  assert.match(printed(located(['invalid-value', ''])), ' | ');
  const painted = printed(
    located(['wrong-type', 'ssh_port'], ['draft', '', 'note'], ['quorum', 'db', 'warning']),
    true,
  );
  for (const part of [
    '\u001B[1mconfig.yml:1:11:\u001B[0m',
    '\u001B[31merror:\u001B[0m',
    '\u001B[33mwarning:',
    '\u001B[36mnote:',
  ])
    assert.match(painted, part);
});

report('count columns as a terminal does', () => {
  for (const [text, columns] of [
    ['abc', 3],
    ['가나', 4],
    ['e\u0301', 1],
    ['漢', 2],
    ['😀', 2],
    ['ｱ', 1],
    ['', 0],
  ] as const)
    assert.is(width(text), columns, text);
});

report('stop a build only as errors', () => {
  assert.not.ok(hasErrors([]));
  assert.not.ok(hasErrors(located(['quorum', 'db', 'warning'], ['draft', '', 'note'])));
  assert.ok(hasErrors(located(['draft', '', 'note'], ['quorum', 'db'])));
});

report('tell the keys that are still blank, with their places', () => {
  const text = 'a: 1\ndcos:\n  token:\ngitlab:\n  root: {username: root, password: ""}\n';
  assert.equal(
    laterBlanks(text).map(({ path, position }) => `${path.join('.')} ${position.line}:${position.column}`),
    [
      'dcos.token 3:3',
      'gitlab.root.password 5:26',
      'gitlab.root.token 5:3',
      'gitlab.config-repo.projectId 4:1',
    ],
  );
  assert.ok(laterBlanks(text).every(({ neededBy, source }) => neededBy !== '' && source !== ''));
  assert.equal(laterBlanks('a: "'), []);
});

report.run();

const drafts = suite('placeholders');
const env = (argument: string) => new ReferenceNode('env', argument);

drafts('name the reference, or have a shape that the schema takes', () => {
  const texts = placeholdersFor({ tag: 'file', argument: 'some/path (x)' }, 300, {
    minimum: 10,
    default: 5,
    enum: ['e'],
    examples: ['x'],
  });
  assert.equal(texts, [
    'unresolved-file-some-path-x-',
    'placeholder300',
    'placeholder300.invalid:5000',
    '/dev/placeholder300',
    'https://placeholder300.invalid',
    'placeholder300/image:0',
    'placeholder300@mail.invalid',
    '0-placeholder300',
    `sha256:${'300'.padStart(64, '0')}`,
    '5',
    'e',
    'x',
    '198.18.1.44',
    '310',
    'true',
  ]);
  assert.is(placeholdersFor({ tag: 'env', argument: 'A' }, 1, {}).at(-2), '1');
});

drafts('are the same for the same reference, and the first that fits its place', () => {
  const { placeholders } = fillDraft({
    db: { ip: env('IP'), password: env('PASSWORD') },
    host: { db: env('A'), iam: env('A'), config: env('B') },
    iam: { port: env('PORT'), mail: { 'smtp-auth': env('AUTH') } },
  });
  const texts = Object.fromEntries(placeholders.map(({ path, text }) => [path.join('.'), text]));
  assert.is(texts['db.ip'], '198.18.0.1');
  assert.is(texts['db.password'], 'unresolved-env-PASSWORD');
  assert.is(texts['host.db'], texts['host.iam']);
  assert.is.not(texts['host.db'], texts['host.config']);
  assert.match(texts['iam.port'] ?? '', /^\d+$/);
  assert.match(texts['iam.mail.smtp-auth'] ?? '', /^true$/);
});

drafts('are listed in the mark, and the note says whether rules may be misled', () => {
  const secret = fillDraft({ db: { password: env('PASSWORD') } });
  assert.not.ok(isGuessed(secret));
  const { content, mode, path } = draftMark(secret, 'en');
  assert.equal([path, mode], ['install/NOT-DEPLOYABLE.txt', '0644']);
  assert.match(
    String(content),
    '\nThe placeholders:\ndb.password: unresolved-env-PASSWORD (!env PASSWORD)\n',
  );
  assert.match(String(draftMark(fillDraft({}), 'en').content), 'This config holds no references.');
  assert.match(draftNote(secret).message, /^1 placeholder stands /);
  assert.is(draftNote(secret).hint, undefined);
  const more = draftNote(fillDraft({ db: { password: env('PASSWORD'), ip: env('IP') } }));
  assert.match(more.message, /^2 placeholders stand /);
  assert.match(more.hint ?? '', 'only a warning');
  assert.equal([more.severity, more.code], ['note', 'draft']);
});

drafts('turn errors of rules into warnings, and leave the rest', () => {
  const [error] = located(['quorum', 'db']);
  const [note] = located(['draft', '', 'note']);
  assert.is(asWarning(error as Diagnostic).severity, 'warning');
  assert.is(asWarning(note as Diagnostic), note);
});

drafts.run();

const committed = suite('a committed tree');

committed('is compared by what git keeps', () => {
  const wanted = (path: string, mode = '0644', secret = false) =>
    ({ path, hash: 'h', mode, secret }) as WantedFile;
  const file = (hash: string, mode = '0644') => ({ kind: 'file', hash, mode }) as const;
  const planned = (path: string, action: string, secret = false) => ({ path, action, secret }) as PlannedFile;
  const found = committedDifferences(
    [
      wanted('same'),
      wanted('gone'),
      wanted('absent'),
      wanted('folder'),
      wanted('text'),
      wanted('script', '0755'),
      wanted('plain'),
      wanted('group'),
      wanted('secret', '0600', true),
    ],
    [planned('old', 'delete'), planned('old-secret', 'delete', true), planned('same', 'change')],
    new Map([
      ['same', file('h')],
      ['absent', { kind: 'absent' }],
      ['folder', { kind: 'other' }],
      ['text', file('other')],
      ['script', file('h', '0644')],
      ['plain', file('h', '0744')],
      ['group', file('h', '0664')],
      ['secret', file('other')],
    ] as never),
  );
  assert.equal(
    found.map(({ path, kind }) => `${path} ${kind}`),
    [
      'gone missing',
      'absent missing',
      'folder not-a-file',
      'text content',
      'script executable',
      'plain executable',
      'old stale',
    ],
  );
});

committed.run();
