import { codeSpan } from '../escape/code-span.ts';
import { EVERY_MACHINE } from '../steps/play.ts';
import { play } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/**
 * `install/ansible-renew-ssh-key.yml`: another ssh key on all machines. Each takes both until all have taken the next one,
 * and only then the former one goes: at no moment none gets in, and a run that breaks off is finished by the next.
 */
export const renewSshKey = {
  name: 'renew-ssh-key',
  title: { ko: 'ssh 키 교체', en: 'replace the ssh key on all machines' },
  section: '도메인 && 네트워크 준비',
  part: 'operation',
  steps: [
    play({
      name: 'renew-ssh-key',
      plays: () => [
        { name: 'Make the next key', hosts: 'localhost', facts: false, roles: ['ssh_key_next'] },
        { name: 'Let the next key in as well', hosts: EVERY_MACHINE, facts: false, roles: ['ssh_key_add'] },
        {
          name: 'Put it in place once every machine takes it',
          hosts: 'localhost',
          facts: false,
          roles: ['ssh_key_swap'],
        },
        { name: 'Take the former key away', hosts: EVERY_MACHINE, facts: false, roles: ['ssh_key_remove'] },
        { name: 'Verdict', hosts: 'localhost', facts: false, roles: ['ssh_key_verdict'] },
      ],
    }),
  ],
  named: true,
  note: {
    what: ({ ssh }) => ({
      ko: `새 ssh 키를 만들어 모든 서버에 추가하고, 새 키로 접속을 확인한 뒤 ${codeSpan(ssh.keyFile)} 을 교체하고, 마지막에 이전 키를 모든 서버에서 지웁니다. 응답하지 않는 서버가 있으면 키를 교체하지 않고 이전 키가 그대로 사용되며, 그 서버가 응답할 때 다시 실행하면 이어서 진행됩니다. 열려 있는 접속은 끊어지지 않습니다. 하루 이내에 교체한 키는 다시 교체하지 않습니다.`,
      en: `Makes another ssh key, has every machine take it as well, logs in with it, puts it in the place of ${codeSpan(ssh.keyFile)}, and takes the former one away everywhere. While a machine does not answer nothing is replaced and the present key gets in everywhere; run it again once the machine answers, and it goes on. Open connections stay. A key of the last day is not renewed again.`,
    }),
    after: ({ ssh }) => ({
      ko: `이전 키는 ${codeSpan(`${ssh.keyFile}.retired`)} 에 남습니다. 다른 곳에서 쓰이지 않으면 삭제합니다. 키를 복사해 둔 다른 PC 에는 새 키를 복사합니다.`,
      en: `The former key stays as ${codeSpan(`${ssh.keyFile}.retired`)}: delete it unless it gets in elsewhere. Copy the new one to wherever else the former one lies.`,
    }),
    trouble: [
      {
        ko: '서버가 완전히 폐기되어 응답하지 않는 경우, 먼저 config.yml 에서 제거하고 `uegen build` 를 실행합니다.',
        en: 'A machine that is gone for good has to leave config.yml first; then run `uegen build`.',
      },
    ],
  },
} as const satisfies Phase;
