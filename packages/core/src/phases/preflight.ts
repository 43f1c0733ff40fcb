import { overSsh } from '../steps/installer.ts';
import type { Phase } from './phase.ts';

/** DC/OS' installer looks at the machines. */
export const preflight = {
  name: 'preflight',
  title: { ko: 'DC/OS 사전 체크', en: 'check the nodes before DC/OS is installed' },
  section: '클러스터 설치 / DC/OS 클러스터 설치 / DC/OS 클러스터 인스톨',
  part: 'installation',
  steps: [overSsh('--preflight')],
  tools: ['docker'],
  once: true,
  note: {
    what: {
      ko: 'DC/OS 인스톨러의 사전 체크 단계입니다. 모든 항목이 pass 여야 합니다.',
      en: "DC/OS' installer checks the machines. Every check must pass.",
    },
    trouble: [
      {
        ko: 'Fail 이 나온 노드와 항목을 확인합니다. 패키지, 도커, SELinux 문제는 `uegen run install` 을 다시 실행하여 해결합니다. 포트가 사용 중이면 해당 프로세스를 종료합니다.',
        en: 'See which node failed at what. Packages, Docker and SELinux are put right by `uegen run install`. Where a port is in use, stop what listens there.',
      },
    ],
  },
} as const satisfies Phase;
