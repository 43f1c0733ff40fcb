import { shellWord, shellWords } from '../escape/shell.ts';
import { configRepository, templateProjects } from '../facts/gitlab-files.ts';
import { scriptFile } from '../file.ts';
import { render } from '../serialize/render.ts';
import type { Output } from './output.ts';

/** Creates GitLab's five projects, those that are missing, and says the number that `gitlab.config-repo.projectId` wants. */
export const gitlabProjects: Output = ({ gitlab }) => {
  const values = {
    gitlab: shellWord(gitlab.url),
    projectId: shellWord(String(gitlab.configRepo.projectId ?? '')),
    database: configRepository,
    templates: templateProjects.join(' '),
  };
  return [scriptFile('install/gitlab-projects.sh', () => render('gitlab-projects.sh', values, shellWords))];
};
