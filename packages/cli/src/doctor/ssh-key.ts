import { say } from '../language.ts';
import { ask, knownHostsFault, plain, sshKeyFault, sshKeyPath } from '../run/index.ts';
import type { Check } from './check.ts';

const PATIENCE_S = 10;

/** The key that opens the machines: there, its owner's alone, and without a passphrase, which DC/OS' installer can't give; the host keys that ssh is to take. */
export const sshKey: Check = async ({ cluster, loaded: { at } }) => {
  const subject = say('ssh key', 'ssh 키');
  const { keyFile } = cluster.ssh;
  const fault = sshKeyFault(cluster, at) ?? knownHostsFault(cluster);
  if (fault !== undefined) return [{ subject, state: 'bad', ...fault }];
  const read = await ask(['ssh-keygen', '-y', '-P', '', '-f', sshKeyPath(cluster, at)], {
    seconds: PATIENCE_S,
  });
  if (read.missing || read.code === 0) return [{ subject, state: 'ok', what: keyFile }];
  const todo = say(
    `remove it with ssh-keygen -p -f ${keyFile}: DC/OS' installer can't enter one`,
    `ssh-keygen -p -f ${keyFile} 로 암호를 제거하십시오. DC/OS 인스톨러는 암호를 입력할 수 없습니다`,
  );
  if (/incorrect passphrase/i.test(read.stderr))
    return [
      {
        subject,
        state: 'bad',
        what: say(`${keyFile} has a passphrase`, `${keyFile} 에 암호가 걸려 있습니다`),
        todo,
      },
    ];
  const what = `${say(`${keyFile} is no private key that ssh-keygen can read`, `${keyFile} 은 ssh-keygen 이 읽을 수 있는 개인 키가 아닙니다`)}: ${plain(read.stderr)}`;
  return [
    {
      subject,
      state: 'bad',
      what,
      todo: say(
        'name another one in ansible_ssh_private_key_file',
        'ansible_ssh_private_key_file 에 다른 키를 적으십시오',
      ),
    },
  ];
};
