import { ROOT_LOGIN } from '../steps/root-login.ts';
import { play } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/** Closes the machines to root again. */
export const sshRootLoginRevert = {
  name: 'ssh-root-login-revert',
  title: { ko: 'ssh root 접속 원복', en: 'close ssh to root again' },
  section: '도메인 && 네트워크 준비 / ssh root 접속 허용',
  part: 'installation',
  steps: [play(ROOT_LOGIN, '--tags', 'revert')],
  named: true,
  closes: 'ssh-root-login',
  isOpen: ({ rootLogin }) => rootLogin,
  note: {
    what: {
      ko: '옵셔널. root 의 ssh 접속 허용을 원복합니다.',
      en: "Optional. Closes root's login over ssh again.",
    },
    trouble: [],
  },
} as const satisfies Phase;
