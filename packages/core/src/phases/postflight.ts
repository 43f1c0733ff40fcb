import { AGAIN, overSsh } from '../steps/installer.ts';
import type { Phase } from './phase.ts';

/** DC/OS' installer looks at what it installed. */
export const postflight = {
  name: 'postflight',
  title: { ko: 'DC/OS 설치 후 확인', en: 'check DC/OS after its installation' },
  section: '클러스터 설치 / DC/OS 클러스터 설치 / DC/OS 클러스터 인스톨',
  part: 'installation',
  steps: [overSsh('--postflight')],
  tools: ['docker'],
  once: true,
  note: {
    what: {
      ko: '설치 후 확인 단계로, 모든 DC/OS 컴포넌트의 헬스체크를 합니다.',
      en: 'Looks at the health of every component after the installation.',
    },
    trouble: [
      {
        ko: '몇 분 동안 진행되지 않거나 Fail 이 나오면 `uegen run health` 로 문제가 있는 노드와 컴포넌트를 찾고, [컴포넌트 구동 확인](#components) 을 참조합니다.',
        en: 'When it makes no progress for minutes or fails, `uegen run health` names node and component; then see [components](#components).',
      },
      AGAIN,
    ],
  },
} as const satisfies Phase;
