import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../problem.ts';
import type { Layout } from '../tree/layout.ts';

const OVERRIDES = ['ANSIBLE_CONFIG', 'ANSIBLE_INVENTORY'];
const WRITABLE_BY_ALL = 0o002;

/** Refuses what would make ansible silently take other nodes than those of install/ansible-hosts.yml. */
export function checkAnsible(place: string, at: Layout): void {
  const set = OVERRIDES.find((name) => (process.env[name] ?? '') !== '');
  if (set !== undefined)
    throw new Problem(`${set} is set: ansible would not read install/ansible.cfg`, `unset ${set}`);
  const folder = join(at.root, place);
  if ((statSync(folder).mode & WRITABLE_BY_ALL) !== 0)
    throw new Problem(
      `everybody may write to ${folder}: ansible ignores ansible.cfg in such a folder`,
      `chmod o-w ${folder}`,
    );
}
