import { ansible, built, checkedOut, playbook, script } from './commands.ts';
import type { Phase } from './types.ts';

const GITLAB_ACCOUNT = ['gitlab.root.username', 'gitlab.root.password'];

// uengine-cloud-server.yml holds them: the platform would be given an empty token.
const LATER_KEYS = ['dcos.token', ...GITLAB_ACCOUNT, 'gitlab.root.token', 'gitlab.config-repo.projectId'];

const DATABASE = 'cloud-config-repository';

const TEMPLATES = ['template-springboot', 'template-iam', 'template-zuul', 'template-vuejs'];

const SOURCES = [
  'uengine-cloud-config',
  'uengine-eureka-server',
  'uengine-cloud-iam',
  'uengine-cloud-server',
  'uengine-cloud-ui',
];

const APPS = [
  'marathon-lb',
  'marathon-lb-internal',
  'config',
  'eureka-server',
  'db',
  'iam',
  'cloud-server',
  'cloud-ui',
];

/** The guide's installation of GitLab, the runner and the platform itself. */
export const platformPhases: readonly Phase[] = [
  {
    name: 'gitlab',
    title: { ko: '깃랩 && 도커 레지스트리 설치', en: 'GitLab and the Docker registry' },
    section: '깃랩 && 도커 레지스트리 설치',
    commands: () => [ansible('gitlab')],
    files: [playbook('gitlab'), built('install/gitlab/gitlab.rb')],
    keys: [],
    tools: [],
    carries: /^install\/gitlab\/gitlab\.rb$/,
  },
  {
    name: 'ci-runner',
    title: { ko: 'CI 서버 설치', en: 'the CI runner' },
    section: 'CI 서버 설치',
    commands: () => [ansible('ci-runner')],
    files: [playbook('ci-runner')],
    keys: [],
    tools: [],
    carries: /^install\/(gitlab-runner\/|ansible-ci-runner\.yml$|roles\/(ci_runner|minio)\/)/,
    idle: ({ nodes }) =>
      nodes.some(({ role }) => role === 'ci')
        ? undefined
        : {
            ko: 'config.yml 의 server.private.ci 가 공란입니다',
            en: 'config.yml names no server.private.ci',
          },
  },
  {
    name: 'gitlab-projects',
    title: { ko: '깃랩 프로젝트 생성', en: "GitLab's projects" },
    section: '클라우드 패키지 빌드 / Create Gitlab Projects',
    commands: () => [script('gitlab-projects.sh')],
    files: [built('install/gitlab-projects.sh')],
    keys: ['gitlab.root.token'],
    tools: ['curl'],
  },
  {
    name: 'package',
    title: { ko: '데이터 베이스 업로드, 클라우드 패키지 빌드', en: "the platform's settings and images" },
    section: '클라우드 패키지 빌드',
    commands: () => [script('template-upload.sh'), script('docker-build.sh')],
    files: [
      built('install/template-upload.sh'),
      built('install/docker-build.sh'),
      built(DATABASE),
      ...[...TEMPLATES, ...SOURCES].map(checkedOut),
    ],
    keys: LATER_KEYS,
    // docker-build.sh itself looks for the others: it knows where ansible-bootstrap-tools.yml puts them.
    tools: ['git', 'docker'],
    carries: /^cloud-config-repository\/(?!uengine-cloud-server\.yml$)/,
  },
  {
    name: 'apps',
    title: { ko: '클라우드 패키지 실행', en: "the platform's apps on Marathon" },
    section: '클라우드 패키지 실행',
    commands: () => [script('package-deploy.sh')],
    files: [built('install/package-deploy.sh'), ...APPS.map((app) => built(`deploys/${app}.json`))],
    keys: GITLAB_ACCOUNT,
    tools: ['dcos'],
    carries: /^deploys\//,
  },
  {
    name: 'cadvisor',
    title: { ko: 'cadvisor 프록시', en: 'the cadvisor proxy' },
    section: 'Cadvisor Proxy Server',
    commands: () => [ansible('cadvisor-proxy'), script('template-upload.sh', DATABASE)],
    files: [playbook('cadvisor-proxy'), built('install/template-upload.sh'), built(DATABASE)],
    keys: LATER_KEYS,
    tools: ['git'],
    // Every agent that comes or goes changes the latter, which is no reason to build all images anew.
    carries: /^install\/cadvisor-proxy\/|^cloud-config-repository\/uengine-cloud-server\.yml$/,
  },
];
