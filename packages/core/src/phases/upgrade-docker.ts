import { inTurn, STANDING } from '../steps/play.ts';
import { play } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/**
 * `install/ansible-upgrade-docker.yml`: the version of Docker that config.yml names, on one machine after the other, whose
 * tasks leave before. Where it doesn't start there, the earlier version comes back and nothing behind it is touched.
 */
export const upgradeDocker = {
  name: 'upgrade-docker',
  title: { ko: '도커 업그레이드', en: 'another version of Docker' },
  section: '클러스터 설치 / DC/OS 클러스터 설치 / 유틸리티 및 도커 프로비져닝',
  part: 'operation',
  steps: [
    play({
      name: 'upgrade-docker',
      plays: () => [
        {
          name: 'Look at every machine before anything changes',
          hosts: STANDING,
          together: true,
          facts: false,
          roles: ['repositories'],
        },
        ...inTurn(
          { name: 'Another version of Docker', facts: false, roles: ['docker_upgrade'] },
          'bootstrap:gitlab:ci:agent',
          1,
        ).map((one) => ({ ...one, together: true })),
      ],
    }),
  ],
  named: true,
  // It looks at every machine first, and leaves a Docker of another version alone.
  precedes: ['install'],
  takes: ['docker_upgrade_timeout', 'docker_upgrade_limit'],
  restarts: true,
  keeps: { 'docker.version': ({ docker }) => docker.version },
  finds: ({ packages: { 'docker-ce': found } }, { docker: { version } }) =>
    found === undefined ? {} : { 'docker.version': `${found}-`.startsWith(`${version}-`) ? version : found },
  note: {
    what: {
      ko: '`docker.version` 을 변경하고 `uegen build` 를 실행한 뒤 진행합니다. 한 대씩, 마스터, 퍼블릭 에이전트, 나머지 서버의 순서로 도커를 교체합니다. 에이전트는 먼저 메소스에서 빠지고 앱은 다른 노드로 이전되며, 교체한 뒤 다시 등록됩니다. 러너는 실행 중인 작업이 끝날 때까지 기다립니다. 마스터는 나머지 마스터가 쿼럼을 유지할 때만 교체합니다. 도커가 다시 시작하는 컨테이너(레지스트리, cadvisor 등)가 돌아오는지 확인하며, 새 버전이 시작되지 않으면 이전 버전을 다시 설치하고 중단합니다. `daemon.json` 과 이미지는 그대로입니다. `db.ip` 의 노드를 교체하는 동안 데이터베이스가 중지되고, 퍼블릭 에이전트가 한 대이면 그동안 외부 접속이 중단됩니다. 먼저 `uegen run backup` 을 실행합니다.',
      en: 'Change `docker.version`, run `uegen build`, and then this. It takes one machine at a time: masters, public agents, then the others. An agent leaves Mesos first, its apps move to other nodes, and it registers again afterwards. Jobs of the runner may end. A master is touched only while the others hold the quorum. Containers that Docker starts by itself (the registry, cadvisor and the like) have to come back; where the new version does not start, the earlier one is installed again, and the run ends there. `daemon.json` and images stay. The database stops while the node at `db.ip` has its turn, and so does the way in from outside where there is one public agent only. Run `uegen run backup` before.',
    },
    after: {
      ko: '`uegen run health` 로 모든 서버를 확인합니다.',
      en: '`uegen run health` looks at all machines.',
    },
    trouble: [
      {
        ko: '이전 버전이 다시 실행 중이라고 하면 그 서버에서 `journalctl -u docker` 를 확인합니다. 원인을 해결하고 다시 실행하면 남은 서버만 교체합니다. 되돌리려면 `docker.version` 을 이전 버전으로 바꾸고 다시 실행합니다.',
        en: 'Where the earlier version runs again, `journalctl -u docker` there says why. Once that is mended, another run takes the machines that are left. To go back on all, set `docker.version` to the earlier version and run it again.',
      },
      {
        ko: '에이전트의 작업이 끝나지 않아 중단되면 그 노드의 앱이 이전될 자원이 있는지 DC/OS 웹 UI 에서 확인하고 다시 실행합니다.',
        en: "Where the tasks of an agent don't end, see in DC/OS' web interface whether other nodes have room for them, and run it again.",
      },
    ],
  },
} as const satisfies Phase;
