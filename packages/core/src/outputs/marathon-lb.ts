import { loadBalancer } from '../marathon/load-balancer.ts';
import { toJson } from '../serialize/json.ts';
import { type Output, publicFile } from './output.ts';

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
