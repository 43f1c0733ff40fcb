import { play } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/** `install/ansible-gitlab-backup.yml`: GitLab's backups by cron, and the script that restores one. */
export const gitlabBackup = {
  name: 'gitlab-backup',
  title: { ko: '깃랩 백업', en: 'back up GitLab' },
  section: '깃랩 백업',
  part: 'operation',
  steps: [
    play({
      name: 'gitlab-backup',
      plays: () => [
        {
          name: 'Backups of GitLab',
          hosts: 'gitlab',
          facts: false,
          roles: ['gitlab_settings', 'gitlab_backup'],
        },
      ],
    }),
  ],
  // The phase gitlab takes over its settings.
  leaves: ['install/gitlab/gitlab.rb', 'gitlab_port', 'gitlab_path'],
  shows: {
    on: ({ role }) => role === 'gitlab',
    by: ({ paths }) =>
      paths.includes('/etc/cron.d/gitlab-backup') && paths.includes('/usr/local/sbin/gitlab-restore.sh'),
  },
  note: {
    what: {
      ko: '깃랩 데이터와 `/etc/gitlab` 설정의 백업을 cron 에 등록합니다. 설정 백업은 데이터 백업과 다른 곳에 보관하도록 합니다.',
      en: "Has cron back up GitLab's data and `/etc/gitlab`. Keep the two in different places.",
    },
    trouble: [
      {
        ko: '리스토어는 백업을 만든 것과 정확히 동일한 버전의 깃랩에서만 가능합니다.',
        en: 'A backup can be restored only into exactly the version of GitLab that made it.',
      },
    ],
  },
} as const satisfies Phase;
