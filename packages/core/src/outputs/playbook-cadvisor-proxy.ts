import { playbook } from '../playbook/play.ts';
import type { Output } from './output.ts';

/**
 * `install/ansible-cadvisor-proxy.yml`: rinetd with its rules on every public agent. The platform asks the first one;
 * each of the others can take its place when it leaves.
 */
export const playbookCadvisorProxy: Output = () => [
  playbook('cadvisor-proxy', [
    {
      name: 'Proxy in front of cadvisor',
      hosts: 'public:add_public_agent',
      facts: false,
      vars: { cadvisor_proxy_install: true },
      roles: ['repositories', 'cadvisor_proxy'],
    },
  ]),
];
