import { playbook } from '../playbook/play.ts';
import type { Output } from './output.ts';

/** `install/ansible-gitlab-backup.yml`: GitLab's backups by cron, and the script that restores one. */
export const playbookGitlabBackup: Output = () => [
  playbook('gitlab-backup', [
    { name: 'Backups of GitLab', hosts: 'gitlab', facts: false, roles: ['gitlab_settings', 'gitlab_backup'] },
  ]),
];
