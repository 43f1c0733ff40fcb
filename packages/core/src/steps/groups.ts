import type { Role } from '../cluster/types.ts';

/** The machines in a group of ansible's inventory. */
export interface Group {
  /** Absent for machines that leave, whatever they were. */
  role?: Role;
  state: 'standing' | 'joining' | 'removing' | 'uninstalling';
}

/** The groups of ansible's inventory, in its order. Every machine stands in that of its role, of its arrival or of its farewell. */
export const GROUPS: Readonly<Record<string, Group>> = {
  bootstrap: { role: 'bootstrap', state: 'standing' },
  gitlab: { role: 'gitlab', state: 'standing' },
  ci: { role: 'ci', state: 'standing' },
  master: { role: 'master', state: 'standing' },
  public: { role: 'public', state: 'standing' },
  agent: { role: 'agent', state: 'standing' },
  add_agent: { role: 'agent', state: 'joining' },
  add_public_agent: { role: 'public', state: 'joining' },
  gracefully_remove_agent: { state: 'removing' },
  uninstall: { state: 'uninstalling' },
};
