import { playbook } from '../playbook/play.ts';
import type { Output } from './output.ts';

/** `install/ansible-bootstrap-tools.yml`: what docker-build.sh and the operator need on the bootstrap node. */
export const playbookBootstrapTools: Output = () => [
  playbook('bootstrap-tools', [
    {
      name: 'Tools of the bootstrap node',
      hosts: 'bootstrap',
      facts: false,
      roles: ['repositories', 'bootstrap_tools'],
    },
  ]),
];
