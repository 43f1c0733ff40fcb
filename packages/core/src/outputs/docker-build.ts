import { IMAGE_TAG } from '../apps/app.ts';
import { appsOf, imageFolders } from '../apps/index.ts';
import { proxyTexts } from '../cluster/web-proxy.ts';
import { shellWord, shellWords } from '../escape/shell.ts';
import { CONFIG_PROPERTIES } from '../facts/config-properties.ts';
import { DOCKER_HUB, registryOf } from '../facts/docker.ts';
import { LATER_REVISION, PLATFORM_REVISION } from '../facts/platform.ts';
import { scriptFile } from '../file.ts';
import { render } from '../serialize/render.ts';
import type { Output } from './output.ts';

/** Builds the platform's own images and pushes them to `host.registry.package`. */
export const dockerBuild: Output = (cluster) => {
  const { registry, webProxy } = cluster;
  const host = registryOf(registry.package);
  const images = appsOf(cluster).flatMap(({ image }) => (typeof image === 'string' ? [] : image));
  const values = {
    registry: shellWord(registry.package),
    host: shellWord(host ?? ''),
    login: shellWord(host ?? DOCKER_HUB),
    properties: shellWord(CONFIG_PROPERTIES),
    tag: IMAGE_TAG,
    later: LATER_REVISION,
    revision: PLATFORM_REVISION,
    folders: imageFolders(cluster),
    images,
    proxy: webProxy && quoted(proxyTexts(webProxy)),
  };
  return [scriptFile('install/docker-build.sh', () => render('docker-build.sh', values, shellWords))];
};

function quoted<Key extends string>(texts: Readonly<Record<Key, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries<string>(texts).map(([key, text]) => [key, shellWord(text)]));
}
