import type { Finding } from '../diagnostic.ts';
import { addressNumber } from '../facts/networks.ts';
import type { Rule } from './rule.ts';
import { nodePath } from './rule.ts';

/** A gateway makes addresses static, and that takes the name of the network device. */
export const gatewayHasDevice: Rule = ({ config: { network } }) =>
  network.gateway !== undefined && network.device === undefined
    ? [
        {
          code: 'missing-key',
          message: 'network.device is missing: network.gateway makes the addresses of this device static',
          path: ['network'],
        },
      ]
    : [];

/** A netmask is ones followed by zeros. */
export const netmaskIsContiguous: Rule = ({ config: { network } }) =>
  isNetmask(network.netmask)
    ? []
    : [{ code: 'invalid-value', message: 'network.netmask is no netmask', path: ['network', 'netmask'] }];

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
    message: `${nodePath(config, node).join('.')} and network.gateway lie in different subnets`,
    path: nodePath(config, node),
    hint: 'see network.netmask',
  }));
  const path = ['network', 'gateway'];
  if (taken !== undefined)
    findings.push({ code: 'network', message: `network.gateway is the address of ${taken.name}`, path });
  else if (host === 0 || host === ~addressNumber(netmask) >>> 0)
    findings.push({ code: 'network', message: 'network.gateway is no address of a machine', path });
  return findings;
};

function isNetmask(mask: string): boolean {
  return /^1+0+$/.test(addressNumber(mask).toString(2).padStart(32, '0'));
}
