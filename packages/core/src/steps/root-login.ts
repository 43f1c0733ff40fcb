import { JOINING, type Playbook, STANDING } from './play.ts';

/** `install/ansible-ssh-root-login.yml`: lets root log in with a key; with `--tags revert` no more. */
export const ROOT_LOGIN: Playbook = {
  name: 'ssh-root-login',
  plays: () => [
    { name: 'Root login over ssh', hosts: `${STANDING}:${JOINING}`, facts: false, roles: ['ssh_root_login'] },
  ],
};
