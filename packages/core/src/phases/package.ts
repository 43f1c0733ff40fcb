import { imageFolders } from '../apps/index.ts';
import { configRepository, templateProjects } from '../facts/gitlab-files.ts';
import { PLATFORM_KEYS, PLATFORM_SETTINGS } from '../steps/platform.ts';
import { built, checkedOut, script } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/** The platform's settings go to GitLab, its images to the registry. */
export const packagePhase = {
  name: 'package',
  title: { ko: '데이터 베이스 업로드, 클라우드 패키지 빌드', en: "the platform's settings and images" },
  section: '클라우드 패키지 빌드',
  part: 'installation',
  steps: [
    script('template-upload.sh', [], () => [built(configRepository), ...templateProjects.map(checkedOut)]),
    script('docker-build.sh', [], (cluster) => imageFolders(cluster).map(checkedOut)),
  ],
  keys: PLATFORM_KEYS,
  // docker-build.sh itself looks for the others: it knows where ansible-bootstrap-tools.yml puts them.
  tools: ['git', 'docker'],
  // Every agent that comes or goes changes it, which is no reason to build all images anew.
  leaves: [PLATFORM_SETTINGS],
  note: {
    what: {
      ko: '`cloud-config-repository` 와 `template-*` 폴더를 깃랩 프로젝트로 업로드하고, 플랫폼의 도커 이미지를 빌드하여 레지스트리로 업로드합니다. 이미 운영중인 cloud-config-repository 에는 생성된 두 파일만 커밋됩니다.',
      en: "Uploads `cloud-config-repository` and `template-*` to GitLab's projects, builds the platform's images and pushes them to the registry. Into a cloud-config-repository that is in use, only the two generated files are committed.",
    },
    trouble: [
      {
        ko: '깃랩이 업로드를 거부하면 config.yml 의 `gitlab.root.username` 과 `gitlab.root.password` 를 확인하고 `uegen build` 를 다시 실행합니다.',
        en: 'Where GitLab refuses the upload, set `gitlab.root.username` and `gitlab.root.password` of config.yml right and run `uegen build` again.',
      },
      {
        ko: '부족한 프로그램이 있으면 `uegen run bootstrap-tools` 를 다시 실행합니다.',
        en: 'Where a program is missing, run `uegen run bootstrap-tools` again.',
      },
    ],
  },
} as const satisfies Phase;
