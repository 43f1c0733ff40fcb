import { publicFile } from '../file.ts';
import type { Output } from '../outputs/output.ts';
import { toJson } from '../serialize/json.ts';
import { loadBalancer } from './load-balancer.ts';

/** `deploys/marathon-lb.json`: the load balancer on the public agent, the platform's front door. */
export const marathonLb: Output = () => {
  const app = loadBalancer({
    id: '/marathon-lb',
    group: 'external',
    webPorts: [80, 443],
    options: [],
    roles: ['slave_public'],
  });
  return [publicFile('deploys/marathon-lb.json', toJson(app))];
};
