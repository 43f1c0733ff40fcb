import { CONTAINER_NETWORKS, networksAt, UNUSABLE_NETWORKS } from '../facts/networks.ts';
import { says } from '../text.ts';
import { nodePath, type Rule } from './rule.ts';

/** A node inside a network of containers can't be reached from them, or not at all. */
export const nodesLieOutsideContainerNetworks: Rule = ({ config, named }) =>
  named.flatMap((node) =>
    networksAt(node.address, CONTAINER_NETWORKS).map(({ cidr, use }) => ({
      code: 'reserved-network' as const,
      severity: 'warning' as const,
      message: says(
        `${node.name} lies in ${cidr}, ${use.en}`,
        `${node.name} 은(는) ${cidr} (${use.ko}) 에 있습니다`,
      ),
      path: nodePath(config, node),
    })),
  );

/** A node's address is one that other machines can reach. */
export const nodesHaveUsableAddresses: Rule = ({ config, named }) =>
  named.flatMap((node) =>
    networksAt(node.address, UNUSABLE_NETWORKS).map(({ use }) => ({
      code: 'invalid-value' as const,
      message: says(`the address of ${node.name} is ${use.en}`, `${node.name} 의 주소는 ${use.ko} 입니다`),
      path: nodePath(config, node),
    })),
  );
