import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  configBackupLiesApart,
  dataLiesApart,
  uploadFitsItsType,
  uploadGoesElsewhere,
} from '../../packages/core/src/rules/gitlab-backup.ts';
import { passwordsAreOwn } from '../../packages/core/src/rules/samples.ts';
import { schedulesComeTrue } from '../../packages/core/src/rules/schedules.ts';
import { springKeepsValues } from '../../packages/core/src/rules/second-readers.ts';
import { type Changes, found } from '../support/subject.ts';

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
  for (const rule of [
    configBackupLiesApart,
    dataLiesApart,
    uploadFitsItsType,
    uploadGoesElsewhere,
    schedulesComeTrue,
  ])
    assert.equal(found(rule), [], rule.name);
});

backups('the keys to the data lie apart from it', () => {
  const clash = (name: string) =>
    `error backup gitlab.backup.config-path: gitlab.backup.config-path and ${name} must not be one inside the other (the archives there hold the keys to the data: keep them in a folder of their own)`;
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

backups('and all other data lie in folders of their own', () => {
  const hint = '(choose a separate folder, such as /data/backups)';
  const keys = ['gitlab.backup.path', 'gitlab.backup.config-path', 'registry.data-path', 'minio.data-path'];
  for (const key of keys) {
    assert.equal(found(dataLiesApart, { [key]: '/var/lib' }), [
      `error backup ${key}: ${key} is a system folder ${hint}`,
    ]);
    assert.equal(found(dataLiesApart, { [key]: '/etc/cron.d' }), [
      `error backup ${key}: ${key} is inside /etc, a system folder ${hint}`,
    ]);
    assert.equal(found(dataLiesApart, { [key]: '/var/lib/uegen' }), [], key);
  }
  const local = backup({ upload: { type: 'local', 'local-root': '/root/backups' } });
  assert.equal(found(dataLiesApart, local), [
    `error backup gitlab.backup.upload.local-root: gitlab.backup.upload.local-root is inside /root, a system folder ${hint}`,
  ]);
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
