/** What machines are for, in the order of /etc/hosts. */
export const ROLES = ['bootstrap', 'gitlab', 'ci', 'public', 'master', 'agent'] as const;

/** What a machine is for. */
export type Role = (typeof ROLES)[number];

/** Whether DC/OS runs on a machine of that role. */
export function hasDcos({ role }: { role?: Role }): boolean {
  return role === 'master' || role === 'agent' || role === 'public';
}
