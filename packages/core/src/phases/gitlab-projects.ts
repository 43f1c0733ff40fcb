import { recordsFor } from '../apps/dns.ts';
import { configRepository, templateProjects } from '../facts/gitlab-files.ts';
import { script } from '../steps/step.ts';
import type { Phase } from './phase.ts';

const PROJECTS = [configRepository, ...templateProjects].sort().join(', ');

/** The platform's projects in GitLab. */
export const gitlabProjects = {
  name: 'gitlab-projects',
  title: { ko: '깃랩 프로젝트 생성', en: 'make the projects in GitLab' },
  section: '클라우드 패키지 빌드 / Create Gitlab Projects',
  part: 'installation',
  steps: [script('gitlab-projects.sh', [], () => [])],
  keys: ['gitlab.root.token'],
  tools: ['curl'],
  refreshes: true,
  fetches: [
    { key: 'gitlab.config-repo.projectId', line: /gitlab\.config-repo\.projectId(?:: | is )([1-9]\d*)/ },
  ],
  once: true,
  reaches: (cluster) => recordsFor(cluster, [cluster.gitlab.url]),
  note: {
    what: {
      ko: `깃랩에 ${PROJECTS} 프로젝트를 생성합니다.`,
      en: `Makes the projects ${PROJECTS.replace(/, (?=[^,]*$)/, ' and ')} in GitLab.`,
    },
    after: {
      ko: '`uegen run gitlab-projects` 가 cloud-config-repository 프로젝트의 아이디를 config.yml 의 `gitlab.config-repo.projectId` 에 기입합니다. `uegen build` 를 다시 실행합니다.',
      en: '`uegen run gitlab-projects` puts the id of the project cloud-config-repository into `gitlab.config-repo.projectId` of config.yml. Run `uegen build` again.',
    },
    trouble: [
      {
        ko: '깃랩 UI 에 접속이 되는지, root 토큰이 유효한지 확인합니다.',
        en: "Check that GitLab answers and that root's token is valid.",
      },
    ],
  },
} as const satisfies Phase;
