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
    source: { ko: '깃랩 관리자 계정의 이름', en: "the name of GitLab's administrator" },
  },
  {
    path: ['gitlab', 'root', 'password'],
    isBlank: ({ gitlab }) => gitlab.root.password === '',
    neededBy: CONFIG,
    source: { ko: '깃랩 관리자 계정의 패스워드', en: "the password of GitLab's administrator" },
  },
  {
    path: ['gitlab', 'root', 'token'],
    isBlank: ({ gitlab }) => gitlab.root.token === '',
    neededBy: SERVER,
    source: {
      ko: '깃랩 관리자로 로그인해 발급한 토큰',
      en: "a token that GitLab's administrator made there",
    },
  },
  {
    path: ['gitlab', 'config-repo', 'projectId'],
    isBlank: ({ gitlab }) => gitlab.configRepo.projectId === undefined,
    neededBy: SERVER,
    source: {
      ko: '깃랩 cloud-config-repository 프로젝트의 ID. 프로젝트의 General project settings 에 있습니다',
      en: 'the ID of the project cloud-config-repository, in its general settings in GitLab',
    },
  },
];
