import { DEFAULT_RESOLVERS } from '../facts/dcos.ts';
import type { Config } from '../generated/config.ts';
import { resolveBackups } from './backup.ts';
import { disksByAddress } from './disks.ts';
import { resolveGitlab } from './gitlab.ts';
import { resolveDocker, resolveMirror } from './mirror.ts';
import { leavingAddresses, leavingNodes, namedNodes, publicNames } from './nodes.ts';
import { isAddress, placeOf } from './place.ts';
import { assignPorts } from './proxy.ts';
import { resolveRegistry } from './registry.ts';
import { resolveRunner } from './runner.ts';
import type { Cluster, ClusterNode, Role } from './types.ts';
import { resolveWebProxy } from './web-proxy.ts';

/** The Cluster that a valid config describes: every node in its state, every default that follows from other keys. */
export function resolveCluster(config: Config): Cluster {
  const named = namedNodes(config);
  const leaving = leavingAddresses(config);
  const nodes = named.filter((node) => !leaving.has(node.address));
  const roles = new Map<string, Role>(named.map((node) => [node.address, node.role]));
  const { server, host, network, dcos } = config;
  const publicAgents = publicAddresses(config, nodes);
  const mirror = resolveMirror(config);
  const publicAddress = {
    master: server.public.master,
    agent: publicAgents[0] ?? '',
    agents: publicAgents,
    gitlab: server.public.gitlab ?? '',
  };
  const registry = resolveRegistry(config, mirror);
  const gitlab = resolveGitlab(config);
  const names = hosts(host);
  const webProxy = resolveWebProxy(config, {
    nodes,
    publicAddress,
    registry,
    hosts: names,
    gitlab,
    ...(mirror && { mirror }),
  });
  return {
    name: config.cluster_name,
    ssh: {
      user: config.ansible_user,
      port: config.ssh_port,
      keyFile: config.ansible_ssh_private_key_file,
      knownHosts: config.ssh['known-hosts'] ?? '',
    },
    resolvers: config.resolvers,
    nameServers: nameServers(config),
    dnsSearch: config.dns_search ?? '',
    ntpServers: config.ntp.servers,
    nodes,
    removing: leavingNodes(server.private['gracefully-remove-agent'], roles),
    uninstalling: leavingNodes(server.private.uninstall, roles),
    platform: config.platform,
    dcos: {
      ...installerLists(named, nodes),
      token: dcos.token ?? '',
      user: dcos.user ?? '',
      installer: dcos.installer,
      installerChecksum: dcos['installer-checksum'] ?? '',
    },
    publicAddress,
    database: config.db,
    registry,
    hosts: names,
    iam: config.iam,
    gitlab,
    registryServer: config.registry,
    ...resolveRunner(config, nodes),
    cadvisor: {
      image: config.cadvisor.image,
      port: config.cadvisor.port,
      proxy: assignPorts(nodes, config.cadvisor).rules,
    },
    rinetd: config.rinetd,
    dns: config.dns,
    ...(network.device === undefined ? {} : { networkDevice: network.device }),
    ...staticNetwork(config),
    disks: disksByAddress(config.disks, nodes),
    repositories: { centos: '', ...config.repositories },
    ...(mirror && { mirror }),
    ...(webProxy && { webProxy }),
    docker: resolveDocker(config, mirror),
    backup: resolveBackups(config),
    health: config.health,
    tools: config.tools,
  };
}

/** True when `uninstall` and its like cover every master: the cluster as such ends. */
export function clusterEnds(named: readonly ClusterNode[], nodes: readonly ClusterNode[]): boolean {
  return named.some(isMaster) && !nodes.some(isMaster);
}

function isMaster(node: ClusterNode): boolean {
  return node.role === 'master';
}

// The installer refuses an empty master_list: where the cluster ends, genconf keeps describing it as it stands.
function installerLists(named: readonly ClusterNode[], nodes: readonly ClusterNode[]) {
  const listed = (clusterEnds(named, nodes) ? named : nodes).filter((node) => !node.joining);
  const addresses = (role: Role) => listed.filter((node) => node.role === role).map((node) => node.address);
  return { masters: addresses('master'), agents: addresses('agent'), publicAgents: addresses('public') };
}

// A resolver may have a port of its own, which /etc/resolv.conf and network devices can't say; they take three.
function nameServers({ resolvers, network }: Config): string[] {
  const places = (resolvers.length > 0 ? resolvers : DEFAULT_RESOLVERS).map(placeOf);
  const plain = places.filter(({ port = 53 }) => port === 53).map(({ name }) => name);
  return [...new Set(plain.length > 0 ? plain : network.dns)].slice(0, 3);
}

function staticNetwork(config: Config): Pick<Cluster, 'staticNetwork'> {
  const { network } = config;
  const { device, netmask, gateway } = network;
  if (device === undefined || gateway === undefined) return {};
  return { staticNetwork: { device, netmask, gateway, dns: network.dns ?? nameServers(config) } };
}

// One address may be that of a machine in front of several agents. Where every agent is still to join, theirs are named.
function publicAddresses(config: Config, nodes: readonly ClusterNode[]): string[] {
  const setting = config.server.public.public;
  if (typeof setting === 'string') return [setting];
  const agents = nodes.filter((node) => node.role === 'public');
  const standing = agents.filter((node) => !node.joining);
  const own = (standing.length > 0 ? standing : agents).flatMap(({ name }) =>
    Object.hasOwn(setting, name) ? [setting[name] ?? ''] : [],
  );
  return [...new Set(own.length > 0 ? own : publicNames(setting).map(([, address]) => address))];
}

// In the schema's order, whether a name is given or follows.
function hosts({ registry: _, db, gitlab, iam, ...host }: Config['host']): Cluster['hosts'] {
  const config = host.config ?? `config.${host.default}`;
  return { db, gitlab, iam, config, ...host, dcos: host.dcos ?? defaultDcosHost(placeOf(gitlab).name) };
}

// `dcos` in the domain of GitLab, as in the guide; just `dcos` where that has no domain, '' where it has no name.
function defaultDcosHost(gitlab: string): string {
  if (isAddress(gitlab)) return '';
  return ['dcos', ...gitlab.split('.').slice(1)].join('.');
}
