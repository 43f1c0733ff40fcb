import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  chefKeepsSender,
  gitlabMailFitsPort,
  gitlabMailHasLogin,
  gitlabMailHasOneTls,
  gitlabMailHasServer,
  mailFitsPort,
} from '../../packages/core/src/rules/gitlab-mail.ts';
import { mailHasCredentials } from '../../packages/core/src/rules/samples.ts';
import { type Changes, found } from '../support/subject.ts';

const mail = suite('rules about mail');
const PASSWORD = { 'iam.mail.password': 'a-password' };
const said = (rule: Parameters<typeof found>[0], changes: Changes = {}) =>
  found(rule, { ...PASSWORD, ...changes });

mail("find nothing in the guide's config with a password", () => {
  for (const rule of [
    chefKeepsSender,
    gitlabMailFitsPort,
    gitlabMailHasLogin,
    gitlabMailHasOneTls,
    gitlabMailHasServer,
    mailFitsPort,
    mailHasCredentials,
  ])
    assert.equal(said(rule), [], rule.name);
});

mail('GitLab has a server where its mail is set up at all', () => {
  const none = { 'iam.mail': undefined };
  const missing = [
    'error missing-key gitlab.smtp: gitlab.smtp.host is missing, and there is no iam.mail to take it from',
  ];
  assert.equal(found(gitlabMailHasServer, none), []);
  assert.equal(found(gitlabMailHasServer, { ...none, 'gitlab.smtp': 'false' }), []);
  assert.equal(found(gitlabMailHasServer, { ...none, 'gitlab.smtp.verify-mode': 'none' }), []);
  assert.equal(found(gitlabMailHasServer, { ...none, 'gitlab.smtp.port': '25' }), missing);
  assert.equal(found(gitlabMailHasServer, { ...none, 'gitlab.smtp': { port: '25', host: 'mx.test' } }), []);
  assert.equal(found(gitlabMailHasServer, { 'gitlab.smtp.port': '25' }), []);
});

mail('GitLab logs in where its server wants that', () => {
  const hint = '(set it, or gitlab.smtp.authentication: none where the server wants no login)';
  const lacks = (place: string) =>
    `warning mail-credentials ${place}: ${place} is not set, so GitLab sends no mail ${hint}`;
  const other = { 'gitlab.smtp.host': 'mx.test' };
  assert.equal(said(gitlabMailHasLogin, other), [
    lacks('gitlab.smtp.username'),
    lacks('gitlab.smtp.password'),
  ]);
  assert.equal(
    said(gitlabMailHasLogin, { 'gitlab.smtp': { host: 'mx.test', username: 'a', password: '***' } }),
    [lacks('gitlab.smtp.password')],
  );
  assert.equal(
    said(gitlabMailHasLogin, { 'gitlab.smtp': { host: 'mx.test', username: 'a', password: 'b' } }),
    [],
  );
  // Said of iam.mail already, but where IAM wants no login.
  const blank = { 'iam.mail.password': undefined };
  assert.equal(found(gitlabMailHasLogin, blank), []);
  assert.equal(
    found(gitlabMailHasLogin, {
      ...blank,
      'iam.mail.smtp-auth': 'false',
      'gitlab.smtp.authentication': 'plain',
    }),
    [lacks('iam.mail.password')],
  );
  assert.equal(found(gitlabMailHasLogin, { 'gitlab.smtp': 'false' }), []);
});

mail('TLS and STARTTLS exclude each other', () => {
  assert.equal(said(gitlabMailHasOneTls, { 'gitlab.smtp': { tls: 'true', starttls: 'true' } }), [
    'error invalid-value gitlab.smtp.tls: gitlab.smtp.tls and gitlab.smtp.starttls exclude each other (tls is for servers that speak TLS from the start, on port 465)',
  ]);
  for (const smtp of ['false', { tls: 'true' }, { starttls: 'true' }, { tls: 'false', starttls: 'true' }])
    assert.equal(said(gitlabMailHasOneTls, { 'gitlab.smtp': smtp }), []);
});

