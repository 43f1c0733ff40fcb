import { recordsFor } from '../apps/dns.ts';
import { imageFolders } from '../apps/index.ts';
import { CONFIG_PROPERTIES } from '../facts/config-properties.ts';
import { configRepository, gitlabFiles, type Treatment, templateProjects } from '../facts/gitlab-files.ts';
import { MAVEN_SETTINGS } from '../facts/maven.ts';
import { PLATFORM_KEYS, PLATFORM_SETTINGS } from '../steps/platform.ts';
import { built, checkedOut, script } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/** The files of one treatment, as words of Markdown. */
function filesOf(treatment: Treatment): string {
  const paths = gitlabFiles.filter((file) => file.treatment === treatment).map(({ path }) => `\`${path}\``);
  return paths.join(', ');
}

/** The platform's settings go to GitLab, its images to the registry. */
export const packagePhase = {
  name: 'package',
  title: {
    ko: '데이터 베이스 업로드, 클라우드 패키지 빌드',
    en: "upload the platform's settings and build its images",
  },
  section: '클라우드 패키지 빌드',
  part: 'installation',
  steps: [
    script('template-upload.sh', [], () => [built(configRepository), ...templateProjects.map(checkedOut)]),
    script(
      'docker-build.sh',
      [],
      (cluster) => [
        ...imageFolders(cluster).map(checkedOut),
        built(CONFIG_PROPERTIES),
        ...(cluster.webProxy === undefined ? [] : [built(MAVEN_SETTINGS)]),
      ],
      { extra: true },
    ),
  ],
  keys: PLATFORM_KEYS,
  reaches: (cluster) => recordsFor(cluster, [cluster.gitlab.url, cluster.registry.package]),
  // docker-build.sh itself looks for the others: it knows where ansible-bootstrap-tools.yml puts them.
  tools: ['git', 'docker'],
  // Every agent that comes or goes changes it, which is no reason to build all images anew.
  leaves: [PLATFORM_SETTINGS],
  note: {
    what: {
      ko: `\`${configRepository}\` 와 \`template-*\` 폴더를 깃랩 프로젝트로 업로드하고, 플랫폼의 도커 이미지를 빌드하여 레지스트리로 업로드합니다. 이미지는 \`${CONFIG_PROPERTIES}\` 의 패스워드와 토큰을 담게 되므로 공개된 레지스트리에 두지 않습니다. 이미 커밋이 있는 프로젝트에는 uegen 의 몫만 커밋합니다. ${filesOf('replaced')} 은 교체하고, ${filesOf('merged')} 에는 uegen 의 키만 써넣어 플랫폼이 쓴 키를 남겨 둡니다. 그 밖에 이곳에서 변경된 파일은 업로드하지 않고, 이름과 업로드 명령 \`template-upload.sh --file\` 을 출력합니다.`,
      en: `Uploads \`${configRepository}\` and \`template-*\` to GitLab's projects, builds the platform's images and pushes them to the registry. The images hold the passwords and tokens of \`${CONFIG_PROPERTIES}\`: keep them out of public registries. A project with commits gets only what is uegen's: ${filesOf('replaced')} is replaced, ${filesOf('merged')} gets uegen's keys and keeps those that the platform wrote. Any other file that changed here isn't uploaded: its name is printed with the command that does it, \`template-upload.sh --file\`.`,
    },
    trouble: [
      {
        ko: `깃랩의 ${filesOf('merged')} 을 병합할 수 없다는 메시지가 나오면 아무것도 업로드되지 않은 것입니다. 깃랩에서 표시된 줄을 고친 뒤 다시 실행합니다. PyYAML 이 없다는 메시지는 ansible 이 설치된 서버에서 실행하면 나오지 않습니다.`,
        en: `When ${filesOf('merged')} in GitLab can't be merged, nothing was uploaded: mend the line that is named in GitLab, and run this again. Where ansible is installed, PyYAML is there too.`,
      },
      {
        ko: '깃랩이 업로드를 거부하면 config.yml 의 `gitlab.root.username` 과 `gitlab.root.password` 를 확인하고 `uegen build` 를 다시 실행합니다.',
        en: 'Where GitLab refuses the upload, set `gitlab.root.username` and `gitlab.root.password` of config.yml right and run `uegen build` again.',
      },
      {
        ko: 'Docker Hub 계정이나 로그인이 필요한 레지스트리라면 이미지를 업로드하는 사용자로 먼저 `docker login` 을 실행합니다. root 가 아닌 경우 `sudo docker login` 입니다. Docker Hub 에 올려도 되는지는 처음 한 번 묻습니다. 물어볼 터미널이 없으면 `uegen run package -- --docker-hub` 로 실행합니다.',
        en: 'An account on Docker Hub, or a registry that wants a login, takes a `docker login` first, by the user who pushes: `sudo docker login` unless that is root. Whether the images may go to Docker Hub is asked once; where nobody can be asked, `uegen run package -- --docker-hub` says yes.',
      },
      {
        ko: '부족한 프로그램이 있으면 `uegen run bootstrap-tools` 를 다시 실행합니다.',
        en: 'Where a program is missing, run `uegen run bootstrap-tools` again.',
      },
    ],
  },
} as const satisfies Phase;
