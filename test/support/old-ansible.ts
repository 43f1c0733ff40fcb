import { fileURLToPath } from 'node:url';
import { made } from './made.ts';

/** What the old controller needs of the machine, as `toolTest` takes it. */
export const OLD_ANSIBLE_TOOLS = ['root', 'apt-get', 'mmdebstrap', 'flock', 'chroot', 'mount'];

/** The root folder of the old controller: ansible 2.10 on Python 3.9, and Python 2.7.18. */
export function oldAnsible(): Promise<string> {
  return made('uegen-old-ansible', 'support/old-ansible.sh');
}

/** A program of the old controller as a command of the machine; of the machine's files it sees those of `folder`. */
export function ofOldAnsible(root: string, folder: string, command: readonly string[]): [string, string[]] {
  return [fileURLToPath(new URL('in-root.sh', import.meta.url)), [root, folder, ...command]];
}
