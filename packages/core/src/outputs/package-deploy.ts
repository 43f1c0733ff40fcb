import { stagesOf } from '../apps/index.ts';
import { shellWords } from '../escape/shell.ts';
import { scriptFile } from '../file.ts';
import { render } from '../serialize/render.ts';
import type { Output } from './output.ts';

/** Deploys the platform's apps in the guide's order; it reads all else from `deploys/`. */
export const packageDeploy: Output = (cluster) => {
  const stages = stagesOf(cluster).map(({ stage, apps }) => [
    stage,
    apps.map(({ name }) => `${name}.json`).join(' '),
  ]);
  return [
    scriptFile('install/package-deploy.sh', () =>
      render('package-deploy.sh', Object.fromEntries(stages), shellWords),
    ),
  ];
};
