import { JOINING, playbook } from '../playbook/play.ts';
import type { Output } from './output.ts';

/** `install/ansible-health.yml`: looks at every node of DC/OS and gives one verdict. It changes nothing. */
export const playbookHealth: Output = () => [
  playbook('health', [
    {
      name: 'Look at every node of DC/OS',
      hosts: `master:public:agent:${JOINING}`,
      facts: false,
      roles: ['health'],
    },
    { name: 'Verdict', hosts: 'localhost', facts: false, roles: ['health_verdict'] },
  ]),
];