mail('the port fits the TLS', () => {
  const off = (path: string) =>
    `warning mail-server ${path}: at port 465 mail servers speak TLS from the start, but gitlab.smtp.tls is off (set gitlab.smtp.tls: true, without starttls)`;
  const on = (port: number, path: string) =>
    `warning mail-server ${path}: gitlab.smtp.tls is on, but at port ${port} mail servers take STARTTLS (set gitlab.smtp.port: 465, or tls: false)`;
  assert.equal(said(gitlabMailFitsPort, { 'gitlab.smtp': { port: '465', tls: 'false' } }), [
    off('gitlab.smtp.port'),
  ]);
  assert.equal(said(gitlabMailFitsPort, { 'iam.mail.port': '465', 'gitlab.smtp.tls': 'false' }), [
    off('iam.mail.port'),
  ]);
  assert.equal(said(gitlabMailFitsPort, { 'gitlab.smtp': { tls: 'true' } }), [on(587, 'iam.mail.port')]);
  assert.equal(said(gitlabMailFitsPort, { 'gitlab.smtp': { tls: 'true', port: '25' } }), [
    on(25, 'gitlab.smtp.port'),
  ]);
  for (const smtp of [
    'false',
    { port: '465' },
    { port: '25' },
    { tls: 'true', port: '2525' },
    { tls: 'true', starttls: 'true', port: '25' },
  ])
    assert.equal(said(gitlabMailFitsPort, { 'gitlab.smtp': smtp }), [], JSON.stringify(smtp));
  assert.equal(said(mailFitsPort, { 'iam.mail.port': '465' }), [
    'warning mail-server iam.mail.port: at port 465 mail servers speak TLS from the start, and IAM knows STARTTLS only (most servers take STARTTLS at port 587)',
  ]);
  for (const port of ['25', '587', '2525']) assert.equal(said(mailFitsPort, { 'iam.mail.port': port }), []);
  assert.equal(found(mailFitsPort, { 'iam.mail': undefined }), []);
});

mail("a sender is the same without quotes, as Chef writes it into GitLab's settings", () => {
  const name = (text: string) => said(chefKeepsSender, { 'gitlab.smtp.from-name': text });
  const address = (text: string) => said(chefKeepsSender, { 'gitlab.smtp.from-address': text });
  assert.equal(name('- GitLab'), [
    "error unsafe-value gitlab.smtp.from-name: gitlab.smtp.from-name would break GitLab's settings: Chef writes it there without quotes (use only letters, digits, spaces and dots)",
  ]);
  assert.equal(said(chefKeepsSender, { 'iam.mail.from-name': 'a: b' }), [
    "error unsafe-value iam.mail.from-name: iam.mail.from-name would break GitLab's settings: Chef writes it there without quotes (use only letters, digits, spaces and dots, or set gitlab.smtp.from-name to something else)",
  ]);
  assert.equal(address("a'b@corp.test"), [
    "error unsafe-value gitlab.smtp.from-address: gitlab.smtp.from-address would break GitLab's settings: Chef writes it there without quotes (use only letters, digits, dots and dashes)",
  ]);
  for (const right of [
    'GitLab',
    '유엔진 깃랩',
    'R&D (Seoul)',
    'a',
    'Ops @ Corp.',
    'yes sir',
    'noon',
    'a_b/c+d!',
    'Ok?',
    'e\u0301clair',
  ])
    assert.equal(name(right), [], right);
  for (const wrong of [
    'yes',
    'No',
    'TRUE',
    'y',
    'off',
    'a #b',
    'a: b',
    '1st',
    ' a',
    'a ',
    'a,',
    "a'b",
    'a"b',
    '*a',
    'a@',
    'a-',
    '{a}',
  ])
    assert.is(name(wrong).length, 1, wrong);
  for (const right of ['a@b.test', 'a.b_c+d-e@mail.corp.test', '1@b.test'])
    assert.equal(address(right), [], right);
  assert.is(
    said(chefKeepsSender, { 'gitlab.smtp.from-name': 'yes', 'gitlab.smtp.from-address': "o'x@b.test" })
      .length,
    2,
  );
});

mail('IAM has a login where its server wants one', () => {
  const hint = '(set it, or smtp-auth: false where the server wants no login)';
  assert.equal(found(mailHasCredentials), [
    `warning mail-credentials iam.mail.password: iam.mail.password is the guide's sample, so no mail will be sent ${hint}`,
  ]);
  assert.equal(
    found(mailHasCredentials, { 'iam.mail.password': undefined, 'iam.mail.username': undefined }),
    [
      `warning mail-credentials iam.mail.username: iam.mail.username is not set, so no mail will be sent ${hint}`,
      `warning mail-credentials iam.mail.password: iam.mail.password is not set, so no mail will be sent ${hint}`,
    ],
  );
  assert.equal(found(mailHasCredentials, { 'iam.mail.smtp-auth': 'false' }), []);
  assert.equal(found(mailHasCredentials, { 'iam.mail': undefined }), []);
});

mail.run();
