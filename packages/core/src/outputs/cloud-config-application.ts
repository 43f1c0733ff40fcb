import { hostOf, type Offer } from '../apps/app.ts';
import { appsOf, marathonLbInternal } from '../apps/index.ts';
import type { Cluster } from '../cluster/types.ts';
import { nameInside } from '../facts/dcos.ts';
import { configRepository } from '../facts/gitlab-files.ts';
import { publicFile } from '../file.ts';
import { toYaml } from '../serialize/yaml.ts';
import type { Output } from './output.ts';

// The platform's file has always begun with them; then come the others, in the order of the apps.
const FIRST = ['db', 'iam'];

/**
 * `cloud-config-repository/application.yml`: where every app on the platform finds the platform's services, from
 * outside and from inside the cluster.
 */
export const cloudConfigApplication: Output = (cluster) => {
  const offers = appsOf(cluster).flatMap(({ offer }) => offer ?? []);
  const ordered = [...offers].sort((a, b) => rank(a) - rank(b));
  const services = Object.fromEntries(ordered.map((offer) => [offer.service, endpoints(offer, cluster)]));
  return [publicFile(`${configRepository}/application.yml`, () => toYaml({ vcap: { services } }))];
};

function rank({ service }: Offer): number {
  return FIRST.includes(service) ? FIRST.indexOf(service) : FIRST.length;
}

function endpoints(offer: Offer, cluster: Cluster) {
  const { port, portOnly } = offer;
  const host = hostOf(offer, cluster);
  return {
    external: portOnly ? `${host}:${port}` : host,
    internal: `${nameInside(marathonLbInternal.id)}:${port}`,
  };
}
