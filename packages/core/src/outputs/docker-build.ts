import { shellWord } from '../escape/shell.ts';
import { script } from '../file.ts';
import { render } from '../serialize/render.ts';
import type { Output } from './output.ts';

/** Builds the platform's five images and pushes them to `host.registry.package`. */
export const dockerBuild: Output = (cluster) => {
  const values = { registry: cluster.registry.package };
  return [script('install/docker-build.sh', render('docker-build.sh', values, shellWord))];
};
