import { configRepository } from '../facts/gitlab-files.ts';
import { secretFile } from '../file.ts';
import { toYaml } from '../serialize/yaml.ts';
import type { Output } from './output.ts';

/**
 * `cloud-config-repository/uengine-cloud-server.yml`: what the platform's server is told through Spring Cloud
 * Config. A token that config.yml leaves blank is an empty string, since the server looks it up.
 */
export const cloudConfigServer: Output = ({
  dcos,
  publicAddress,
  gitlab,
  hosts,
  iam,
  registry,
  cadvisor,
}) => {
  const data = {
    dcos: { host: `http://${publicAddress.master}/`, token: dcos.token },
    gitlab: {
      host: gitlab.url,
      token: gitlab.root.token,
      'config-repo': gitlab.configRepo,
    },
    iam: { host: hosts.iam, port: iam.port, clientId: iam['client-key'], clientSecret: iam['client-secret'] },
    registry: { host: registry.private, 'public-host': registry.public },
    'public-agent-ip': publicAddress.agent,
    cadvisor: cadvisor.proxy.map(
      ({ address, listenPort }) => `${address},http://${publicAddress.agent}:${listenPort}`,
    ),
  };
  return [secretFile(`${configRepository}/uengine-cloud-server.yml`, () => toYaml(data))];
};
