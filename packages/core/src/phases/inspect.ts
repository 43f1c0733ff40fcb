import { EVERY_MACHINE } from '../steps/play.ts';
import { play } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/** `install/ansible-inspect.yml`: asks every machine what it is. It changes nothing, and one that is silent keeps no other. */
export const inspect = {
  name: 'inspect',
  title: { ko: '서버 조사', en: 'ask every machine what it is' },
  section: '클러스터 설치 / DC/OS 클러스터 설치 / 클러스터 상태 점검',
  part: 'operation',
  steps: [
    play({
      name: 'inspect',
      plays: () => [
        { name: 'Ask every machine what it is', hosts: EVERY_MACHINE, facts: false, roles: ['inspect'] },
      ],
    }),
  ],
  asks: true,
  named: true,
  note: {
    what: {
      ko: '모든 서버에 DC/OS 의 역할과 버전, 서비스, 도커, 깃랩, 러너, 레지스트리, 프록시 규칙, 호스트 파일, 시각을 묻고 `.uegen/state.json` 에 기록합니다. 아무것도 변경하지 않습니다. `uegen status --live` 와 `uegen up` 도 같은 일을 합니다.',
      en: 'Asks every machine for the role and version of DC/OS, services, Docker, GitLab, runner, registry, proxy rules, hosts file and clock, and writes what it learns to `.uegen/state.json`. It changes nothing. `uegen status --live` and `uegen up` do the same.',
    },
    trouble: [
      {
        ko: '응답하지 않은 서버의 기록은 변경되지 않습니다. ssh 로 접속이 되는지 확인하고 다시 실행합니다.',
        en: 'What is known of a machine that did not answer stays as it is. See that ssh gets in there, and run it again.',
      },
    ],
  },
} as const satisfies Phase;
