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
import { says, type Text } from '../text.ts';
import { alsoAt, nodePath, type Rule } from './rule.ts';

const HINT = says("name the network's own name servers", '네트워크의 네임 서버를 지정하십시오');

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
      message: says(
        `${path.join('.')} is in ${DCOS_NAME_SERVERS.cidr}, ${DCOS_NAME_SERVERS.use.en}: they would ask themselves`,
        `${path.join('.')} 은(는) ${DCOS_NAME_SERVERS.cidr} (${DCOS_NAME_SERVERS.use.ko}) 에 있어 자기 자신에게 질의합니다`,
      ),
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
    const owner = liesIn(address, LOOPBACK)
      ? LOOPBACK.use
      : node && says(`${node.name}, a node of DC/OS`, `DC/OS 노드 ${node.name}`);
    if (owner === undefined) return [];
    const message = says(
      `${path.join('.')} is ${owner.en}: DC/OS' name server there would ask itself`,
      `${path.join('.')} 은(는) ${owner.ko} 입니다. 그곳의 DC/OS 네임 서버가 자기 자신에게 질의합니다`,
    );
    const also = alsoAt(node && nodePath(config, node));
    return [{ code: 'resolver', message, path, ...also, hint: HINT }];
  });

/** A name server's address is one that a machine can have. A link-local one is right: Amazon has such a name server. */
export const resolversAreUsable: Rule = ({ config }) =>
  resolversOf(config).flatMap(({ path, address }) =>
    NOBODYS_NETWORKS.filter((network) => liesIn(address, network)).map(({ use }) => ({
      code: 'resolver' as const,
      message: says(`${path.join('.')} is ${use.en}`, `${path.join('.')} 은(는) ${use.ko} 입니다`),
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
        message: says(
          `${path.join('.')} lies in ${cidr}, ${use.en}`,
          `${path.join('.')} 은(는) ${cidr} (${use.ko}) 에 있습니다`,
        ),
        path,
        hint: HINT,
      }),
    ),
  );

/** DC/OS' installer takes any number of resolvers, and none; its documentation and /etc/resolv.conf know three. */
export const resolversAreCounted: Rule = ({ config: { resolvers }, cluster: { nameServers } }) => {
  const report = (severity: 'note' | 'warning', message: Text, hint: Text): Finding[] => [
    { code: 'resolver', severity, message, path: ['resolvers'], hint },
  ];
  if (resolvers.length === 0)
    return report(
      'note',
      says(
        `no resolvers: DC/OS takes its default, ${DEFAULT_RESOLVERS.join(' and ')}`,
        `resolvers 가 없습니다. DC/OS 의 기본값 ${DEFAULT_RESOLVERS.join(', ')} 을(를) 씁니다`,
      ),
      HINT,
    );
  if (nameServers.length === 0)
    return report(
      'warning',
      says(
        'no resolver has port 53: /etc/resolv.conf can name none of them',
        '53 포트의 resolver 가 없어 /etc/resolv.conf 에 적을 수 없습니다',
      ),
      says('set network.dns', 'network.dns 를 지정하십시오'),
    );
  if (resolvers.length > 3)
    return report(
      'note',
      says(
        `${resolvers.length} resolvers: DC/OS' documentation names three at most, and /etc/resolv.conf takes three`,
        `resolvers 가 ${resolvers.length}개입니다. DC/OS 문서는 최대 3개라 하고, /etc/resolv.conf 도 3개까지 읽습니다`,
      ),
      says('the first three at port 53 go there', '53 포트의 처음 3개를 적습니다'),
    );
  return [];
};
