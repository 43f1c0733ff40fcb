import { publicFile } from '../file.ts';
import type { Output } from '../outputs/output.ts';
import { toJson } from '../serialize/json.ts';
import { loadBalancer } from './load-balancer.ts';

/**
 * `deploys/marathon-lb.json`: the load balancer on each public agent, the platform's front door. A joining agent counts
 * once it stands: until DC/OS runs there, Marathon would wait for it with the whole deployment.
 */
export const marathonLb: Output = ({ dcos }) => {
  const app = loadBalancer({
    id: '/marathon-lb',
    instances: Math.max(1, dcos.publicAgents.length),
    group: 'external',
    webPorts: [80, 443],
    options: [],
    roles: ['slave_public'],
    constraints: [['hostname', 'UNIQUE']],
  });
  return [publicFile('deploys/marathon-lb.json', toJson(app))];
};
