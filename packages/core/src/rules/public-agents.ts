import { isAddress, placeOf } from '../cluster/place.ts';
import type { Config } from '../generated/config.ts';
import { says } from '../text.ts';
import { alsoAt, nodePath, type Rule } from './rule.ts';

/** Where the public agents have names, their public addresses have the same names. */
export const publicAddressesMatch: Rule = ({ config, named }) => {
  const outside = config.server.public;
  if (typeof outside.public === 'string') return [];
  const known = new Set(named.filter(({ role }) => role === 'public').map(({ name }) => name));
  return Object.keys(outside.public)
    .filter((name) => !known.has(name))
    .map((name) => ({
      code: 'public-address',
      message: says(
        `server.private.public has no public agent ${name}`,
        `server.private.public 에 퍼블릭 에이전트 ${name} 이(가) 없습니다`,
      ),
      path: ['server', 'public', 'public', name],
      ...alsoAt(['server', 'private', 'public']),
    }));
};

/** Each public agent has its load balancer, and is reached from outside where the DNS table knows its address. */
export const publicAgentsAreReached: Rule = (subject) => {
  const outside = subject.config.server.public.public;
  // A name that was misspelt is one mistake, said once.
  if (typeof outside === 'string' || publicAddressesMatch(subject).length > 0) return [];
  return subject.cluster.nodes
    .filter(({ role, joining, name }) => role === 'public' && !joining && !Object.hasOwn(outside, name))
    .map((node) => ({ node, name: node.name }))
    .map(({ node, name }) => ({
      code: 'public-address',
      severity: 'warning',
      message: says(
        `the public agent ${name} has no public address: no DNS record leads to it`,
        `퍼블릭 에이전트 ${name} 에 공인 주소가 없어, 어떤 DNS 레코드도 가리키지 않습니다`,
      ),
      path: ['server', 'public', 'public'],
      ...alsoAt(nodePath(subject.config, node)),
      hint: says(`add ${name} with its public address`, `${name} 의 공인 주소를 추가하십시오`),
    }));
};

/** DNS takes several addresses for a name, but only one other name. */
export const publicNamesStandAlone: Rule = ({ config, cluster: { publicAddress } }) =>
  publicAddress.agents.length < 2 || publicAddress.agents.every(isAddress)
    ? []
    : [
        {
          code: 'public-address',
          severity: 'warning',
          message: says(
            'server.public.public has host names for several agents: in DNS, a name can be another one only alone',
            'server.public.public 에 에이전트가 여럿인데 호스트 이름이 있습니다. DNS 에서 이름의 별칭은 하나만 둘 수 있습니다',
          ),
          path: ['server', 'public', 'public'],
          ...alsoAt(...namesOutside(config)),
          hint: says(
            'give their addresses, or one host name for all of them',
            '주소를 적거나, 모두를 가리키는 호스트 이름 하나를 적으십시오',
          ),
        },
      ];

// The public agents that have a host name for an address.
function namesOutside({ server }: Config): string[][] {
  const outside = server.public.public;
  return Object.entries(typeof outside === 'string' ? {} : outside).flatMap(([name, place]) =>
    isAddress(place) ? [] : [['server', 'public', 'public', name]],
  );
}

/** What stands for the machine in the table of DNS records is not a name that the table itself explains. */
export const publicPlacesAreElsewhere: Rule = ({ config: { server }, cluster }) => {
  const { master, gitlab, public: agents } = server.public;
  const places = [
    { path: ['server', 'public', 'master'], place: placeOf(master).name },
    { path: ['server', 'public', 'gitlab'], place: gitlab },
    ...(typeof agents === 'string'
      ? [{ path: ['server', 'public', 'public'], place: agents }]
      : Object.entries(agents).map(([name, place]) => ({
          path: ['server', 'public', 'public', name],
          place,
        }))),
  ];
  const explained = (place: string | undefined) =>
    place === undefined || isAddress(place)
      ? []
      : Object.entries(cluster.hosts).flatMap(([key, host]) =>
          typeof host === 'string' && placeOf(host).name.toLowerCase() === place.toLowerCase()
            ? [['host', key]]
            : [],
        );
  return places
    .map(({ path, place }) => ({ path, others: explained(place) }))
    .filter(({ others }) => others.length > 0)
    .map(({ path, others }) => ({
      code: 'public-address',
      severity: 'warning',
      message: says(
        `${path.join('.')} is one of the names that the DNS records are for`,
        `${path.join('.')} 은(는) DNS 레코드로 등록할 이름입니다`,
      ),
      path,
      ...alsoAt(...others),
      hint: says(
        'give the address of the machine, or a name that it has anyway',
        '서버의 주소나, 서버가 원래 가진 이름을 적으십시오',
      ),
    }));
};
