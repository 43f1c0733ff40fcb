import { secretFile } from '../file.ts';
import type { Output } from './output.ts';

/** Where they lie. */
export const CREDENTIALS = 'install/gitlab/credentials';

/**
 * `install/gitlab/credentials`: root's, once config.yml has them, as lines that git takes from a credential helper. The
 * token is for the API; git takes it too where there is no password. The scripts beside read it.
 */
export const gitlabCredentials: Output = ({ gitlab: { root } }) => {
  const password = root.password || root.token;
  if (password === '') return [];
  const lines = [`username=${root.username || 'root'}`, `password=${password}`];
  if (root.token !== '') lines.push(`token=${root.token}`);
  return [secretFile(CREDENTIALS, `${lines.join('\n')}\n`)];
};
