import { sshPath } from '../escape/ssh.ts';
import { publicFile } from '../file.ts';
import { render } from '../serialize/render.ts';
import type { Output } from './output.ts';

/** `install/ansible.cfg`: makes `cd install && ansible-playbook …` enough. */
export const ansibleCfg: Output = ({ ssh: { knownHosts } }) => [
  publicFile('install/ansible.cfg', () => render('ansible.cfg', { knownHosts }, (path) => sshPath(path))),
];
