import { apps } from '../apps/index.ts';
import { shellWord } from '../escape/shell.ts';
import { configRepository, gitlabFiles, templateProjects } from '../facts/gitlab-files.ts';
import { LATER_REVISION, PLATFORM_REVISION } from '../facts/platform.ts';
import { scriptFile } from '../file.ts';
import { render } from '../serialize/render.ts';
import type { Output } from './output.ts';

/**
 * Uploads cloud-config-repository and the templates to GitLab. A project with commits has other writers: there the
 * script only ever commits on top what `gitlabFiles` says is uegen's.
 */
export const templateUpload: Output = (cluster) => {
  const values = {
    gitlab: `${cluster.gitlab.url}/root`,
    database: configRepository,
    templates: templateProjects,
    files: gitlabFiles,
    later: LATER_REVISION,
    revision: PLATFORM_REVISION,
    // Those too that this cluster goes without: they may stand there from before.
    services: apps.flatMap(({ offer }) => offer?.service ?? []),
  };
  return [scriptFile('install/template-upload.sh', () => render('template-upload.sh', values, shellWord))];
};
