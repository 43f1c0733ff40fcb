import type { Finding, KeyPath } from '../diagnostic.ts';
import { systemPathOf } from '../facts/system-paths.ts';
import type { Config } from '../generated/config.ts';
import { says } from '../text.ts';
import { alsoAt, type Rule } from './rule.ts';

type Upload = NonNullable<Config['gitlab']['backup']['upload']>;

const BACKUP = ['gitlab', 'backup'];

/**
 * The archives of /etc/gitlab hold the keys to what is encrypted in the data: whoever gets at the folder of the one must
 * not get at the other. An archive inside /etc/gitlab would hold all earlier ones.
 */
export const configBackupLiesApart: Rule = ({ config }) => {
  const { path, upload, 'config-path': configPath } = config.gitlab.backup;
  const folders: [string, string | undefined, KeyPath | undefined][] = [
    ['gitlab.backup.path', path, [...BACKUP, 'path']],
    ['gitlab.backup.upload.local-root', upload?.['local-root'], [...BACKUP, 'upload', 'local-root']],
    ['/etc/gitlab', '/etc/gitlab', undefined],
  ];
  return folders
    .filter(
      ([, folder]) => folder !== undefined && (within(configPath, folder) || within(folder, configPath)),
    )
    .map(([name, , other]) => ({
      code: 'backup',
      message: says(
        `gitlab.backup.config-path and ${name} must not be one inside the other`,
        `gitlab.backup.config-path 와 ${name} 중 하나가 다른 하나의 안에 있습니다`,
      ),
      path: [...BACKUP, 'config-path'],
      ...alsoAt(other),
      hint: says(
        'the archives there hold the keys to the data: keep them in a folder of their own',
        '이 백업에는 데이터의 키가 들어 있습니다. 별도의 폴더에 두십시오',
      ),
    }));
};

/** Data goes to a folder of its own: these are made, given to a user, and emptied of what is old. */
export const dataLiesApart: Rule = ({ config: { gitlab, backup: others, registry, minio } }) => {
  const { backup } = gitlab;
  const folders: [KeyPath, string | undefined][] = [
    [[...BACKUP, 'path'], backup.path],
    [[...BACKUP, 'config-path'], backup['config-path']],
    [[...BACKUP, 'upload', 'local-root'], backup.upload?.['local-root']],
    [['backup', 'path'], others.path],
    [['registry', 'data-path'], registry['data-path']],
    [['minio', 'data-path'], minio['data-path']],
  ];
  return folders.flatMap(([path, folder]) => {
    const taken = folder === undefined ? undefined : systemPathOf(folder);
    if (taken === undefined) return [];
    const inside = folder !== taken;
    const message = says(
      `${path.join('.')} ${inside ? `is inside ${taken},` : 'is'} a system folder`,
      `${path.join('.')} 은(는) 시스템 폴더${inside ? ` ${taken} 안에 있습니다` : '입니다'}`,
    );
    return [
      {
        code: 'backup' as const,
        message,
        path,
        hint: says(
          'choose a separate folder, such as /data/backups',
          '/data/backups 처럼 별도의 폴더를 지정하십시오',
        ),
      },
    ];
  });
};

function within(inner: string, outer: string): boolean {
  return `${inner}/`.startsWith(`${outer}/`);
}

/** A copy of the backups lies elsewhere: GitLab would copy each onto itself. */
export const uploadGoesElsewhere: Rule = ({ config }) => {
  const { path, upload } = config.gitlab.backup;
  const target = [upload?.['local-root'], upload?.directory].filter((part) => part !== undefined).join('/');
  if (upload?.type !== 'local' || target !== path) return [];
  const message = says(
    'gitlab.backup.upload leads to gitlab.backup.path, where the backups lie already',
    'gitlab.backup.upload 의 대상이 백업이 이미 있는 gitlab.backup.path 입니다',
  );
  return [{ code: 'backup', message, path: [...BACKUP, 'upload'], ...alsoAt([...BACKUP, 'path']) }];
};

const S3_ONLY = ['bucket', 'region', 'access-key', 'secret-key', 'encryption', 'storage-class'] as const;

/** An upload has what its type needs, and nothing of the other. */
export const uploadFitsItsType: Rule = ({ config }) => {
  const { upload } = config.gitlab.backup;
  if (upload === undefined) return [];
  const local = upload.type === 'local';
  const profile = upload['use-iam-profile'];
  const keys = ['access-key', 'secret-key'] as const;
  const needed: (keyof Upload)[] = local ? ['local-root'] : ['bucket', 'region', ...(profile ? [] : keys)];
  const foreign: (keyof Upload)[] = local ? [...S3_ONLY] : ['local-root', ...(profile ? keys : [])];
  const findings: Finding[] = [
    ...needed.filter((key) => upload[key] === undefined).map((key) => missing(key, upload.type)),
    ...foreign.filter((key) => upload[key] !== undefined).map((key) => superfluous(key, local)),
  ];
  return local && profile ? [...findings, superfluous('use-iam-profile', local)] : findings;
};

function missing(key: string, type: string): Finding {
  const message = says(
    `gitlab.backup.upload.${key} is missing: an upload of type ${type} needs it`,
    `gitlab.backup.upload.${key} 이(가) 없습니다. 업로드 유형 ${type} 에 필요합니다`,
  );
  return {
    code: 'missing-key',
    message,
    path: [...BACKUP, 'upload'],
    ...alsoAt([...BACKUP, 'upload', 'type']),
  };
}

function superfluous(key: string, local: boolean): Finding {
  const reason = local ? 'type local' : key === 'local-root' ? 'type s3' : 'use-iam-profile';
  const message = says(
    `gitlab.backup.upload.${key} doesn't go with ${reason}`,
    `gitlab.backup.upload.${key} 은(는) ${reason} 과(와) 함께 쓸 수 없습니다`,
  );
  const cause = reason === 'use-iam-profile' ? reason : 'type';
  return {
    code: 'backup',
    message,
    path: [...BACKUP, 'upload', key],
    ...alsoAt([...BACKUP, 'upload', cause]),
  };
}
