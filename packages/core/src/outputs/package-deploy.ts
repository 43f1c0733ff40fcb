import { script } from '../file.ts';
import { render } from '../serialize/render.ts';
import type { Output } from './output.ts';

/** Deploys the platform's apps in the guide's order; it reads everything from `deploys/` and so varies in nothing. */
export const packageDeploy: Output = () => [
  script(
    'install/package-deploy.sh',
    render('package-deploy.sh', {}, (value) => value),
  ),
];
