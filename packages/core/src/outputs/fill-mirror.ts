import { ansible } from '@uegen/templates';
import { proxyTexts } from '../cluster/web-proxy.ts';
import { ARCHITECTURE, type Download, downloadsOf, repositoriesOf } from '../downloads/index.ts';
import { shellWord } from '../escape/shell.ts';
import { scriptFile } from '../file.ts';
import { render } from '../serialize/render.ts';
import type { Output } from './output.ts';

/** Where it lies. */
export const FILL_MIRROR = 'install/fill-mirror.sh';

/** `install/fill-mirror.sh`: fills the folder of a mirror from everything that {@link downloadsOf} lists. */
export const fillMirror: Output = (cluster) => {
  const { mirror, platform, webProxy } = cluster;
  if (mirror === undefined) return [];
  return [
    scriptFile(FILL_MIRROR, () => {
      const all = downloadsOf(cluster);
      const of = (...kinds: Download['kind'][]) => all.filter(({ kind }) => kinds.includes(kind));
      const repositories = repositoriesOf(cluster);
      const files = of('file', 'key');
      const placeOf = (name: string) => files.find((file) => file.name === name)?.place;
      const values = {
        url: mirror.url,
        registry: mirror.registry,
        architecture: ARCHITECTURE,
        proxy: webProxy && proxyTexts(webProxy),
        revision: platform.revision,
        files: files.map((file) => ({ ...file, checksum: checksumOf(file, files) })),
        sources: of('sources')[0],
        repositories: repositories.map((one) => ({
          ...one,
          source: expanded(one.source),
          signed: one.signed ? 'yes' : '',
        })),
        keys: repositories.flatMap(({ name, keys }) => keys.map((key) => ({ name, place: placeOf(key) }))),
        distribution: cluster.repositories.centos === '' ? '' : 'yes',
        packages: of('package').map(({ name }) => name),
        images: of('image').filter(({ place }) => place !== undefined),
      };
      return `${render('fill-mirror.sh', values, shellWord)}${body()}`;
    }),
  ];
};

// It lies beside the roles, as they stand; its first lines are for whoever reads it there.
function body(): string {
  const text = ansible['fill-mirror.sh'];
  if (text === undefined) throw new Error('there is no fill-mirror.sh');
  return text.slice(text.indexOf('\n\n') + 2);
}

// As yum on the machines would read it.
function expanded(address: string): string {
  return address
    .replace(/\$(?:basearch\b|\{basearch\})/g, ARCHITECTURE)
    .replace(/\$(?:releasever\b|\{releasever\})/g, '7')
    .replace(/\/$/, '');
}

// The sum itself, or where the folder has the list that it stands in.
function checksumOf({ name, checksum = '' }: Download, files: readonly Download[]): string {
  const list = files.find((file) => file.name === `${name}-checksum`);
  return list === undefined ? checksum : `list:${checksum.replace(/:.*/, '')}:${list.place}`;
}
