import { shellWord } from '../escape/shell.ts';
import { script } from '../file.ts';
import { render } from '../serialize/render.ts';
import type { Output } from './output.ts';

/**
 * Uploads cloud-config-repository and the templates to GitLab. The first is the platform's database once it runs:
 * the script only ever commits the two generated files on top of it.
 */
export const templateUpload: Output = (cluster) => {
  const values = { gitlab: `${cluster.gitlab.url}/root` };
  return [script('install/template-upload.sh', render('template-upload.sh', values, shellWord))];
};
