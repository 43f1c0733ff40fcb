import { ROOT_LOGIN } from '../steps/root-login.ts';
import { play } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/** Opens the machines to root, with a key. */
export const sshRootLogin = {
  name: 'ssh-root-login',
  title: { ko: 'ssh root 접속 허용', en: 'let root log in over ssh' },
  section: '도메인 && 네트워크 준비 / ssh root 접속 허용',
  part: 'installation',
  steps: [play(ROOT_LOGIN)],
  named: true,
  note: {
    what: {
      ko: '모든 서버에 root 가 키로 ssh 접속할 수 있도록 설정합니다. 설치 후에는 `uegen run ssh-root-login-revert` 로 원복할 수 있습니다.',
      en: 'Lets root log in to every machine with a key. After the installation, `uegen run ssh-root-login-revert` closes it again.',
    },
    trouble: [],
  },
} as const satisfies Phase;
