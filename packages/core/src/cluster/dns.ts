import type { Cluster, ClusterNode, Role } from './types.ts';

/** What a record of the DNS table stands for, in the words of config.yml. */
export type DnsService =
  | 'gitlab'
  | 'registry'
  | 'dcos'
  | 'config'
  | 'eureka-server'
  | 'iam'
  | 'db'
  | 'cloud-server'
  | 'cloud-ui';

/** A name that clients look up, and the machine that has to answer. */
export interface DnsRecord {
  service: DnsService;
  name: string;
  machine: 'gitlab' | 'master' | 'public-agent';
  /** The public addresses of the machine, several where public agents share the work; none where config.yml doesn't say it. */
  addresses: readonly string[];
  /** Addresses that the name may resolve to, the machine's private ones included; empty for any. */
  right: readonly string[];
  /** Addresses that it may not resolve to. */
  wrong: readonly string[];
}

/** What the records follow from. */
type Names = Pick<Cluster, 'hosts' | 'publicAddress' | 'registry' | 'nodes'>;

type Machine = DnsRecord['machine'];

const ROLES: Readonly<Record<Machine, Role>> = {
  gitlab: 'gitlab',
  master: 'master',
  'public-agent': 'public',
};

/** `dcos` in the domain of GitLab, as in the guide; just `dcos` where that has no domain. */
export function defaultDcosHost(gitlab: string): string {
  return ['dcos', ...gitlab.split('.').slice(1)].join('.');
}

/**
 * The guide's table of DNS records, in its order: gitlab on the GitLab machine, dcos on a master, everything else on
 * the public agent. A registry with a name of its own beside GitLab's follows GitLab.
 */
export function dnsRecords(names: Names): DnsRecord[] {
  const { hosts } = names;
  const onPublicAgent: [DnsService, string][] = [
    ['config', hosts.config],
    ['eureka-server', hosts.eurekaServer],
    ['iam', hosts.iam],
    ['db', hosts.db],
    ['cloud-server', hosts.cloudServer],
    ['cloud-ui', hosts.cloudUi],
  ];
  return [
    record('gitlab', hosts.gitlab, 'gitlab', names),
    ...registryNames(names).map((name) => record('registry', name, 'gitlab', names)),
    record('dcos', hosts.dcos, 'master', names),
    ...onPublicAgent.map(([service, name]) => record(service, name, 'public-agent', names)),
  ];
}

/** The domain of a host name: what follows its first label, or ''. */
export function domainOf(name: string): string {
  return name.split('.').slice(1).join('.');
}

function record(service: DnsService, name: string, machine: Machine, names: Names): DnsRecord {
  const addresses = publicAddressesOf(machine, names);
  const inside = names.nodes.filter(({ role }) => role === ROLES[machine]).map((node) => node.address);
  return {
    service,
    name,
    machine,
    addresses,
    right: addresses.length === 0 ? [] : [...new Set([...addresses, ...inside])],
    wrong: addresses.length === 0 ? wildcardTargets(names) : [],
  };
}

function publicAddressesOf(machine: Machine, { publicAddress }: Names): readonly string[] {
  if (machine === 'public-agent') return publicAddress.agents;
  if (machine === 'master') return [publicAddress.master.replace(/:.*/, '')];
  return publicAddress.gitlab === '' ? [] : [publicAddress.gitlab];
}

// Where a record for `*` would send a name that lacks its own. One public address for several machines says nothing.
function wildcardTargets(names: Names): string[] {
  const isPublic = ({ role }: ClusterNode) => role === 'public';
  const inside = names.nodes.filter(isPublic).map(({ address }) => address);
  const masters = publicAddressesOf('master', names);
  return [...names.publicAddress.agents.filter((address) => !masters.includes(address)), ...inside];
}

// A registry elsewhere, or one that is called by its address, has no record here.
function registryNames({ hosts, registry }: Names): string[] {
  const names = [registry.private, registry.public].map((place) => place.replace(/:.*/, '').toLowerCase());
  const gitlab = hosts.gitlab.toLowerCase();
  const own = names.filter((name) => name !== gitlab && domainOf(name) === domainOf(gitlab));
  return [...new Set(own)].filter((name) => /[a-z]/.test(name));
}
