import { bypassList } from '../cluster/web-proxy.ts';
import { publicFile } from '../file.ts';
import { toYaml } from '../serialize/yaml.ts';
import type { Output } from './output.ts';

/**
 * `install/genconf/config.yaml`: what dcos_generate_config.sh of DC/OS 1.10 reads. Keys that would only repeat its
 * defaults are left out, and so is a blank one: it crashes on null.
 */
export const genconf: Output = ({ name, ssh, resolvers, dnsSearch, dcos, mirror, webProxy }) => {
  const data = {
    cluster_name: name,
    bootstrap_url: 'file:///opt/dcos_install_tmp',
    exhibitor_storage_backend: 'static',
    master_discovery: 'static',
    master_list: dcos.masters,
    agent_list: dcos.agents,
    public_agent_list: dcos.publicAgents,
    ...(resolvers.length > 0 && { resolvers }),
    ...(dnsSearch !== '' && { dns_search: dnsSearch }),
    ssh_user: ssh.user,
    ssh_port: ssh.port,
    ssh_key_path: 'genconf/ssh_key',
    // Seconds. The default of 120 is too short for the download of a node's packages.
    process_timeout: 10000,
    oauth_enabled: true,
    // It would call home from a network that is closed.
    telemetry_enabled: mirror === undefined,
    ...(webProxy && {
      use_proxy: true,
      http_proxy: webProxy.http,
      https_proxy: webProxy.https,
      no_proxy: bypassList(webProxy.lastingBypass),
    }),
  };
  return [publicFile('install/genconf/config.yaml', () => toYaml(data))];
};
