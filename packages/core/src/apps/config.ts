import { secretFile } from '../file.ts';
import type { Output } from '../outputs/output.ts';
import { toJson } from '../serialize/json.ts';
import { corsLabel } from './cors.ts';
import { service } from './service.ts';
import { servicePorts } from './service-ports.ts';

const GIT = 'SPRING_CLOUD_CONFIG_SERVER_GIT';

/** `deploys/config.json`: Spring Cloud Config, which serves the cloud-config-repository of GitLab. */
export const marathonConfig: Output = ({ registry, hosts, gitlab: { url, root } }) => {
  const app = service({
    id: '/uengine-cloud-config',
    image: `${registry.package}/uengine-cloud-config:v1`,
    cpus: 0.4,
    mem: 512,
    containerPort: 8080,
    servicePort: servicePorts.config,
    host: hosts.config,
    healthPath: '/health',
    env: {
      [`${GIT}_URI`]: `${url}/root/cloud-config-repository.git`,
      // A blank user name would make Spring send an empty one instead of none.
      ...(root.username !== '' && { [`${GIT}_USERNAME`]: root.username }),
      ...(root.password !== '' && { [`${GIT}_PASSWORD`]: root.password }),
    },
    labels: corsLabel,
  });
  return [secretFile('deploys/config.json', toJson(app))];
};
