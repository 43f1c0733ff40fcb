import { nodePath, type Rule } from './rule.ts';

// DC/OS 1.10's own networks, as its gen/ sets them by default.
const DCOS_NETWORKS = [
  { cidr: '172.31.254.0/24', use: "DC/OS' bridge for the universal container runtime" },
  { cidr: '9.0.0.0/8', use: "DC/OS' overlay network" },
  { cidr: '44.128.0.0/20', use: "the tunnels of DC/OS' overlay network" },
  { cidr: '198.51.100.0/24', use: "DC/OS' own name servers" },
] as const;

/** A node inside one of DC/OS' default networks can't be reached from containers, or not at all. */
export const nodesLieOutsideDcosNetworks: Rule = ({ config, named }) =>
  named.flatMap((node) =>
    DCOS_NETWORKS.filter(({ cidr }) => contains(cidr, node.address)).map(({ cidr, use }) => ({
      code: 'reserved-network' as const,
      severity: 'warning' as const,
      message: `${node.name} lies in ${cidr}, ${use}`,
      path: nodePath(config, node),
    })),
  );

const UNUSABLE = [
  { cidr: '0.0.0.0/8', use: 'no address of a machine' },
  { cidr: '127.0.0.0/8', use: 'an address of the machine itself' },
  { cidr: '169.254.0.0/16', use: 'a link-local address' },
  { cidr: '224.0.0.0/3', use: 'a multicast or reserved address' },
] as const;

/** A node's address is one that other machines can reach. */
export const nodesHaveUsableAddresses: Rule = ({ config, named }) =>
  named.flatMap((node) =>
    UNUSABLE.filter(({ cidr }) => contains(cidr, node.address)).map(({ use }) => ({
      code: 'invalid-value' as const,
      message: `the address of ${node.name} is ${use}`,
      path: nodePath(config, node),
    })),
  );

/** True when the IPv4 network in CIDR notation holds the address. */
export function contains(cidr: string, address: string): boolean {
  const [network, bits] = cidr.split('/') as [string, string];
  const size = 2 ** (32 - Number(bits));
  return Math.floor(toNumber(network) / size) === Math.floor(toNumber(address) / size);
}

function toNumber(address: string): number {
  return address.split('.').reduce((number, part) => number * 256 + Number(part), 0);
}
