import { type Cluster, type Lang, machinesOf, pictureOf } from '@uegen/core';
import { dnsRecords, phases } from '@uegen/core/phases';
import { toPage } from '../../packages/cli/src/graph/index.ts';
import { generateScenario } from './scenarios.ts';

/** The cluster of a scenario in fixtures/valid. */
export function clusterOf(name: string): Cluster {
  const { cluster } = generateScenario('valid', name);
  if (cluster === undefined) throw new Error(`${name} gives no cluster`);
  return cluster;
}

/** The page of a cluster of which nothing was carried out. */
export function pageOf(cluster: Cluster, lang: Lang): string {
  return toPage(
    pictureOf(cluster),
    {
      machines: machinesOf(cluster),
      names: dnsRecords(cluster),
      phases: phases.map(({ name, title }) => [name, title[lang], '-', '']),
    },
    lang,
  );
}
