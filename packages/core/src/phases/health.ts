import { JOINING } from '../steps/play.ts';
import { play } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/** `install/ansible-health.yml`: looks at every node of DC/OS and at backups, and gives one verdict. It changes nothing. */
export const health = {
  name: 'health',
  title: { ko: '클러스터 상태 점검', en: 'check the state of every node' },
  section: '클러스터 설치 / DC/OS 클러스터 설치 / 클러스터 상태 점검',
  part: 'installation',
  steps: [
    play({
      name: 'health',
      plays: () => [
        {
          name: 'Look at every node of DC/OS and at the machine of GitLab',
          hosts: `master:public:agent:${JOINING}:gitlab`,
          facts: false,
          roles: ['health', 'health_verdict'],
        },
      ],
    }),
  ],
  once: true,
  note: {
    what: ({ publicAddress }) => ({
      ko: `모든 노드의 컴포넌트와 포트, 디스크, 백업의 시각을 점검합니다. 아무것도 변경하지 않습니다. DC/OS 웹 UI http://${publicAddress.master} 에서도 모든 컴포넌트와 노드가 health 상태인지 확인합니다.`,
      en: `Looks at the components, ports and disks of every node and at the age of backups, and changes nothing. In DC/OS' web interface http://${publicAddress.master} all components and nodes are to be healthy as well.`,
    }),
    trouble: [
      {
        ko: '문제가 있는 노드와 컴포넌트의 이름, 마지막 로그가 출력됩니다. [컴포넌트 구동 확인](#components) 을 참조합니다.',
        en: 'It names the node and the unit and shows the last lines of its log. See [components](#components).',
      },
    ],
  },
} as const satisfies Phase;
