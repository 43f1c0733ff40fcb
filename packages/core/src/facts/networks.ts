/** A network in CIDR notation, and what it is for. */
export interface Network {
  cidr: string;
  use: string;
}

/** DC/OS' own name servers, which a node of DC/OS lists in its /etc/resolv.conf. */
export const DCOS_NAME_SERVERS: Network = { cidr: '198.51.100.0/24', use: "DC/OS' own name servers" };

/** The networks that DC/OS 1.10 and Docker make for containers, as both set them by default. */
export const CONTAINER_NETWORKS: readonly Network[] = [
  { cidr: '172.31.254.0/24', use: "DC/OS' bridge for the universal container runtime" },
  { cidr: '9.0.0.0/8', use: "DC/OS' overlay network" },
  { cidr: '44.128.0.0/20', use: "the tunnels of DC/OS' overlay network" },
  { cidr: '172.17.0.0/16', use: "Docker's bridge docker0" },
  DCOS_NAME_SERVERS,
];

/** Every machine's own addresses. */
export const LOOPBACK: Network = { cidr: '127.0.0.0/8', use: 'an address of the machine itself' };

/** Networks in which no machine has an address at all. */
export const NOBODYS_NETWORKS: readonly Network[] = [
  { cidr: '0.0.0.0/8', use: 'no address of a machine' },
  { cidr: '224.0.0.0/3', use: 'a multicast or reserved address' },
];

/** Networks in which no machine has an address that others reach. */
export const UNUSABLE_NETWORKS: readonly Network[] = [
  LOOPBACK,
  { cidr: '169.254.0.0/16', use: 'a link-local address' },
  ...NOBODYS_NETWORKS,
];

/** True when the IPv4 address lies in the network. */
export function liesIn(address: string, { cidr }: Network): boolean {
  const [first, bits] = cidr.split('/') as [string, string];
  const distance = toNumber(address) - toNumber(first);
  return distance >= 0 && distance < 2 ** (32 - Number(bits));
}

function toNumber(address: string): number {
  return address.split('.').reduce((number, part) => number * 256 + Number(part), 0);
}
