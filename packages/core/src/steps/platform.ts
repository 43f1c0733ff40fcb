import { configRepository } from '../facts/gitlab-files.ts';

/** The platform's server reads it: its tokens, and where cadvisor is found. */
export const PLATFORM_SETTINGS = `${configRepository}/uengine-cloud-server.yml`;

/** Its variables, before their names in that file: `uengine-cloud-server.dcos.token`. */
export const SERVER_VARIABLES = 'uengine-cloud-server';

/** Without them nothing can be pushed to GitLab. */
export const GITLAB_ACCOUNT = ['gitlab.root.username', 'gitlab.root.password'] as const;

/** What those settings hold: with one of them blank, the platform would be given an empty token. */
export const PLATFORM_KEYS = [
  'dcos.token',
  ...GITLAB_ACCOUNT,
  'gitlab.root.token',
  'gitlab.config-repo.projectId',
] as const;
