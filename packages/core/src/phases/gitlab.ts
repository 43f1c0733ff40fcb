import { play } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/** `install/ansible-gitlab.yml`: GitLab with its settings, and the Docker registry beside it. */
export const gitlab = {
  name: 'gitlab',
  title: { ko: '깃랩 && 도커 레지스트리 설치', en: 'install GitLab and the Docker registry' },
  section: '깃랩 && 도커 레지스트리 설치',
  part: 'installation',
  steps: [
    play({
      name: 'gitlab',
      plays: () => [
        {
          name: 'GitLab and the Docker registry',
          hosts: 'gitlab',
          facts: false,
          roles: ['gitlab', 'gitlab_settings', 'registry'],
        },
      ],
    }),
  ],
  // It is only ever named in what a role says.
  leaves: ['node_name'],
  joins: ({ role }) => role === 'gitlab',
  shows: {
    on: ({ role }) => role === 'gitlab',
    by: ({ packages, containers }, _, { gitlab: { version } }) =>
      `${packages['gitlab-ce'] ?? ''}.`.startsWith(`${version}.`) && containers.registry !== undefined,
  },
  note: {
    what: {
      ko: '깃랩 서버에 깃랩과 도커 레지스트리를 설치하고, `install/gitlab/gitlab.rb` 로 깃랩을 설정합니다.',
      en: 'Installs GitLab and the Docker registry on its machine, and sets GitLab up with `install/gitlab/gitlab.rb`.',
    },
    after: ({ gitlab }) => ({
      ko: `깃랩 UI ${gitlab.url} 에 root 로 접속하여 패스워드를 변경하고, config.yml 의 \`gitlab.root\` 에 유저네임과 패스워드를 기입한 뒤 \`uegen build\` 를 다시 실행합니다.`,
      en: `Log in to ${gitlab.url} as root and change the password. Put the user name and the password into \`gitlab.root\` of config.yml and run \`uegen build\` again.`,
    }),
    trouble: [
      {
        ko: '깃랩 서버에서 `sudo gitlab-ctl status` 와 `sudo gitlab-ctl tail` 로 상태와 로그를 확인합니다.',
        en: "On GitLab's machine, `sudo gitlab-ctl status` and `sudo gitlab-ctl tail` show state and logs.",
      },
    ],
  },
} as const satisfies Phase;
