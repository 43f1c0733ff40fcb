import type { Cluster } from '../../cluster/types.ts';
import { word } from '../../steps/command.ts';
import type { Lang, Text } from '../../text.ts';

const WORDS = {
  how: {
    ko: '<a id="mirror"></a>\n\n### 폐쇄망의 미러\n\n`uegen downloads` 는 서버가 내려받는 모든 것을 나열합니다. `install/fill-mirror.sh` 를 인터넷이 되는 CentOS 7 서버로 복사하여 폴더를 채웁니다. 중단되면 다시 실행하며, 이미 받은 것은 그대로 두고 마지막 실행 이후 변경된 것을 출력합니다. 받지 못한 것이 있으면 이름을 출력하고 종료 코드 1 로 끝납니다. 폴더를 폐쇄망의 웹 서버로 옮겨 config.yml 의 `mirror.url` 로 접속되게 하고, 이미지를 `mirror.registry` 에 올립니다.',
    en: '<a id="mirror"></a>\n\n### The mirror of the closed network\n\n`uegen downloads` lists everything that the machines fetch. Copy `install/fill-mirror.sh` to a machine with CentOS 7 and internet, and have it fill a folder. Run it again after a break: it keeps what it has, and says what changed since the last run. It names what it could not get, and exits with 1. Bring the folder to the web server of the closed network that answers as `mirror.url` of config.yml, and push the images to `mirror.registry`.',
  },
  ansible: {
    ko: 'ansible 이 없는 부트스트랩 노드에서는 먼저 미러의 ansible 을 설치합니다.',
    en: 'On a bootstrap node without ansible, install that of the mirror first.',
  },
  left: {
    ko: '미러에 없는 것: npm 과 Maven 의 패키지. 패키지 빌드(`uegen run package`)와 CI 작업은 그 저장소가 필요하므로, 폐쇄망의 프록시를 `proxy` 에 적거나 사내 저장소를 `~/.npmrc` 의 `registry` 와 `~/.m2/settings.xml` 의 `mirrors` 에 적습니다. DC/OS 의 로그인(OAuth)은 브라우저와 마스터에서 인터넷에 접속합니다. DC/OS 의 사용 통계(telemetry)는 꺼집니다.',
    en: "Not in the mirror: packages of npm and Maven. Building the platform's images (`uegen run package`) and jobs of CI need their repositories: name the proxy of the closed network under `proxy`, or repositories of your own as `registry` in `~/.npmrc` and under `mirrors` in `~/.m2/settings.xml`. The login of DC/OS (OAuth) goes to the internet from the browser and the masters. DC/OS' telemetry is off.",
  },
} satisfies Record<string, Text>;

/** How the mirror of a closed network is filled; nothing where there is none. */
export function mirrorText({ mirror }: Cluster, lang: Lang): string[] {
  if (mirror === undefined) return [];
  const repo = '/etc/yum.repos.d/uegen-mirror.repo';
  return [
    WORDS.how[lang],
    '',
    '```sh',
    'bash fill-mirror.sh /srv/mirror',
    'bash fill-mirror.sh --push /srv/mirror',
    '```',
    '',
    WORDS.ansible[lang],
    '',
    '```sh',
    `sudo curl --fail --output ${repo} ${word(`${mirror.url}/uegen-mirror.repo`)}`,
    "sudo yum --disablerepo='*' --enablerepo='mirror-*' install ansible",
    '```',
    '',
    WORDS.left[lang],
    '',
  ];
}
