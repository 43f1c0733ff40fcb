import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  configBackupLiesApart,
  uploadFitsItsType,
  uploadGoesElsewhere,
} from '../../packages/core/src/rules/gitlab-backup.ts';
import {
  chefKeepsSender,
  gitlabMailFitsPort,
  gitlabMailHasLogin,
  gitlabMailHasOneTls,
  gitlabMailHasServer,
  mailFitsPort,
} from '../../packages/core/src/rules/gitlab-mail.ts';
import { mailHasCredentials, passwordsAreOwn } from '../../packages/core/src/rules/samples.ts';
import { schedulesComeTrue } from '../../packages/core/src/rules/schedules.ts';
import { springKeepsValues } from '../../packages/core/src/rules/second-readers.ts';
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

const values = suite('rules about passwords and what others read');

values('no password is one that the guide prints', () => {
  const hint = '(choose a value of your own)';
  assert.equal(found(passwordsAreOwn, { 'gitlab.root.password': 'adminadmin' }), [
    `warning sample-password db.password: db.password is still the guide's sample: the database can be reached from outside on port 10002 of the public agent ${hint}`,
    `warning sample-password iam.client-secret: iam.client-secret is still the guide's sample: anybody can ask for access tokens with it ${hint}`,
    `warning sample-password iam.admin.password: iam.admin.password is still the guide's sample: anybody can log in as the administrator of all users ${hint}`,
    `warning sample-password gitlab.root.password: gitlab.root.password is still the guide's sample: anybody can log in as GitLab's root ${hint}`,
  ]);
  const own = { 'db.password': 'x', 'iam.client-secret': 'x', 'gitlab.root.password': 'xxxxxxxx' };
  for (const admin of [
    { username: 'root', password: 'admin' },
    { username: 'admin', password: 'x' },
  ])
    assert.equal(found(passwordsAreOwn, { ...own, 'iam.admin': admin }), []);
});

values('Spring hands each value on as it was typed', () => {
  const paths = [
    'dcos.token',
    'gitlab.root.username',
    'gitlab.root.password',
    'gitlab.root.token',
    'iam.client-key',
    'iam.client-secret',
  ];
  for (const path of paths)
    for (const value of ['password${', '{cipher}password'])
      assert.equal(found(springKeepsValues, { [path]: value }), [
        `error unsafe-value ${path}: ${path} holds "\${" or starts with "{cipher}", which Spring would replace (choose a value without it)`,
      ]);
  assert.equal(found(springKeepsValues, { 'dcos.token': 'a{cipher}$ {' }), []);
  assert.equal(found(springKeepsValues), []);
});

values.run();

const backups = suite("rules about GitLab's backups");
const backup = (value: Changes) => ({ 'gitlab.backup': value });
const S3 = { type: 's3', bucket: 'bucket', region: 'ap-northeast-2', 'access-key': 'a', 'secret-key': 's' };

backups("find nothing in the guide's config", () => {
  for (const rule of [configBackupLiesApart, uploadFitsItsType, uploadGoesElsewhere, schedulesComeTrue])
    assert.equal(found(rule), [], rule.name);
});

backups('the keys to the data lie apart from it', () => {
  const clash = (name: string) =>
    `error backup gitlab.backup.config-path: gitlab.backup.config-path and ${name} lie one inside the other (the archives there hold the keys to the data: keep them in a folder of their own)`;
  const apart = (path: string, more: Changes = {}) =>
    found(configBackupLiesApart, backup({ 'config-path': path, ...more }));
  for (const path of ['/var/opt/gitlab/backups', '/var/opt/gitlab/backups/config', '/var/opt/gitlab'])
    assert.equal(apart(path), [clash('gitlab.backup.path')], path);
  for (const path of ['/etc/gitlab', '/etc/gitlab/a']) assert.equal(apart(path), [clash('/etc/gitlab')]);
  assert.equal(apart('/mnt/a', { upload: { type: 'local', 'local-root': '/mnt' } }), [
    clash('gitlab.backup.upload.local-root'),
  ]);
  for (const path of ['/var/opt/gitlab/backups2', '/etc/gitlab2', '/mnt']) assert.equal(apart(path), []);
});

