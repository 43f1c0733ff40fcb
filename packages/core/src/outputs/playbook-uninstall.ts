import { notice, playbook, proxyRules } from '../playbook/play.ts';
import type { Output } from './output.ts';

/**
 * `install/ansible-uninstall.yml`: removes DC/OS for good, after a confirmation. Nodes of a cluster that goes on are
 * taken one by one; when every master leaves, nothing is left to protect.
 */
export const playbookUninstall: Output = ({ nodes, uninstalling }) => {
  if (uninstalling.length === 0)
    return [playbook('uninstall', [notice('config.yml names no node under uninstall')])];
  const goesOn = nodes.some((node) => node.role === 'master');
  return [
    playbook('uninstall', [
      {
        name: 'Ask before anything is removed',
        hosts: 'uninstall',
        together: true,
        facts: false,
        roles: ['confirmation'],
      },
      {
        name: 'Remove DC/OS',
        hosts: 'uninstall',
        facts: false,
        ...(goesOn && { serial: 1 }),
        roles: ['dcos_uninstall', 'reboot'],
      },
      ...(goesOn ? [proxyRules] : []),
    ]),
  ];
};
