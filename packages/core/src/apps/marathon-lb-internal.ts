import { publicFile } from '../file.ts';
import type { Output } from '../outputs/output.ts';
import { toJson } from '../serialize/json.ts';
import { loadBalancer } from './load-balancer.ts';

/** `deploys/marathon-lb-internal.json`: the load balancer through which the apps reach each other. */
export const marathonLbInternal: Output = () => {
  const app = loadBalancer({
    id: '/marathon-lb-internal',
    instances: 1,
    group: 'internal',
    webPorts: [],
    options: ['--dont-bind-http-https'],
  });
  return [publicFile('deploys/marathon-lb-internal.json', toJson(app))];
};
