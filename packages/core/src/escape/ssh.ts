/**
 * A path in an option of ssh, as it stands in ansible.cfg: ssh splits it at blanks and expands `%`, `~` and `${`, and
 * ansible reads quotes, comments and `%` before it. All but letters, digits, dots, dashes, underscores and slashes throws.
 */
export function sshPath(value: string): string {
  if (!/^\/[A-Za-z0-9._/-]+$/.test(value)) throw new RangeError('ssh would read this path as something else');
  return value;
}
