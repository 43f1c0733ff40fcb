import { JOINING, notice, type Play, playbook, proxyRules, STANDING } from '../playbook/play.ts';
import type { Output } from './output.ts';

/** `install/ansible-add-agent.yml`: joining nodes get what install gives, then DC/OS; others learn their names. */
export const playbookAddAgent: Output = ({ nodes }) => {
  const joining = nodes.filter((node) => node.joining);
  if (joining.length === 0)
    return [playbook('add-agent', [notice('config.yml names no agent under add-agent or add-public-agent')])];
  const agents: Play[] = (['agent', 'public'] as const)
    .filter((role) => joining.some((node) => node.role === role))
    .map((role) => ({
      name: role === 'agent' ? 'DC/OS on private agents' : 'DC/OS on public agents',
      hosts: role === 'agent' ? 'add_agent' : 'add_public_agent',
      facts: false,
      roles: ['dcos_agent'],
      vars: { dcos_agent_role: role === 'agent' ? 'slave' : 'slave_public' },
    }));
  return [
    playbook('add-agent', [
      {
        name: 'Look at the joining nodes before anything changes',
        hosts: JOINING,
        together: true,
        roles: ['preflight', 'dcos_bundle'],
      },
      {
        name: 'Tell every machine the names of all',
        hosts: `${STANDING}:${JOINING}`,
        facts: false,
        roles: ['hosts_file'],
      },
      {
        name: 'Names, packages and settings',
        hosts: JOINING,
        together: true,
        roles: ['node_name', 'repositories', 'base'],
      },
      { name: 'Reboot where it is due', hosts: JOINING, facts: false, roles: ['reboot'] },
      { name: 'Docker and metrics', hosts: JOINING, facts: false, roles: ['docker', 'cadvisor'] },
      ...agents,
      proxyRules,
    ]),
  ];
};
