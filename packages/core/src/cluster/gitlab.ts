import type { Config } from '../generated/config.ts';
import { scheduleOf } from './backup.ts';
import { placeOf } from './place.ts';
import { resolveSmtp } from './smtp.ts';
import type { BackupUpload, Cluster, GitlabBackup } from './types.ts';

/** GitLab as the config describes it: its address, mail and backups with what follows from host and iam.mail. */
export function resolveGitlab(config: Config): Cluster['gitlab'] {
  const { gitlab } = config;
  const { username, password, token } = gitlab.root;
  const smtp = resolveSmtp(config);
  return {
    version: gitlab.version,
    ...gitlabAddress(config),
    root: { username: username ?? '', password: password ?? '', token: token ?? '' },
    configRepo: gitlab['config-repo'],
    ...(smtp === undefined ? {} : { smtp }),
    backup: resolveBackup(gitlab.backup),
  };
}

/** Where everybody reaches GitLab, and what follows from that address alone. The one place that says it. */
export function gitlabAddress({ gitlab, host }: Config): Pick<Cluster['gitlab'], 'url' | 'port' | 'path'> {
  const url = (gitlab['external-url'] ?? `http://${host.gitlab}`).replace(/\/$/, '');
  const { port = 80, path } = placeOf(url.replace('http://', ''));
  return { url, port, path };
}

function resolveBackup(backup: Config['gitlab']['backup']): GitlabBackup {
  const upload = backup.upload === undefined ? undefined : resolveUpload(backup.upload);
  const [data, config] = [scheduleOf(backup.schedule), scheduleOf(backup['config-schedule'])];
  return {
    path: backup.path,
    managePath: backup['manage-path'],
    archivePermissions: backup['archive-permissions'].padStart(4, '0'),
    keepTime: backup['keep-time'],
    ...(data !== undefined && { schedule: data }),
    configPath: backup['config-path'],
    configKeepTime: backup['config-keep-time'],
    ...(config !== undefined && { configSchedule: config }),
    ...(upload !== undefined && { upload }),
  };
}

// What the type of an upload needs is required by a rule.
function resolveUpload(upload: NonNullable<Config['gitlab']['backup']['upload']>): BackupUpload {
  const { directory, encryption } = upload;
  if (upload.type === 'local')
    return { type: 'local', root: upload['local-root'] ?? '', directory: directory ?? '.' };
  const storageClass = upload['storage-class'];
  return {
    type: 's3',
    bucket: upload.bucket ?? '',
    region: upload.region ?? '',
    ...(directory !== undefined && { directory }),
    ...(!upload['use-iam-profile'] && {
      keys: { accessKey: upload['access-key'] ?? '', secretKey: upload['secret-key'] ?? '' },
    }),
    ...(encryption !== undefined && { encryption }),
    ...(storageClass !== undefined && { storageClass }),
  };
}
