import { publicFile } from '../file.ts';
import type { Output } from '../outputs/output.ts';
import { toJson } from '../serialize/json.ts';
import { restartPolicy } from './restart-policy.ts';
import { service } from './service.ts';
import { servicePorts } from './service-ports.ts';

/** `deploys/cloud-ui.json`: the platform's user interface. */
export const marathonCloudUi: Output = ({ registry, hosts }) => {
  const app = service({
    id: '/uengine-cloud-ui',
    image: `${registry.package}/uengine-cloud-ui:v1`,
    cpus: 0.4,
    mem: 512,
    containerPort: 8080,
    servicePort: servicePorts.cloudUi,
    host: hosts.cloudUi,
    healthPath: '/',
    env: { DEPLOYMENT: 'blue' },
  });
  return [publicFile('deploys/cloud-ui.json', toJson({ ...app, ...restartPolicy }))];
};
