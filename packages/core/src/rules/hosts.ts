import { hostOf, virtualHost } from '../apps/app.ts';
import { appsOf, serviceHosts } from '../apps/index.ts';
import { isAddress, placeOf } from '../cluster/place.ts';
import type { Cluster } from '../cluster/types.ts';
import type { Finding } from '../diagnostic.ts';
import { says } from '../text.ts';
import { alsoAt, type Rule } from './rule.ts';

/** Where marathon-lb offers all services by their names. */
const HTTP = 80;

/** The config server has a host name of its own, or one below host.default. */
export const configHostIsKnown: Rule = ({ config }) =>
  config.host.config === undefined && config.host.default === undefined
    ? [
        {
          code: 'missing-key',
          message: says('host.config is missing', 'host.config 가 없습니다'),
          path: ['host'],
        },
      ]
    : [];

/**
 * Each service has a host name of its own: marathon-lb would send two services' requests to one of them. One that is
 * reached at a port of its own may share its address.
 */
export const hostsAreDistinct: Rule = ({ cluster }) => {
  const owners = new Map<string, string>();
  const findings: Finding[] = [];
  for (const [service, host] of Object.entries(serviceHosts(cluster))) {
    const { name } = placeOf(host.toLowerCase());
    if (hasOwnPort(service, name, cluster)) continue;
    const owner = owners.get(name);
    if (owner === undefined) owners.set(name, service);
    else
      findings.push({
        code: 'duplicate-host',
        message: says(
          `host.${service} is the same as host.${owner}`,
          `host.${service} 이(가) host.${owner} 과(와) 같습니다`,
        ),
        path: ['host', service],
        ...alsoAt(['host', owner]),
      });
  }
  return findings;
};

function hasOwnPort(service: string, name: string, cluster: Cluster): boolean {
  const offer = appsOf(cluster).find((app) => app.offer?.host === service)?.offer;
  if (offer === undefined) return false;
  return offer.portOnly ? isAddress(name) : virtualHost(offer, cluster) === undefined;
}

/** A port that config.yml names for a service is one at which marathon-lb offers it. */
export const portsLeadToServices: Rule = ({ config, cluster }) =>
  appsOf(cluster).flatMap(({ offer }): Finding[] => {
    if (offer === undefined || offer.portOnly) return [];
    const isIam = offer.host === 'iam';
    const port = isIam ? config.iam.port : (placeOf(hostOf(offer, cluster)).port ?? HTTP);
    if (port === HTTP || port === offer.port) return [];
    const path = isIam ? ['iam', 'port'] : ['host', offer.host];
    return [
      {
        code: 'service-port',
        severity: 'warning',
        message: says(
          `${path.join('.')} has port ${port}, but marathon-lb offers ${offer.service} at ports ${HTTP} and ${offer.port}`,
          `${path.join('.')} 의 포트는 ${port} 이지만, marathon-lb 는 ${offer.service} 을(를) ${HTTP}, ${offer.port} 포트로 제공합니다`,
        ),
        path,
        hint: says(
          'something in front of the public agents has to pass it on to one of them',
          '퍼블릭 에이전트 앞의 장비가 그중 한 포트로 전달해야 합니다',
        ),
      },
    ];
  });

/** GitLab has one address. */
export const gitlabHasOnePort: Rule = ({ config: { host }, cluster }) => {
  const { port } = placeOf(host.gitlab);
  return port === undefined || port === cluster.gitlab.port
    ? []
    : [
        {
          code: 'port-conflict',
          message: says(
            'gitlab.external-url and host.gitlab have different ports',
            'gitlab.external-url 과 host.gitlab 의 포트가 다릅니다',
          ),
          path: ['gitlab', 'external-url'],
          ...alsoAt(['host', 'gitlab']),
          hint: says('leave the port out of host.gitlab', 'host.gitlab 에서 포트를 빼십시오'),
        },
      ];
};
