import { imageAt } from '../cluster/mirror.ts';
import { placeOf } from '../cluster/place.ts';
import type { Cluster } from '../cluster/types.ts';
import type { Data } from '../serialize/json.ts';
import type { Text } from '../text.ts';

/**
 * The steps of the deployment, in their order. The next one waits until the foundation is healthy; the order within a
 * step is that of the list of apps.
 */
export const stages = ['balancers', 'foundation', 'services'] as const;

/** One step of the deployment. */
export type Stage = (typeof stages)[number];

/** An image that docker-build.sh makes, and pushes to `host.registry.package` under its folder's name. */
export interface OwnImage {
  /** A folder of the uEngine-cloud checkout, which holds the Dockerfile. */
  folder: string;
  /** The folder of the checkout that npm builds before, if there is one. */
  frontEnd?: string;
  /** The image that its Dockerfile begins with, in the revision that the guide describes. */
  from: string;
  /** What Maven does in `folder` before the image is made; absent where there is nothing to compile. */
  maven?: 'package' | 'clean package';
}

/** How an app is reached. */
export interface Offer {
  /** The port of marathon-lb, inside and outside the cluster. */
  port: number;
  /** Its host name, by the key below `host` in config.yml. */
  host: keyof Cluster['hosts'];
  /** Its name in `vcap.services` of application.yml. */
  service: string;
  /** From outside too it is reached at `port` alone: it doesn't speak HTTP. */
  portOnly?: true;
}

/** One of the platform's apps on Marathon: everything that anybody has to know of it. */
export interface App {
  /** Its file is `deploys/<name>.json`. */
  name: string;
  /** Marathon's name of it. */
  id: string;
  stage: Stage;
  /** What it is, in the words of the guide's table of DNS records. */
  purpose: Text;
  /** One of the platform's own images, or the name of somebody else's. */
  image: OwnImage | string;
  /** Absent for the load balancers, which offer the others. */
  offer?: Offer;
  /** The addresses of the machines that it is bound to; absent where Marathon picks one of the private agents. */
  machines?(cluster: Cluster): readonly string[];
  /** True when the definition holds a secret. */
  secret: boolean;
  /** False for a Cluster that goes without it; absent for an app that is always there. */
  exists?(cluster: Cluster): boolean;
  /** The app as Marathon 1.5 takes it. */
  definition(cluster: Cluster): { readonly [key: string]: Data };
}

/** An app that others reach. */
export interface OfferedApp extends App {
  offer: Offer;
}

/** The host name of an app: one that exists has one. */
export function hostOf({ host }: Offer, { hosts }: Cluster): string {
  const name = hosts[host];
  if (typeof name !== 'string') throw new TypeError(`host.${host} is no host name`);
  return name;
}

/**
 * The name by which marathon-lb tells an app from others at port 80, as it compares it: in lower case and without a
 * port. Undefined for an app that is reached at a port of its own.
 */
export function virtualHost(offer: Offer, cluster: Cluster): string | undefined {
  const { name, port } = placeOf(hostOf(offer, cluster));
  return offer.portOnly || port === offer.port ? undefined : name.toLowerCase();
}

/** The tag that the platform's own images keep. */
export const IMAGE_TAG = 'v1';

/** The image of an app as Docker names it. */
export function imageOf({ image }: App, cluster: Cluster): string {
  return typeof image === 'string'
    ? imageAt(image, cluster)
    : `${cluster.registry.package}/${image.folder}:${IMAGE_TAG}`;
}
