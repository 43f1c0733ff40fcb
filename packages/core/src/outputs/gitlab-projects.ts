import { shellWord } from '../escape/shell.ts';
import { script } from '../file.ts';
import { render } from '../serialize/render.ts';
import type { Output } from './output.ts';

/** Creates GitLab's five projects, those that are missing, and says the number that `gitlab.config-repo.projectId` wants. */
export const gitlabProjects: Output = ({ gitlab }) => {
  const values = { gitlab: gitlab.url, projectId: gitlab.configRepo.projectId ?? '' };
  return [script('install/gitlab-projects.sh', render('gitlab-projects.sh', values, shellWord))];
};
