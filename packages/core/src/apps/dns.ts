import { isAddress, placeOf } from '../cluster/place.ts';
import type { Cluster, ClusterNode, Role } from '../cluster/types.ts';
import type { Text } from '../text.ts';
import { hostOf } from './app.ts';
import { appsOf } from './index.ts';

/** A name that clients look up, and the machine that has to answer. */
export interface DnsRecord {
  name: string;
  /** What it stands for, in the words of the guide's table. */
  purpose: Text;
  machine: 'gitlab' | 'master' | 'public-agent';
  /** The machine's public addresses or host names, several where public agents share the work; none where config.yml doesn't say it. */
  addresses: readonly string[];
  /** What the name may resolve to, addresses or host names, the machine's private addresses included; empty for any. */
  right: readonly string[];
  /** What it may not resolve to. */
  wrong: readonly string[];
}

type Machine = DnsRecord['machine'];

const ROLES: Readonly<Record<Machine, Role>> = {
  gitlab: 'gitlab',
  master: 'master',
  'public-agent': 'public',
};

/**
 * The guide's table of DNS records, in its order: gitlab on the GitLab machine, dcos on a master, everything else on
 * the public agent. A registry with a name of its own beside GitLab's follows GitLab.
 */
export function dnsRecords(cluster: Cluster): DnsRecord[] {
  const records = (names: readonly string[], machine: Machine, purpose: Text) =>
    // An address needs no record.
    names
      .filter((name) => name !== '' && !isAddress(name))
      .map((name) => record(name, machine, purpose, cluster));
  return [
    ...records(gitlabNames(cluster), 'gitlab', {
      ko: '깃랩 / 도커 레지스트리',
      en: 'GitLab, Docker registry',
    }),
    ...records(registryNames(cluster), 'gitlab', { ko: '도커 레지스트리', en: 'Docker registry' }),
    ...records([cluster.hosts.dcos], 'master', { ko: 'DC/OS 마스터', en: 'DC/OS masters' }),
    ...appsOf(cluster).flatMap(({ offer, purpose }) =>
      offer === undefined ? [] : records([placeOf(hostOf(offer, cluster)).name], 'public-agent', purpose),
    ),
  ];
}

/** Its rows for such places, `[http://]host[:port][/path]`; a host without a row is somebody else's, or an address. */
export function recordsFor(cluster: Cluster, places: readonly string[]): DnsRecord[] {
  const names = places.map((place) => placeOf(place.replace(/^https?:\/\//, '')).name.toLowerCase());
  return dnsRecords(cluster).filter(({ name }) => names.includes(name.toLowerCase()));
}

/** The domain of a host name: what follows its first label, or ''. */
export function domainOf(name: string): string {
  return name.split('.').slice(1).join('.');
}

function record(name: string, machine: Machine, purpose: Text, cluster: Cluster): DnsRecord {
  // A name that stands for itself says no address.
  const addresses = publicAddressesOf(machine, cluster).filter(
    (place) => place.toLowerCase() !== name.toLowerCase(),
  );
  const inside = cluster.nodes.filter(({ role }) => role === ROLES[machine]).map((node) => node.address);
  return {
    name,
    purpose,
    machine,
    addresses,
    right: addresses.length === 0 ? [] : [...new Set([...addresses, ...inside])],
    wrong: addresses.length === 0 ? wildcardTargets(cluster) : [],
  };
}

function publicAddressesOf(machine: Machine, { publicAddress }: Cluster): readonly string[] {
  if (machine === 'public-agent') return publicAddress.agents;
  if (machine === 'master') return [placeOf(publicAddress.master).name];
  return publicAddress.gitlab === '' ? [] : [publicAddress.gitlab];
}

// Where a record for `*` would send a name that lacks its own. One public address for several machines says nothing.
function wildcardTargets(cluster: Cluster): string[] {
  const isPublic = ({ role }: ClusterNode) => role === 'public';
  const inside = cluster.nodes.filter(isPublic).map(({ address }) => address);
  const masters = publicAddressesOf('master', cluster);
  return [...cluster.publicAddress.agents.filter((address) => !masters.includes(address)), ...inside];
}

// Its name, and the one that gitlab.external-url has where that is another.
function gitlabNames({ hosts, gitlab }: Cluster): string[] {
  const [name, other] = [hosts.gitlab, gitlab.url.replace('http://', '')].map((place) => placeOf(place).name);
  return [name, other].flatMap((one, index) =>
    one === undefined || (index > 0 && one.toLowerCase() === name?.toLowerCase()) ? [] : [one],
  );
}

// A registry elsewhere has no record here: another domain says so, and so does a port that GitLab's machine has not.
function registryNames(cluster: Cluster): string[] {
  const { registry, registryServer } = cluster;
  const names = [registry.private, registry.public]
    .map(placeOf)
    .filter(({ port = 80 }) => port === registryServer.port)
    .map(({ name }) => name.toLowerCase());
  const gitlab = gitlabNames(cluster).map((name) => name.toLowerCase());
  const domains = gitlab.map(domainOf);
  return [...new Set(names)].filter((name) => !gitlab.includes(name) && domains.includes(domainOf(name)));
}
