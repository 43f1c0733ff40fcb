import { serviceHosts } from '../apps/index.ts';
import type { Finding } from '../diagnostic.ts';
import type { Rule } from './rule.ts';

/** The config server has a host name of its own, or one below host.default. */
export const configHostIsKnown: Rule = ({ config }) =>
  config.host.config === undefined && config.host.default === undefined
    ? [{ code: 'missing-key', message: 'host.config is missing', path: ['host'] }]
    : [];

/** Each service has a host name of its own: marathon-lb would send two services' requests to one of them. */
export const hostsAreDistinct: Rule = ({ cluster }) => {
  const owners = new Map<string, string>();
  const findings: Finding[] = [];
  for (const [service, host] of Object.entries(serviceHosts(cluster))) {
    const name = host.toLowerCase();
    const owner = owners.get(name);
    if (owner === undefined) owners.set(name, service);
    else
      findings.push({
        code: 'duplicate-host',
        message: `host.${service} is the same as host.${owner}`,
        path: ['host', service],
      });
  }
  return findings;
};
