import { shellWord } from '../escape/shell.ts';
import { scriptFile } from '../file.ts';
import { render } from '../serialize/render.ts';
import type { Output } from './output.ts';

/** `install/gitlab-token.sh`: prints root's token and the one that registers runners; runs on GitLab's machine. */
export const gitlabToken: Output = () => [
  scriptFile('install/gitlab-token.sh', () => render('gitlab-token.sh', {}, shellWord)),
];
