import { notice, playbook, proxyRules } from '../playbook/play.ts';
import type { Output } from './output.ts';

/** `install/ansible-gracefully-remove-agent.yml`: agents leave Mesos one by one, and then the cadvisor proxy. */
export const playbookGracefullyRemoveAgent: Output = ({ removing }) => {
  if (removing.length === 0)
    return [
      playbook('gracefully-remove-agent', [
        notice('config.yml names no agent under gracefully-remove-agent'),
      ]),
    ];
  return [
    playbook('gracefully-remove-agent', [
      {
        name: 'Take agents out of the cluster, one by one',
        hosts: 'gracefully_remove_agent',
        facts: false,
        serial: 1,
        roles: ['dcos_decommission'],
      },
      proxyRules,
    ]),
  ];
};