backups('are copied to another place', () => {
  const local = (root: string, directory?: string) =>
    found(
      uploadGoesElsewhere,
      backup({ upload: { type: 'local', 'local-root': root, ...(directory && { directory }) } }),
    );
  const same = [
    'error backup gitlab.backup.upload: gitlab.backup.upload leads to gitlab.backup.path, where the backups lie already',
  ];
  assert.equal(local('/var/opt/gitlab/backups'), same);
  assert.equal(local('/var/opt/gitlab', 'backups'), same);
  assert.equal(local('/var/opt/gitlab'), []);
  assert.equal(local('/mnt', 'backups'), []);
  assert.equal(found(uploadGoesElsewhere, backup({ upload: S3 })), []);
});

backups('are uploaded with what the type needs, and nothing of the other', () => {
  const fits = (upload: Changes) => found(uploadFitsItsType, backup({ upload }));
  const missing = (key: string, type: string) =>
    `error missing-key gitlab.backup.upload: gitlab.backup.upload.${key} is missing: an upload of type ${type} needs it`;
  const foreign = (key: string, reason: string) =>
    `error backup gitlab.backup.upload.${key}: gitlab.backup.upload.${key} doesn't go with ${reason}`;
  assert.equal(fits(S3), []);
  assert.equal(
    fits({ type: 's3' }),
    ['bucket', 'region', 'access-key', 'secret-key'].map((key) => missing(key, 's3')),
  );
  assert.equal(
    fits({ type: 's3', bucket: 'bucket', region: 'ap-northeast-2', 'use-iam-profile': 'true' }),
    [],
  );
  assert.equal(fits({ ...S3, 'use-iam-profile': 'true', 'local-root': '/mnt' }), [
    foreign('local-root', 'type s3'),
    foreign('access-key', 'use-iam-profile'),
    foreign('secret-key', 'use-iam-profile'),
  ]);
  assert.equal(fits({ type: 'local', 'local-root': '/mnt', directory: 'a' }), []);
  assert.equal(
    fits({
      ...S3,
      type: 'local',
      encryption: 'AES256',
      'storage-class': 'STANDARD_IA',
      'use-iam-profile': 'true',
    }),
    [
      missing('local-root', 'local'),
      ...[
        'bucket',
        'region',
        'access-key',
        'secret-key',
        'encryption',
        'storage-class',
        'use-iam-profile',
      ].map((key) => foreign(key, 'type local')),
    ],
  );
});

backups('are made at times that come', () => {
  const range = 'has a range whose end comes before its start';
  const day = 'names a day that none of its months has';
  for (const key of ['schedule', 'config-schedule']) {
    const times = (schedule: string) => found(schedulesComeTrue, { [`gitlab.backup.${key}`]: schedule });
    const wrong = (text: string) => [
      `error invalid-value gitlab.backup.${key}: gitlab.backup.${key} ${text}`,
    ];
    for (const schedule of ['0 2 * * 6-2', '30-10 2 * * *', '0 2 1,9-8 * *', '0 5-4/2 * * *'])
      assert.equal(times(schedule), wrong(range), schedule);
    for (const schedule of [
      '0 0 30 2 *',
      '0 0 31 2,4,6,9,11 *',
      '0 0 31 4-4 *',
      '0 0 30-31 2 *',
      '0 0 31 4 */2',
      '0  0 31 4 *',
    ])
      assert.equal(times(schedule), wrong(day), schedule);
    for (const schedule of [
      'false',
      '0 0 29 2 *',
      '0 0 30 2 1',
      '0 0 30,5 2 *',
      '0 0 31 4,5 *',
      '0 0 31 4-5 *',
      '0 0 31 2-4 *',
      '0 0 * 2 *',
      '0 0 */31 2 *',
      '0 0 31 * *',
      '0 0 31 */2 *',
      '0 0 30 4 *',
      '0 0 31 12 *',
      '0 0 31 1 *',
      '5-5 0 1 1 *',
    ])
      assert.equal(times(schedule), [], schedule);
  }
});

backups.run();
