import { servicePorts } from '../apps/service-ports.ts';
import { publicFile } from '../file.ts';
import { toYaml } from '../serialize/yaml.ts';
import type { Output } from './output.ts';

/**
 * `cloud-config-repository/application.yml`: where every app on the platform finds the platform's services, from
 * outside and from inside the cluster.
 */
export const cloudConfigApplication: Output = ({ hosts }) => {
  const data = {
    vcap: {
      services: {
        db: endpoints(`${hosts.db}:${servicePorts.db}`, servicePorts.db),
        iam: endpoints(hosts.iam, servicePorts.iam),
        'uengine-cloud-config': endpoints(hosts.config, servicePorts.config),
        'eureka-server': endpoints(hosts.eurekaServer, servicePorts.eurekaServer),
        'uengine-cloud-server': endpoints(hosts.cloudServer, servicePorts.cloudServer),
        'uengine-cloud-ui': endpoints(hosts.cloudUi, servicePorts.cloudUi),
      },
    },
  };
  return [publicFile('cloud-config-repository/application.yml', toYaml(data))];
};

function endpoints(external: string, port: number) {
  return { external, internal: `marathon-lb-internal.marathon.mesos:${port}` };
}
