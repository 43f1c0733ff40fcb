import { ansible, built, INSTALL, playbook } from './commands.ts';
import type { Phase } from './types.ts';

/** The guide's operation of a platform that runs. */
export const operationPhases: readonly Phase[] = [
  {
    name: 'add-agent',
    title: { ko: '노드 추가', en: 'agents that join' },
    section: '노드 추가',
    commands: () => [ansible('add-agent')],
    files: [playbook('add-agent'), { path: `${INSTALL}/genconf/serve/dcos-install.tar`, from: 'genconf' }],
    keys: [],
    tools: [],
    idle: ({ nodes }) =>
      nodes.some(({ joining }) => joining)
        ? undefined
        : {
            ko: 'config.yml 의 add-agent 와 add-public-agent 가 공란입니다',
            en: 'config.yml names no agent under add-agent or add-public-agent',
          },
  },
  {
    name: 'gracefully-remove-agent',
    title: { ko: '노드 삭제', en: 'agents that leave' },
    section: '노드 삭제',
    commands: () => [ansible('gracefully-remove-agent')],
    files: [playbook('gracefully-remove-agent')],
    keys: [],
    tools: [],
    idle: ({ removing }) =>
      removing.length > 0
        ? undefined
        : {
            ko: 'config.yml 의 gracefully-remove-agent 가 공란입니다',
            en: 'config.yml names no agent under gracefully-remove-agent',
          },
    destroys: ({ removing }) => removing,
  },
  {
    name: 'uninstall',
    title: { ko: '설치 완전 삭제', en: 'DC/OS removed for good' },
    section: '설치 완전 삭제',
    // The playbook's own confirmation: that of uegen run comes before.
    commands: () => [ansible('uninstall', '-e', 'uninstall_confirm=yes')],
    files: [playbook('uninstall')],
    keys: [],
    tools: [],
    idle: ({ uninstalling }) =>
      uninstalling.length > 0
        ? undefined
        : { ko: 'config.yml 의 uninstall 이 공란입니다', en: 'config.yml names no node under uninstall' },
    destroys: ({ uninstalling }) => uninstalling,
  },
  {
    name: 'gitlab-backup',
    title: { ko: '깃랩 백업', en: "GitLab's daily backup" },
    section: '깃랩 백업',
    commands: () => [ansible('gitlab-backup')],
    files: [
      playbook('gitlab-backup'),
      built('install/gitlab/gitlab.rb'),
      built('install/gitlab/gitlab-backup.cron'),
      built('install/gitlab-restore.sh'),
    ],
    keys: [],
    tools: [],
    carries: /^install\/(gitlab\/gitlab-backup\.cron|gitlab-restore\.sh)$/,
  },
];
