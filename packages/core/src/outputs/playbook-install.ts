import { playbook, STANDING } from '../playbook/play.ts';
import type { Output } from './output.ts';

/** `install/ansible-install.yml`: everything that the machines need before DC/OS is deployed to them. */
export const playbookInstall: Output = () => [
  playbook('install', [
    {
      name: 'Look at every machine before anything changes',
      hosts: STANDING,
      together: true,
      roles: ['preflight'],
    },
    {
      name: 'Names, packages and settings',
      hosts: STANDING,
      together: true,
      roles: ['hosts_file', 'node_name', 'repositories', 'base'],
    },
    {
      name: 'Reboot masters where it is due, one by one',
      hosts: 'master',
      facts: false,
      serial: 1,
      roles: ['reboot'],
    },
    {
      // The bootstrap node runs this playbook.
      name: 'Reboot the other machines where it is due',
      hosts: 'gitlab:ci:public:agent:!bootstrap',
      facts: false,
      serial: '50%',
      roles: ['reboot'],
    },
    { name: 'Docker', hosts: STANDING, together: true, facts: false, roles: ['docker'] },
    { name: 'Metrics of the agents', hosts: 'public:agent', facts: false, roles: ['cadvisor'] },
  ]),
];
