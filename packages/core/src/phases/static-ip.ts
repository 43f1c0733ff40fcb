import { inTurn, JOINING, STANDING } from '../steps/play.ts';
import { play } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/** `install/ansible-static-ip.yml`, where config.yml names a gateway: the present addresses become static. */
export const staticIp = {
  name: 'static-ip',
  title: { ko: '네트워크 고정 아이피', en: 'make addresses static' },
  section: '네트워크 고정 아이피(옵셔널)',
  part: 'installation',
  steps: [
    play({
      name: 'static-ip',
      plays: () => inTurn({ name: 'Static addresses', roles: ['static_ip'] }, `${STANDING}:${JOINING}`),
    }),
  ],
  optional: true,
  idle: ({ staticNetwork }) =>
    staticNetwork === undefined
      ? { ko: 'config.yml 에 network.gateway 가 없습니다', en: 'config.yml names no network.gateway' }
      : undefined,
  note: {
    what: {
      ko: '모든 서버의 현재 프라이빗 아이피를 고정 아이피로 지정합니다. 설치 후 프라이빗 아이피를 바꾸는 일은 매우 어렵습니다. 네트워크는 재시작하지 않습니다. 변경될 내용은 `uegen run static-ip -- --check --diff` 로 미리 볼 수 있습니다.',
      en: "Makes every machine's present private address static. After the installation it is very hard to change. The network is not restarted. `uegen run static-ip -- --check --diff` shows what would change.",
    },
    trouble: [
      {
        ko: '이전 파일은 같은 폴더에 백업되어 있습니다.',
        en: 'The former file is kept beside the new one.',
      },
    ],
  },
} as const satisfies Phase;
