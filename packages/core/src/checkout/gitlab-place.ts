/** The placeholder of GitLab's host name. */
export const GITLAB_HOST = 'host.gitlab';

// `http://`, and a login where there is one; its password may be a placeholder too.
const BEFORE = /http:\/\/(?:[^\s"'<>/]*@)?$/i;
const PORT_AFTER = /^:(?:\d|@)/;

// What is looked at in front of a placeholder: an address with a login.
const LONGEST_LOGIN = 500;

/**
 * What `@host.gitlab@` from `start` to `end` of a text stands for. Behind `http://` a reader wants GitLab's whole address,
 * port and path included, and elsewhere its name. Undefined where the text itself says another port.
 */
export function gitlabAt(
  text: string,
  { start, end }: { start: number; end: number },
  name: string,
  url: string,
): string | undefined {
  if (!BEFORE.test(text.slice(Math.max(0, start - LONGEST_LOGIN), start))) return name;
  const address = gitlabAddress(url);
  return address !== name && PORT_AFTER.test(text.slice(end, end + 2)) ? undefined : address;
}

/** GitLab's address as it stands behind `http://`. */
export function gitlabAddress(url: string): string {
  return url.replace('http://', '');
}
