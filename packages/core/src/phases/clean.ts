import { STANDING } from '../steps/play.ts';
import { play } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/** `install/ansible-clean.yml`: room on the disks, of what no container uses and of what restores put aside. */
export const clean = {
  name: 'clean',
  title: { ko: '디스크 정리', en: 'free disk space' },
  section: '트러블 슈팅',
  part: 'operation',
  steps: [
    play({
      name: 'clean',
      plays: () => [
        { name: 'Remove what is old and not used', hosts: STANDING, facts: false, roles: ['clean'] },
      ],
    }),
  ],
  named: true,
  note: {
    what: {
      ko: '어떤 컨테이너도 사용하지 않는 30일 이상 된 도커 이미지와, 복원할 때 옆으로 옮겨 둔 30일 이상 된 이전 데이터를 모든 서버에서 지웁니다. 중지된 컨테이너의 이미지는 남습니다. 기간은 `uegen run clean -- -e clean_days=60` 으로 정합니다. 백업은 각자의 보관 기간에 따라 지워집니다.',
      en: 'Removes from every machine the images of Docker that no container uses, and the former data that restores put aside, once they are older than 30 days. Images of stopped containers stay. `uegen run clean -- -e clean_days=60` sets the days. Backups go by their own times.',
    },
    trouble: [],
  },
} as const satisfies Phase;
