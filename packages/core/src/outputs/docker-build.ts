import { shellWord } from '../escape/shell.ts';
import { render } from '../render.ts';
import { type Output, script } from './output.ts';

/** Builds the platform's five images and pushes them to `host.registry.package`. */
export const dockerBuild: Output = (cluster) => {
  const values = { registry: cluster.registry.package };
  return [script('install/docker-build.sh', render('docker-build.sh', values, shellWord))];
};
