import { playbook } from '../playbook/play.ts';
import type { Output } from './output.ts';

/** `install/ansible-gitlab.yml`: GitLab with its settings, and the Docker registry beside it. */
export const playbookGitlab: Output = () => [
  playbook('gitlab', [
    {
      name: 'GitLab and the Docker registry',
      hosts: 'gitlab',
      facts: false,
      roles: ['gitlab', 'gitlab_settings', 'registry'],
    },
  ]),
];
