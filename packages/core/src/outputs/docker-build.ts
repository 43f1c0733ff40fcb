import { shellWord } from '../escape/shell.ts';
import { DOCKER_HUB, registryOf } from '../facts/docker.ts';
import { script } from '../file.ts';
import { render } from '../serialize/render.ts';
import type { Output } from './output.ts';

/** Builds the platform's five images and pushes them to `host.registry.package`. */
export const dockerBuild: Output = ({ registry }) => {
  const host = registryOf(registry.package);
  const values = { registry: registry.package, host: host ?? '', login: host ?? DOCKER_HUB };
  return [script('install/docker-build.sh', render('docker-build.sh', values, shellWord))];
};
