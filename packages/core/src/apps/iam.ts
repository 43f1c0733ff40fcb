import { publicFile } from '../file.ts';
import type { Output } from '../outputs/output.ts';
import { toJson } from '../serialize/json.ts';
import { service } from './service.ts';
import { servicePorts } from './service-ports.ts';

/** `deploys/iam.json`: who may sign in, and with which token. */
export const marathonIam: Output = ({ registry, hosts }) => {
  const app = service({
    id: '/uengine-cloud-iam',
    image: `${registry.package}/uengine-cloud-iam:v1`,
    cpus: 0.4,
    mem: 512,
    containerPort: 8080,
    servicePort: servicePorts.iam,
    host: hosts.iam,
    healthPath: '/health',
    env: { DEPLOYMENT: 'blue' },
  });
  return [publicFile('deploys/iam.json', toJson(app))];
};
