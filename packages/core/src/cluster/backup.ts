import type { Config } from '../generated/config.ts';
import { longestGap } from './schedule.ts';
import type { Cluster } from './types.ts';

/** What is backed up beside GitLab, by the names that uegen-backup takes. */
export const BACKUP_KINDS = ['zookeeper', 'database', 'registry'] as const;

/** The backups beside GitLab's, of those kinds that have a schedule. */
export function resolveBackups({ backup }: Config): Cluster['backup'] {
  const kinds = BACKUP_KINDS.flatMap((name) => {
    const schedule = scheduleOf(backup[`${name}-schedule`]);
    return schedule === undefined ? [] : [{ name, schedule }];
  });
  return { path: backup.path, keepTime: backup['keep-time'], kinds };
}

/** Five fields of cron with one space between them, or undefined for never. */
export function scheduleOf(text: string): string | undefined {
  return text === 'false' ? undefined : text.replace(/ +/g, ' ');
}

/** Seconds after which the newest backup of a schedule is too old: the longest time between two, and what they may take. */
export function longestAge(schedule: string): number {
  return Math.ceil(longestGap(schedule) * 60 * 1.25) + 3600;
}
