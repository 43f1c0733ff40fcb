/** The placeholder of GitLab's host name. */
export const GITLAB_HOST = 'host.gitlab';

// `http://`, and a login where there is one; its password may be a placeholder too.
const BEFORE = /http:\/\/(?:[^\s"'<>/]*@)?$/i;
const PORT_AFTER = /^:(?:\d|@)/;

/**
 * What `@host.gitlab@` stands for where `before` and `after` surround it. Behind `http://` a reader wants GitLab's whole
 * address, port and path included, and elsewhere its name. Undefined where the file itself says another port.
 */
export function gitlabAt(before: string, after: string, name: string, url: string): string | undefined {
  if (!BEFORE.test(before)) return name;
  const address = url.replace('http://', '');
  return address !== name && PORT_AFTER.test(after) ? undefined : address;
}
