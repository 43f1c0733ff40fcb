import { play } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/**
 * `install/ansible-reconfigure.yml`: what DC/OS has baked in, on a cluster that runs. It looks at the masters and at what each
 * node was installed with, and says step by step how the nodes get what is wanted. It changes nothing.
 */
export const reconfigure = {
  name: 'reconfigure',
  title: { ko: 'DC/OS 설정 변경', en: 'change settings of DC/OS' },
  section: '클러스터 설치 / DC/OS 클러스터 설치 / DC/OS 클러스터 인스톨',
  part: 'operation',
  steps: [
    play({
      name: 'reconfigure',
      plays: () => [
        {
          name: 'Look at all masters',
          hosts: 'master',
          together: true,
          facts: false,
          roles: ['master_gap'],
        },
        {
          name: 'Say how the nodes get what is wanted',
          hosts: 'master:public:agent',
          together: true,
          facts: false,
          roles: ['reconfigure_steps'],
        },
      ],
    }),
  ],
  named: true,
  note: {
    what: {
      ko: `운영 중인 클러스터에서 \`resolvers\`, \`dns_search\`, 그리고 DC/OS 자신이 쓰는 \`proxy\` 를 변경합니다. DC/OS 1.10 이 설치 후에 바꿀 수 있는 값 중 uegen 이 다루는 것들입니다. 마스터의 상태와 노드마다 설치된 값을 확인하고, DC/OS 인스톨러의 노드 업그레이드 스크립트(\`--generate-node-upgrade-script\`)로 실행할 명령을 마스터부터 한 노드씩 순서대로 출력합니다. 이 단계는 아무것도 변경하지 않으며, 출력된 명령은 직접 실행합니다. 먼저 주키퍼를 백업합니다.`,
      en: `Changes \`resolvers\`, \`dns_search\` and DC/OS' own \`proxy\` of a cluster that runs: of what DC/OS 1.10 lets be changed after the installation, these are uegen's. It looks at the masters and at what each node was installed with, and says which commands to run, with the node upgrade script of DC/OS' installer (\`--generate-node-upgrade-script\`), masters first, one node after the other. It changes nothing itself: run them by hand. Back up ZooKeeper before.`,
    },
    after: {
      ko: '모든 노드를 마친 뒤 `uegen run health` 와 `uegen status --live` 를 실행합니다.',
      en: 'Once all nodes are done, run `uegen run health` and `uegen status --live`.',
    },
    trouble: [
      {
        ko: '업그레이드 스크립트는 `Contact Support` 를 출력하면서도 0 으로 끝날 수 있습니다. 그 경우 다음 노드로 넘어가지 말고 `journalctl -u dcos-exhibitor` 를 확인합니다.',
        en: 'The script may say `Contact Support` and end with 0 all the same. Then stop, and look at `journalctl -u dcos-exhibitor`.',
      },
    ],
  },
} as const satisfies Phase;
