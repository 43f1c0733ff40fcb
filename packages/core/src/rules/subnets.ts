import { CONTAINER_NETWORKS, liesIn, UNUSABLE_NETWORKS } from '../facts/networks.ts';
import { nodePath, type Rule } from './rule.ts';

/** A node inside a network of containers can't be reached from them, or not at all. */
export const nodesLieOutsideContainerNetworks: Rule = ({ config, named }) =>
  named.flatMap((node) =>
    CONTAINER_NETWORKS.filter((network) => liesIn(node.address, network)).map(({ cidr, use }) => ({
      code: 'reserved-network' as const,
      severity: 'warning' as const,
      message: `${node.name} lies in ${cidr}, ${use}`,
      path: nodePath(config, node),
    })),
  );

/** A node's address is one that other machines can reach. */
export const nodesHaveUsableAddresses: Rule = ({ config, named }) =>
  named.flatMap((node) =>
    UNUSABLE_NETWORKS.filter((network) => liesIn(node.address, network)).map(({ use }) => ({
      code: 'invalid-value' as const,
      message: `the address of ${node.name} is ${use}`,
      path: nodePath(config, node),
    })),
  );
