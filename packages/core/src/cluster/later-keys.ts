import type { Text } from '../text.ts';
import type { Cluster } from './types.ts';

/** A key of config.yml that can only be filled in while the platform is being installed. */
export interface LaterKey {
  path: readonly [string, ...string[]];
  isBlank(cluster: Cluster): boolean;
  /** What can't work before the key is filled in. */
  neededBy: Text;
  /** Where its value comes from. */
  source: Text;
}

const SERVER = { ko: '클라우드 플랫폼 서버', en: "the platform's server" };
const CONFIG = { ko: '클라우드 콘피그 서버', en: 'the config server' };
const ACCOUNT = { ko: 'root 로 로그인한 깃랩 UI', en: "GitLab's web interface, logged in as root" };

/** The guide's "Cloud package part": filled out after DC/OS and GitLab stand. */
export const laterKeys: readonly LaterKey[] = [
  {
    path: ['dcos', 'token'],
    isBlank: ({ dcos }) => dcos.token === '',
    neededBy: SERVER,
    source: { ko: '마스터에서 생성한 영구적 토큰', en: 'a long-lived token made on a master' },
  },
  {
    path: ['gitlab', 'root', 'username'],
    isBlank: ({ gitlab }) => gitlab.root.username === '',
    neededBy: CONFIG,
    source: ACCOUNT,
  },
  {
    path: ['gitlab', 'root', 'password'],
    isBlank: ({ gitlab }) => gitlab.root.password === '',
    neededBy: CONFIG,
    source: ACCOUNT,
  },
  {
    path: ['gitlab', 'root', 'token'],
    isBlank: ({ gitlab }) => gitlab.root.token === '',
    neededBy: SERVER,
    source: ACCOUNT,
  },
  {
    path: ['gitlab', 'config-repo', 'projectId'],
    isBlank: ({ gitlab }) => gitlab.configRepo.projectId === undefined,
    neededBy: SERVER,
    source: {
      ko: '깃랩 cloud-config-repository 프로젝트의 General project settings',
      en: 'the settings of the project cloud-config-repository in GitLab',
    },
  },
];
