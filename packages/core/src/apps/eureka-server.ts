import { publicFile } from '../file.ts';
import type { Output } from '../outputs/output.ts';
import { toJson } from '../serialize/json.ts';
import { corsLabel } from './cors.ts';
import { service } from './service.ts';
import { servicePorts } from './service-ports.ts';

/** `deploys/eureka-server.json`: the registry of the services that run on the platform. */
export const marathonEurekaServer: Output = ({ registry, hosts }) => {
  const app = service({
    id: '/eureka-server',
    image: `${registry.package}/uengine-eureka-server:v1`,
    cpus: 0.4,
    mem: 512,
    containerPort: 8761,
    servicePort: servicePorts.eurekaServer,
    host: hosts.eurekaServer,
    healthPath: '/',
    // In capitals here only, as the platform always had it.
    env: { DEPLOYMENT: 'BLUE' },
    labels: corsLabel,
  });
  return [publicFile('deploys/eureka-server.json', toJson(app))];
};
