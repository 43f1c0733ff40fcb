import { publicFile } from '../file.ts';
import type { Output } from '../outputs/output.ts';
import { toJson } from '../serialize/json.ts';
import { service } from './service.ts';
import { servicePorts } from './service-ports.ts';

/** `deploys/cloud-server.json`: the platform's own server. */
export const marathonCloudServer: Output = ({ registry, hosts }) => {
  const app = service({
    id: '/uengine-cloud-server',
    image: `${registry.package}/uengine-cloud-server:v1`,
    cpus: 0.5,
    mem: 1024,
    containerPort: 8080,
    servicePort: servicePorts.cloudServer,
    host: hosts.cloudServer,
    healthPath: '/health',
    env: { DEPLOYMENT: 'blue' },
  });
  return [publicFile('deploys/cloud-server.json', toJson(app))];
};
