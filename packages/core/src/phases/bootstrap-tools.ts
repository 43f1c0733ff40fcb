import { play } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/** `install/ansible-bootstrap-tools.yml`: what docker-build.sh and the operator need on the bootstrap node. */
export const bootstrapTools = {
  name: 'bootstrap-tools',
  title: { ko: '부트스트랩 노드에 유틸리티 설치', en: 'install tools on the bootstrap node' },
  section: '유틸리티 설치',
  part: 'installation',
  steps: [
    play({
      name: 'bootstrap-tools',
      plays: () => [
        {
          name: 'Tools of the bootstrap node',
          hosts: 'bootstrap',
          facts: false,
          roles: ['repositories', 'bootstrap_tools'],
        },
      ],
    }),
  ],
  // The phase install writes them on every machine.
  leaves: ['repositories'],
  joins: ({ role }) => role === 'bootstrap',
  shows: {
    on: ({ role }) => role === 'bootstrap',
    by: ({ paths }) =>
      ['/usr/local/bin/dcos', '/opt/uegen-tools/maven', '/opt/uegen-tools/node'].every((path) =>
        paths.includes(path),
      ),
  },
  note: {
    what: {
      ko: '부트스트랩 노드에 git, wget, JDK 8, Maven, Node, ansible, bzip2 를 설치합니다. ansible 은 이 명령에도 필요하므로, 없다면 먼저 `sudo yum install epel-release -y` 와 `sudo yum install ansible -y` 를 실행합니다.',
      en: 'Installs git, wget, a JDK 8, Maven, Node, ansible and bzip2 on the bootstrap node. Ansible runs this very step: where it is missing, run `sudo yum install epel-release -y` and `sudo yum install ansible -y` first.',
    },
    trouble: [
      {
        ko: '다운로드가 실패하면 부트스트랩 노드의 외부망 아웃바운드를 확인합니다. 폐쇄망에서는 config.yml 의 `mirror` 에 사내 미러를 기입합니다.',
        en: "When a download fails, check the bootstrap node's connection to the outside. In a closed network, name its mirror in `mirror` of config.yml.",
      },
    ],
  },
} as const satisfies Phase;
