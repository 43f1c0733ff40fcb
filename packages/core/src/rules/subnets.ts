import { nodePath, type Rule } from './rule.ts';

const DCOS_NAME_SERVERS = network('198.51.100.0/24', "DC/OS' own name servers");

// DC/OS 1.10's own networks, as its gen/ sets them by default.
const DCOS_NETWORKS: readonly Network[] = [
  network('172.31.254.0/24', "DC/OS' bridge for the universal container runtime"),
  network('9.0.0.0/8', "DC/OS' overlay network"),
  network('44.128.0.0/20', "the tunnels of DC/OS' overlay network"),
  DCOS_NAME_SERVERS,
];

const UNUSABLE: readonly Network[] = [
  network('0.0.0.0/8', 'no address of a machine'),
  network('127.0.0.0/8', 'an address of the machine itself'),
  network('169.254.0.0/16', 'a link-local address'),
  network('224.0.0.0/3', 'a multicast or reserved address'),
];

/** A node inside one of DC/OS' default networks can't be reached from containers, or not at all. */
export const nodesLieOutsideDcosNetworks: Rule = ({ config, named }) =>
  named.flatMap((node) =>
    DCOS_NETWORKS.filter(contains(node.address)).map(({ cidr, use }) => ({
      code: 'reserved-network' as const,
      severity: 'warning' as const,
      message: `${node.name} lies in ${cidr}, ${use}`,
      path: nodePath(config, node),
    })),
  );

/** A node's address is one that other machines can reach. */
export const nodesHaveUsableAddresses: Rule = ({ config, named }) =>
  named.flatMap((node) =>
    UNUSABLE.filter(contains(node.address)).map(({ use }) => ({
      code: 'invalid-value' as const,
      message: `the address of ${node.name} is ${use}`,
      path: nodePath(config, node),
    })),
  );

/** A node of DC/OS lists DC/OS' own name servers in its /etc/resolv.conf. Taken from there, they would ask themselves. */
export const resolversAreNotDcos: Rule = ({ config }) =>
  [
    { path: ['resolvers'], list: config.resolvers },
    { path: ['network', 'dns'], list: config.network.dns ?? [] },
  ].flatMap(({ path, list }) =>
    list.flatMap((resolver, index) =>
      contains(resolver.replace(/:.*/, ''))(DCOS_NAME_SERVERS)
        ? [
            {
              code: 'reserved-network' as const,
              message: `${[...path, index].join('.')} lies in ${DCOS_NAME_SERVERS.cidr}, ${DCOS_NAME_SERVERS.use}: it would ask itself`,
              path: [...path, String(index)],
              hint: "name the network's own name servers",
            },
          ]
        : [],
    ),
  );

interface Network {
  /** The network in CIDR notation. */
  cidr: string;
  first: number;
  size: number;
  use: string;
}

function network(cidr: string, use: string): Network {
  const [address, bits] = cidr.split('/') as [string, string];
  return { cidr, first: toNumber(address), size: 2 ** (32 - Number(bits)), use };
}

function contains(address: string): (network: Network) => boolean {
  const number = toNumber(address);
  return ({ first, size }) => number >= first && number < first + size;
}

function toNumber(address: string): number {
  return address.split('.').reduce((number, part) => number * 256 + Number(part), 0);
}
