import { dnsRecords } from '../apps/dns.ts';
import { longestAge } from '../cluster/backup.ts';
import { imageAt } from '../cluster/mirror.ts';
import type { Cluster, GitlabBackup } from '../cluster/types.ts';
import { bypassList, proxyVariables } from '../cluster/web-proxy.ts';
import { fileOf, packagesByRole, repositoryProxies, repositoryVariables } from '../downloads/index.ts';
import { publicFile, secretFile } from '../file.ts';
import { variable, variables } from '../serialize/ansible.ts';
import type { Data } from '../serialize/json.ts';
import { toAnsibleYaml } from '../serialize/yaml.ts';
import { SECRETS, SETTINGS } from '../steps/variables.ts';
import type { Output } from './output.ts';

/** `install/group_vars/all/`: what ansible's roles need to know of the cluster, its secrets in a file of their own. */
export const groupVars: Output = (cluster) => [
  publicFile(SETTINGS, () => toAnsibleYaml(settings(cluster))),
  secretFile(SECRETS, () => toAnsibleYaml(secrets(cluster))),
];

function settings(cluster: Cluster): Data {
  const {
    nameServers,
    resolvers,
    dnsSearch,
    ntpServers,
    registry,
    cadvisor,
    gitlab,
    docker,
    rinetd,
    registryServer,
    health,
  } = cluster;
  return {
    name_servers: nameServers,
    resolvers: resolvers.length > 0 ? resolvers : nameServers,
    dns_search: dnsSearch,
    ntp_servers: ntpServers,
    registry_hosts: registry.insecure,
    repositories: variable(repositoryVariables(cluster)),
    // Not `packages`, which is a fact once a role has asked for the packages of a machine.
    role_packages: packagesByRole(cluster),
    ...variables('docker', docker),
    cadvisor_image: imageAt(cadvisor.image, cluster),
    cadvisor_port: cadvisor.port,
    gitlab_port: gitlab.port,
    gitlab_path: gitlab.path,
    gitlab_backup: backup(gitlab.backup),
    registry_server: { ...variable(registryServer), image: imageAt(registryServer.image, cluster) },
    rinetd_source: fileOf('rinetd', cluster),
    backup: otherBackups(cluster),
    ...variables('health', health),
    rinetd_package: rinetd.package ?? '',
    rinetd_log_file: rinetd['log-file'],
    tools: {
      maven: fileOf('maven', cluster),
      node: fileOf('node', cluster),
      dcos_cli: fileOf('dcos-cli', cluster),
    },
    docker_machine: fileOf('docker-machine', cluster),
    dns_records: dnsRecords(cluster).map(({ name, right, wrong }) => ({ name, right, wrong })),
    ...(cluster.staticNetwork !== undefined && { static_network: cluster.staticNetwork }),
    ...proxies(cluster),
  };
}

function proxies(cluster: Cluster): Record<string, Data> {
  const { webProxy } = cluster;
  if (webProxy === undefined) return {};
  const { http, https, lastingBypass } = webProxy;
  const lasting = { http, https, no_proxy: bypassList(lastingBypass) };
  return {
    proxy_environment: proxyVariables(webProxy, lastingBypass),
    repository_proxies: variable(repositoryProxies(cluster)),
    docker_proxy: lasting,
    dcos_proxy: lasting,
  };
}

function otherBackups({ backup: { path, keepTime, kinds }, database }: Cluster): Data {
  return {
    path,
    keep_time: keepTime,
    database_host: database.ip,
    kinds: kinds.map(({ name, schedule }) => ({ name, schedule, max_age: longestAge(schedule) })),
  };
}

// A folder that GitLab or root makes is named by its own key; one that must be there already is in `needed`. Where there
// is no schedule, no backup is too old.
function backup({ path, managePath, configPath, upload, schedule, configSchedule }: GitlabBackup): Data {
  return {
    path,
    max_age: schedule === undefined ? 0 : longestAge(schedule),
    config_path: configPath,
    config_max_age: configSchedule === undefined ? 0 : longestAge(configSchedule),
    needed: [...(managePath ? [] : [path]), ...(upload?.type === 'local' ? [upload.root] : [])],
  };
}

function secrets({ database, runner, registrationToken, minio }: Cluster): Data {
  return whenSet({
    database_password: database.password,
    // A runner with a token of its own is registered already.
    runner_registration_token: runner === undefined || runner.token !== '' ? '' : registrationToken,
    minio_access_key: minio?.accessKey ?? '',
    minio_secret_key: minio?.secretKey ?? '',
  });
}

function whenSet(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}
