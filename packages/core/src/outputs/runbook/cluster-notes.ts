import type { PhaseName } from '../../phases/types.ts';
import { always, type Note } from './note.ts';

const AGAIN = {
  ko: '설정이 잘못되어 설치가 끝나지 않으면, config.yml 을 고치고 해당 노드를 `uninstall` 에 기입한 뒤 [설치 완전 삭제](#uninstall) 를 참조하여 제거하고 다시 설치합니다.',
  en: 'When wrong settings keep the installation from ending, correct config.yml, list the nodes under `uninstall`, remove DC/OS as in [uninstall](#uninstall), and install again.',
};

/** DC/OS' installation. */
export const clusterNotes = {
  install: {
    what: always(
      '모든 서버를 사전 점검한 뒤 패키지, 시스템 설정, 도커를 설치합니다. 필요한 서버만 재부팅되며, 마스터는 한 대씩 재부팅됩니다. 에이전트에는 cadvisor 도 설치됩니다.',
      'Looks at every machine first, then brings packages, settings and Docker. Only machines that need it are rebooted, masters one by one. Agents get cadvisor too.',
    ),
    trouble: [
      {
        ko: '단계별로 실행을 원할 경우 `uegen run install -- --step` 을 실행합니다.',
        en: '`uegen run install -- --step` asks before every task.',
      },
      {
        ko: '다시 실행해도 이미 끝난 작업은 변경되지 않습니다. 원인을 해결하고 같은 명령을 다시 실행합니다.',
        en: 'A second run changes nothing that is done already: remove the cause and run the same command again.',
      },
    ],
  },
  genconf: {
    what: always(
      'ssh 키파일을 `install/genconf/ssh_key` 로 복사하고, DC/OS 배포 패키지를 생성한 뒤, 노드 추가에 쓰이도록 `install/genconf/serve/dcos-install.tar` 로 압축합니다. 먼저 다운로드한 `dcos_generate_config.sh` 를 `install` 폴더로 옮깁니다.',
      "Copies the ssh key to `install/genconf/ssh_key`, makes DC/OS' packages and packs them into `install/genconf/serve/dcos-install.tar`, from which agents are added. Move the download `dcos_generate_config.sh` into `install/` first.",
    ),
    trouble: [
      {
        ko: '부트스트랩 노드에서 도커가 실행중인지 확인합니다: `sudo systemctl status docker`',
        en: 'Docker must run on the bootstrap node: `sudo systemctl status docker`',
      },
    ],
  },
  preflight: {
    what: always(
      'DC/OS 인스톨러의 사전 체크 단계입니다. 모든 사항에 대해 pass 가 나와야 합니다.',
      "DC/OS' installer looks at the machines. Everything must pass.",
    ),
    trouble: [
      {
        ko: 'Fail 이 나온 노드와 항목을 확인합니다. 패키지, 도커, SELinux 문제는 `uegen run install` 을 다시 실행하여 해결합니다. 포트가 사용중이면 해당 프로세스를 종료합니다.',
        en: 'See which node failed at what. Packages, Docker and SELinux are put right by `uegen run install`. Where a port is in use, stop what listens there.',
      },
    ],
  },
  deploy: {
    what: always(
      'DC/OS 설치 단계입니다. 수분 이상 소요될 수 있습니다.',
      'Installs DC/OS. It may take several minutes.',
    ),
    trouble: [AGAIN],
  },
  postflight: {
    what: always(
      '설치 후 확인 단계로, 모든 DC/OS 컴포넌트의 헬스체크를 합니다.',
      'Looks at the health of every component after the installation.',
    ),
    trouble: [
      {
        ko: '수분간 동작을 멈추거나 Fail 이 나오면 `uegen run health` 로 문제가 있는 노드와 컴포넌트를 찾고, [컴포넌트 구동 확인](#components) 을 참조합니다.',
        en: 'When it stands still for minutes or fails, `uegen run health` names node and component; then see [components](#components).',
      },
      AGAIN,
    ],
  },
  health: {
    what: ({ publicAddress }) => ({
      ko: `모든 노드의 컴포넌트와 포트를 점검합니다. 아무 것도 변경하지 않습니다. DC/OS 웹 UI http://${publicAddress.master} 에서도 모든 컴포넌트와 노드가 health 상태인지 확인합니다.`,
      en: `Looks at the components and ports of every node and changes nothing. In DC/OS' web interface http://${publicAddress.master} all components and nodes are to be healthy as well.`,
    }),
    trouble: [
      {
        ko: '문제가 있는 노드와 컴포넌트의 이름, 마지막 로그가 출력됩니다. [컴포넌트 구동 확인](#components) 을 참조합니다.',
        en: 'It names the node and the unit and shows the last lines of its log. See [components](#components).',
      },
    ],
  },
  'ssh-root-login-revert': {
    what: always('옵셔널. root 의 ssh 접속 허용을 원복합니다.', 'Optional. Takes back that root may log in.'),
    trouble: [],
  },
  'dcos-token': {
    what: always(
      '마스터 노드에서 DC/OS 사용자와 거의 영구적으로 사용할 수 있는 토큰을 생성하고, 토큰을 화면에 한 번 출력합니다. 토큰은 어디에도 저장되지 않습니다. 사용자의 이메일은 config.yml 의 `dcos.user` 에 기입하거나 `uegen run dcos-token -- <이메일>` 과 같이 지정합니다.',
      "Makes a user and a long-lived token of DC/OS on a master, and prints the token once. It is stored nowhere. Name the user's mail address in `dcos.user` of config.yml, or here: `uegen run dcos-token -- <mail>`.",
    ),
    after: ({ publicAddress }) => ({
      ko: `토큰을 config.yml 의 \`dcos.token\` 에 기입하고 \`uegen build\` 를 다시 실행합니다. DC/OS CLI 는 \`dcos cluster setup http://${publicAddress.master}\` 로 등록합니다.`,
      en: `Put the token into \`dcos.token\` of config.yml and run \`uegen build\` again. Register the DC/OS CLI with \`dcos cluster setup http://${publicAddress.master}\`.`,
    }),
    trouble: [],
  },
} satisfies Partial<Record<PhaseName, Note>>;
