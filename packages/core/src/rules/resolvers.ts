import { hasDcos } from '../cluster/roles.ts';
import type { Finding, KeyPath } from '../diagnostic.ts';
import { DEFAULT_RESOLVERS } from '../facts/dcos.ts';
import {
  CONTAINER_NETWORKS,
  DCOS_NAME_SERVERS,
  LOOPBACK,
  liesIn,
  NOBODYS_NETWORKS,
} from '../facts/networks.ts';
import type { Config } from '../generated/config.ts';
import type { Rule } from './rule.ts';

const HINT = "name the network's own name servers";

/** One name server that config.yml names. */
interface Resolver {
  path: KeyPath;
  address: string;
  port: number;
}

function resolversOf({ resolvers, network }: Config): Resolver[] {
  return [
    { path: ['resolvers'], list: resolvers },
    { path: ['network', 'dns'], list: network.dns ?? [] },
  ].flatMap(({ path, list }) =>
    list.map((resolver, index) => {
      const [address = '', port = '53'] = resolver.split(':');
      return { path: [...path, String(index)], address, port: Number(port) };
    }),
  );
}

/** A node of DC/OS lists DC/OS' own name servers in its /etc/resolv.conf. Taken from there, they would ask themselves. */
export const resolversAreNotDcos: Rule = ({ config }) =>
  resolversOf(config)
    .filter(({ address }) => liesIn(address, DCOS_NAME_SERVERS))
    .map(({ path }) => ({
      code: 'reserved-network',
      message: `${path.join('.')} lies in ${DCOS_NAME_SERVERS.cidr}, ${DCOS_NAME_SERVERS.use}: it would ask itself`,
      path,
      hint: HINT,
    }));

/**
 * DC/OS' name server has port 53 of every node it is installed on, and asks the resolvers. The bootstrap node, GitLab's
 * and the CI machine may run one of their own, and another port may be anybody's.
 */
export const resolversAreNotNodes: Rule = ({ config, named }) =>
  resolversOf(config).flatMap(({ path, address, port }): Finding[] => {
    if (port !== 53) return [];
    const node = named.find((one) => one.address === address && hasDcos(one));
    const owner = liesIn(address, LOOPBACK) ? LOOPBACK.use : node && `${node.name}, a node of DC/OS`;
    if (owner === undefined) return [];
    const message = `${path.join('.')} is ${owner}: DC/OS' name server there would ask itself`;
    return [{ code: 'resolver', message, path, hint: HINT }];
  });

/** A name server's address is one that a machine can have. A link-local one is right: Amazon has such a name server. */
export const resolversAreUsable: Rule = ({ config }) =>
  resolversOf(config).flatMap(({ path, address }) =>
    NOBODYS_NETWORKS.filter((network) => liesIn(address, network)).map(({ use }) => ({
      code: 'resolver' as const,
      message: `${path.join('.')} is ${use}`,
      path,
      hint: HINT,
    })),
  );

/** A name server inside a network of containers can't be reached once Docker and DC/OS have made it. */
export const resolversLieOutsideContainerNetworks: Rule = ({ config }) =>
  resolversOf(config).flatMap(({ path, address }) =>
    CONTAINER_NETWORKS.filter((network) => network !== DCOS_NAME_SERVERS && liesIn(address, network)).map(
      ({ cidr, use }) => ({
        code: 'reserved-network' as const,
        severity: 'warning' as const,
        message: `${path.join('.')} lies in ${cidr}, ${use}`,
        path,
        hint: HINT,
      }),
    ),
  );

/** DC/OS' installer takes any number of resolvers, and none; its documentation and /etc/resolv.conf know three. */
export const resolversAreCounted: Rule = ({ config: { resolvers }, cluster: { nameServers } }) => {
  const say = (severity: 'note' | 'warning', message: string, hint: string): Finding[] => [
    { code: 'resolver', severity, message, path: ['resolvers'], hint },
  ];
  if (resolvers.length === 0)
    return say('note', `no resolvers: DC/OS takes its default, ${DEFAULT_RESOLVERS.join(' and ')}`, HINT);
  if (nameServers.length === 0)
    return say(
      'warning',
      'no resolver has port 53: /etc/resolv.conf can name none of them',
      'set network.dns',
    );
  if (resolvers.length > 3)
    return say(
      'note',
      `${resolvers.length} resolvers: DC/OS' documentation names three at most, and /etc/resolv.conf takes three`,
      'the first three at port 53 go there',
    );
  return [];
};
