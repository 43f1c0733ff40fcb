import { JOINING, playbook, STANDING } from '../playbook/play.ts';
import type { Output } from './output.ts';

/** `install/ansible-hostname.yml`: the names in /etc/hosts and each machine's own. */
export const playbookHostname: Output = () => [
  playbook('hostname', [
    { name: 'Host names', hosts: `${STANDING}:${JOINING}`, roles: ['hosts_file', 'node_name'] },
  ]),
];
