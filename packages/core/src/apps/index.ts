import type { Cluster } from '../cluster/types.ts';
import { type App, type Stage, stages } from './app.ts';
import { cloudServer } from './cloud-server.ts';
import { cloudUi } from './cloud-ui.ts';
import { config } from './config.ts';
import { db } from './db.ts';
import { eurekaServer } from './eureka-server.ts';
import { iam } from './iam.ts';
import { marathonLb } from './marathon-lb.ts';
import { marathonLbInternal } from './marathon-lb-internal.ts';

export { marathonLbInternal };

/** Every app that the platform may have on Marathon, in the order of the guide's table of DNS records. */
export const apps: readonly App[] = [
  marathonLb,
  marathonLbInternal,
  config,
  eurekaServer,
  iam,
  db,
  cloudServer,
  cloudUi,
];

/** The apps of a cluster. */
export function appsOf(cluster: Cluster): readonly App[] {
  return apps.filter((app) => app.exists?.(cluster) ?? true);
}

/** The folders of the checkout that the images of a cluster are made from, each once. */
export function imageFolders(cluster: Cluster): string[] {
  const images = appsOf(cluster).flatMap(({ image }) => (typeof image === 'string' ? [] : image));
  return [
    ...new Set(
      images.flatMap(({ folder, frontEnd }) => (frontEnd === undefined ? [folder] : [folder, frontEnd])),
    ),
  ];
}

/** The host names of a cluster's GitLab, DC/OS and apps, by their keys in config.yml and in the schema's order. */
export function serviceHosts(cluster: Cluster): Record<string, string> {
  const offered = appsOf(cluster).flatMap(({ offer }) => offer?.host ?? []);
  const services = new Set<string>(['gitlab', 'dcos', ...offered]);
  const hosts: [string, unknown][] = Object.entries(cluster.hosts);
  return Object.fromEntries(
    hosts.filter(
      (entry): entry is [string, string] =>
        services.has(entry[0]) && typeof entry[1] === 'string' && entry[1] !== '',
    ),
  );
}

/** The apps of a cluster, stage by stage, in the order in which they are deployed. */
export function stagesOf(cluster: Cluster): readonly { stage: Stage; apps: readonly App[] }[] {
  const present = appsOf(cluster);
  return stages.map((stage) => ({ stage, apps: present.filter((app) => app.stage === stage) }));
}
