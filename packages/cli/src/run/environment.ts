import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from '@uegen/core';
import { say } from '../language.ts';
import { Problem } from '../problem.ts';
import type { Layout } from '../tree/layout.ts';

// What stands in place of what install/ansible.cfg says; the last one counts where it names a file of host keys.
const WHOLE = ['ANSIBLE_CONFIG', 'ANSIBLE_INVENTORY'];
const SSH_ARGS = 'ANSIBLE_SSH_ARGS';
const WRITABLE_BY_ALL = 0o002;

/** Refuses what would make ansible silently take other nodes than those of install/ansible-hosts.yml, or other host keys. */
export function checkAnsible(place: string, at: Layout, { ssh }: Cluster): void {
  const set = [...WHOLE, ...(ssh.knownHosts === '' ? [] : [SSH_ARGS])].find(
    (name) => (process.env[name] ?? '') !== '',
  );
  if (set !== undefined) {
    throw new Problem(
      set === SSH_ARGS
        ? say(
            `${set} is set: ansible would not take the host keys of ssh.known-hosts`,
            `${set} 이(가) 설정되어 있어 ansible 이 ssh.known-hosts 의 호스트 키를 쓰지 않습니다`,
          )
        : say(
            `${set} is set: ansible would not read install/ansible.cfg`,
            `${set} 이(가) 설정되어 있어 ansible 이 install/ansible.cfg 를 읽지 않습니다`,
          ),
      `unset ${set}`,
    );
  }
  const folder = join(at.root, place);
  if ((statSync(folder).mode & WRITABLE_BY_ALL) !== 0)
    throw new Problem(
      say(
        `everybody may write to ${folder}: ansible ignores ansible.cfg in such a folder`,
        `누구나 ${folder} 에 쓸 수 있습니다. 이런 폴더의 ansible.cfg 를 ansible 은 무시합니다`,
      ),
      `chmod o-w ${folder}`,
    );
}
