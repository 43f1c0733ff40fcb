import type { Finding } from '../diagnostic.ts';
import { addressNumber } from '../facts/networks.ts';
import { says } from '../text.ts';
import { alsoAt, nodePath, type Rule } from './rule.ts';

/** A gateway makes addresses static, and that takes the name of the network device. */
export const gatewayHasDevice: Rule = ({ config: { network } }) =>
  network.gateway !== undefined && network.device === undefined
    ? [
        {
          code: 'missing-key',
          message: says(
            'network.device is missing: network.gateway makes the addresses of this device static',
            'network.device 가 없습니다. network.gateway 는 이 장치의 주소를 고정합니다',
          ),
          path: ['network'],
          ...alsoAt(['network', 'gateway']),
        },
      ]
    : [];

/** A netmask is ones followed by zeros. */
export const netmaskIsContiguous: Rule = ({ config: { network } }) =>
  isNetmask(network.netmask)
    ? []
    : [
        {
          code: 'invalid-value',
          message: says('network.netmask is not a netmask', 'network.netmask 가 넷마스크가 아닙니다'),
          path: ['network', 'netmask'],
        },
      ];

/** The gateway is a neighbour of every node, and none of the nodes themselves. */
export const gatewayIsReachable: Rule = ({ config, named }) => {
  const { gateway, netmask } = config.network;
  if (gateway === undefined || !isNetmask(netmask)) return [];
  const subnet = (address: string) => (addressNumber(address) & addressNumber(netmask)) >>> 0;
  const beyond = named.filter(({ address }) => subnet(address) !== subnet(gateway));
  const taken = named.find(({ address }) => address === gateway);
  const host = (addressNumber(gateway) & ~addressNumber(netmask)) >>> 0;
  const findings: Finding[] = beyond.map((node) => ({
    code: 'network',
    message: says(
      `${nodePath(config, node).join('.')} and network.gateway lie in different subnets`,
      `${nodePath(config, node).join('.')} 와(과) network.gateway 의 서브넷이 다릅니다`,
    ),
    path: nodePath(config, node),
    ...alsoAt(['network', 'gateway']),
    hint: says('see network.netmask', 'network.netmask 를 확인하십시오'),
  }));
  const path = ['network', 'gateway'];
  if (taken !== undefined)
    findings.push({
      code: 'network',
      message: says(
        `network.gateway is the address of ${taken.name}`,
        `network.gateway 가 ${taken.name} 의 주소와 같습니다`,
      ),
      path,
      ...alsoAt(nodePath(config, taken)),
    });
  else if (host === 0 || host === ~addressNumber(netmask) >>> 0)
    findings.push({
      code: 'network',
      message: says(
        'network.gateway is not an address that a machine can have',
        'network.gateway 가 서버에 쓸 수 있는 주소가 아닙니다',
      ),
      path,
      ...alsoAt(['network', 'netmask']),
    });
  return findings;
};

function isNetmask(mask: string): boolean {
  return /^1+0+$/.test(addressNumber(mask).toString(2).padStart(32, '0'));
}
