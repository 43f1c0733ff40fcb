import { JOINING, playbook, STANDING } from '../playbook/play.ts';
import type { Output } from './output.ts';

/** `install/ansible-ssh-root-login.yml`: lets root log in with a key; with `--tags revert` no more. */
export const playbookSshRootLogin: Output = () => [
  playbook('ssh-root-login', [
    { name: 'Root login over ssh', hosts: `${STANDING}:${JOINING}`, facts: false, roles: ['ssh_root_login'] },
  ]),
];
