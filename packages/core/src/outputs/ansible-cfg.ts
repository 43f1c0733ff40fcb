import { ansible } from '@uegen/templates';
import { publicFile } from '../file.ts';
import type { Output } from './output.ts';

/** `install/ansible.cfg`: makes `cd install && ansible-playbook …` enough. */
export const ansibleCfg: Output = () => {
  const content = ansible['ansible.cfg'];
  if (content === undefined) throw new Error('no ansible/ansible.cfg among the templates');
  return [publicFile('install/ansible.cfg', content)];
};
