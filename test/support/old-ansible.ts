import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { made } from './made.ts';
import { put } from './scratch.ts';

/** What the old controller needs of the machine, as `toolTest` takes it. */
export const OLD_ANSIBLE_TOOLS = ['root', 'apt-get', 'mmdebstrap', 'flock', 'chroot', 'mount'];

/** The root folder of the old controller: ansible 2.10 on Python 3.9, and Python 2.7.18. */
export function oldAnsible(): Promise<string> {
  return made('uegen-old-ansible', 'support/old-ansible.sh');
}

/** A folder in `folder` with the programs of that root as programs of the machine; of its files they see those of `folder`. */
export function putOldPrograms(root: string, folder: string): string {
  const inRoot = fileURLToPath(new URL('in-root.sh', import.meta.url));
  const program = `#!/bin/sh\nexec ${inRoot} ${root} ${folder} "/usr/bin/$(basename "$0")" "$@"\n`;
  for (const name of ['ansible', 'ansible-playbook']) put(folder, `old-ansible/${name}`, program, 0o755);
  return join(folder, 'old-ansible');
}
