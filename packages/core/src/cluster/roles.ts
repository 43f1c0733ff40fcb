/** What machines are for, in the order of /etc/hosts. */
export const ROLES = ['bootstrap', 'gitlab', 'ci', 'public', 'master', 'agent'] as const;

/** What a machine is for. */
export type Role = (typeof ROLES)[number];
