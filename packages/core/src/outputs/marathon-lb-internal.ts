import { loadBalancer } from '../marathon/load-balancer.ts';
import { toJson } from '../serialize/json.ts';
import { type Output, publicFile } from './output.ts';

/** `deploys/marathon-lb-internal.json`: the load balancer through which the apps reach each other. */
export const marathonLbInternal: Output = () => {
  const app = loadBalancer({
    id: '/marathon-lb-internal',
    group: 'internal',
    webPorts: [],
    options: ['--dont-bind-http-https'],
  });
  return [publicFile('deploys/marathon-lb-internal.json', toJson(app))];
};
