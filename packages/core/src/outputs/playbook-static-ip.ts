import { JOINING, playbook, STANDING } from '../playbook/play.ts';
import type { Output } from './output.ts';

/** `install/ansible-static-ip.yml`, where config.yml names a gateway: the present addresses become static. */
export const playbookStaticIp: Output = ({ staticNetwork }) =>
  staticNetwork === undefined
    ? []
    : [
        playbook('static-ip', [
          { name: 'Static addresses', hosts: `${STANDING}:${JOINING}`, serial: 1, roles: ['static_ip'] },
        ]),
      ];
