import { shellWord } from '../escape/shell.ts';
import { scriptFile } from '../file.ts';
import { render } from '../serialize/render.ts';
import type { Output } from './output.ts';

/** `install/gitlab-restore.sh`: restores a backup on GitLab's machine, in the guide's order and after a question. */
export const gitlabRestore: Output = ({ gitlab: { backup } }) => {
  const values = { path: backup.path, configPath: backup.configPath };
  return [scriptFile('install/gitlab-restore.sh', () => render('gitlab-restore.sh', values, shellWord))];
};
