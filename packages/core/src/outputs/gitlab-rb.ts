import type { BackupUpload, Cluster, GitlabBackup, Smtp } from '../cluster/types.ts';
import { proxyVariables } from '../cluster/web-proxy.ts';
import { rubyLiteral, rubyString } from '../escape/ruby.ts';
import { secretFile } from '../file.ts';
import { render } from '../serialize/render.ts';
import type { Output } from './output.ts';

/** `install/gitlab/gitlab.rb`: the settings that the package GitLab CE 10.2.4 of omnibus knows. */
export const gitlabRb: Output = ({ gitlab, registrationToken, webProxy }) => [
  secretFile('install/gitlab/gitlab.rb', () =>
    render(
      'gitlab.rb',
      {
        ...literals(gitlab, registrationToken),
        ...(webProxy && { proxy: connection(proxyVariables(webProxy, webProxy.bypass)) }),
      },
      rubyLiteral,
    ),
  ),
];

function literals({ url, root, smtp, backup }: Cluster['gitlab'], token: string) {
  return {
    url: rubyString(url),
    ...(root.password !== '' && { rootPassword: rubyString(root.password) }),
    ...(token !== '' && { token: rubyString(token) }),
    ...(smtp !== undefined && { smtp: mail(smtp) }),
    backup: archives(backup),
    ...(backup.upload !== undefined && { upload: upload(backup.upload) }),
  };
}

function mail({ host, port, domain, login, starttls, tls, verifyMode, fromAddress, fromName }: Smtp) {
  return {
    address: rubyString(host),
    port,
    domain: rubyString(domain),
    ...(login !== undefined && {
      login: {
        username: rubyString(login.username),
        password: rubyString(login.password),
        method: rubyString(login.method),
      },
    }),
    starttls: String(starttls),
    tls: String(tls),
    verifyMode: rubyString(verifyMode),
    ...(fromAddress !== undefined && { fromAddress: rubyString(fromAddress) }),
    ...(fromName !== undefined && { fromName: rubyString(fromName) }),
  };
}

function archives({ path, managePath, archivePermissions, keepTime }: GitlabBackup) {
  return { path: rubyString(path), managePath: String(managePath), archivePermissions, keepTime };
}

function upload(to: BackupUpload) {
  if (to.type === 'local')
    return {
      connection: connection({ provider: 'Local', local_root: to.root }),
      directory: rubyString(to.directory),
    };
  const login =
    to.keys === undefined
      ? [[rubyString('use_iam_profile'), 'true']]
      : connection({ aws_access_key_id: to.keys.accessKey, aws_secret_access_key: to.keys.secretKey });
  return {
    connection: [...connection({ provider: 'AWS', region: to.region }), ...login],
    directory: rubyString(to.bucket),
    ...(to.encryption !== undefined && { encryption: rubyString(to.encryption) }),
    ...(to.storageClass !== undefined && { storageClass: rubyString(to.storageClass) }),
  };
}

function connection(settings: Readonly<Record<string, string>>): string[][] {
  return Object.entries(settings).map(([key, value]) => [rubyString(key), rubyString(value)]);
}
