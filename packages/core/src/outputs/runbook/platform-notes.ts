import type { PhaseName } from '../../phases/types.ts';
import { always, type Note } from './note.ts';

/** GitLab, the runner and the platform itself. */
export const platformNotes = {
  gitlab: {
    what: always(
      '깃랩 서버에 깃랩과 도커 레지스트리를 설치하고, `install/gitlab/gitlab.rb` 로 깃랩을 설정합니다.',
      'Installs GitLab and the Docker registry on its machine, and sets GitLab up with `install/gitlab/gitlab.rb`.',
    ),
    after: ({ gitlab }) => ({
      ko: `깃랩 UI ${gitlab.url} 에 root 로 접속하여 패스워드를 변경하고 토큰을 발급받습니다. config.yml 의 \`gitlab.root\` 에 기입하고 \`uegen build\` 를 다시 실행합니다.`,
      en: `Log in to ${gitlab.url} as root, change the password and make a token. Put them into \`gitlab.root\` of config.yml and run \`uegen build\` again.`,
    }),
    trouble: [
      {
        ko: '깃랩 서버에서 `sudo gitlab-ctl status` 와 `sudo gitlab-ctl tail` 로 상태와 로그를 확인합니다.',
        en: "On GitLab's machine, `sudo gitlab-ctl status` and `sudo gitlab-ctl tail` show state and logs.",
      },
    ],
  },
  'ci-runner': {
    what: always(
      'CI 서버에 GitLab Runner 를 설치하고 깃랩에 등록합니다. 처음에는 config.yml 의 `runner.registration-token` 이 필요하며, 깃랩 `Admin` 메뉴의 `Overview => Runners` 에 있습니다. 등록된 러너도 그곳에서 볼 수 있습니다.',
      "Installs GitLab Runner on the CI machine and registers it. The first time this takes `runner.registration-token` in config.yml; GitLab's `Admin`, `Overview => Runners` shows it, and the runner afterwards.",
    ),
    trouble: [
      {
        ko: 'CI 서버에서 깃랩 주소로 접속이 되는지 확인합니다. 러너의 로그는 `sudo journalctl -u gitlab-runner` 로 봅니다.',
        en: "GitLab's address must answer from the CI machine. `sudo journalctl -u gitlab-runner` shows the runner's log.",
      },
    ],
  },
  'gitlab-projects': {
    what: always(
      '깃랩에 cloud-config-repository, template-iam, template-springboot, template-vuejs, template-zuul 프로젝트를 생성합니다.',
      'Makes the projects cloud-config-repository, template-iam, template-springboot, template-vuejs and template-zuul in GitLab.',
    ),
    after: always(
      '출력된 cloud-config-repository 프로젝트의 아이디를 config.yml 의 `gitlab.config-repo.projectId` 에 기입하고 `uegen build` 를 다시 실행합니다.',
      'Put the id that it prints for the project cloud-config-repository into `gitlab.config-repo.projectId` of config.yml and run `uegen build` again.',
    ),
    trouble: [
      {
        ko: '깃랩 UI 에 접속이 되는지, root 토큰이 유효한지 확인합니다.',
        en: "See whether GitLab answers and root's token is valid.",
      },
    ],
  },
  package: {
    what: always(
      '`cloud-config-repository` 와 `template-*` 폴더를 깃랩 프로젝트로 업로드하고, 플랫폼의 도커 이미지를 빌드하여 레지스트리로 업로드합니다. 이미 운영중인 cloud-config-repository 에는 생성된 두 파일만 커밋됩니다.',
      "Uploads `cloud-config-repository` and `template-*` to GitLab's projects, builds the platform's images and pushes them to the registry. Into a cloud-config-repository that is in use, only the two generated files are committed.",
    ),
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
  apps: {
    what: always(
      '로드밸런서, 콘피그 서버, 유레카 서버, 데이터베이스를 먼저 배포하고, 모두 health 상태가 되면 나머지 서비스를 배포합니다.',
      'Deploys the load balancers, the config server, Eureka and the database, and the rest once those are healthy.',
    ),
    after: ({ hosts, iam }) => {
      const portal = iam.port === 80 ? `http://${hosts.iam}` : `http://${hosts.iam}:${iam.port}`;
      return {
        ko: `인증 서버 ${portal} 에 접속하여 사용자를 추가합니다. 클라우드 플랫폼 UI 는 http://${hosts.cloudUi} 입니다.`,
        en: `Log in to the authentication server ${portal} and add users. The platform's interface is http://${hosts.cloudUi}.`,
      };
    },
    trouble: [
      {
        ko: 'Failed 된 Task 가 있으면 DC/OS 웹 UI 에서 로그를 확인합니다. 서비스에 접속이 되지 않으면 [네트워크](#network) 를 참조합니다.',
        en: "When a task fails, DC/OS' web interface shows its log. When a service can't be reached, see [network](#network).",
      },
    ],
  },
  cadvisor: {
    what: always(
      '퍼블릭 에이전트의 프록시를 설정한 뒤, 플랫폼의 cadvisor 목록을 cloud-config-repository 에 커밋합니다. 각 노드의 주소는 [서버 준비](#machines) 의 표에 있습니다.',
      "Sets up the proxy on the public agents and commits the platform's list of it to cloud-config-repository. The table of [the machines](#machines) holds each node's address.",
    ),
    trouble: [
      {
        ko: '외부에서 그 주소로 접속이 되는지, 에이전트에서 cadvisor 가 실행중인지 확인합니다: `sudo docker ps`',
        en: 'These addresses must answer from outside, and cadvisor must run on the agents: `sudo docker ps`',
      },
    ],
  },
} satisfies Partial<Record<PhaseName, Note>>;
