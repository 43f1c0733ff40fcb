import type { Cluster } from '../cluster/types.ts';
import { inTurn, STANDING } from '../steps/play.ts';
import { INSTALL, play } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/** `install/ansible-install.yml`: everything that the machines need before DC/OS is deployed to them. */
export const install = {
  name: 'install',
  title: { ko: '유틸리티 및 도커 프로비져닝', en: 'install packages and Docker on every machine' },
  section: '클러스터 설치 / DC/OS 클러스터 설치 / 유틸리티 및 도커 프로비져닝',
  part: 'installation',
  steps: [
    play({
      name: 'install',
      plays: () => [
        {
          name: 'Look at every machine before anything changes',
          hosts: STANDING,
          together: true,
          roles: ['preflight'],
        },
        {
          name: 'Names, packages and settings',
          hosts: STANDING,
          tolerant: true,
          roles: ['hosts_file', 'node_name', 'repositories', 'base'],
        },
        // The bootstrap node runs this playbook.
        ...inTurn(
          { name: 'Reboot where it is due', facts: false, roles: ['reboot'] },
          'gitlab:ci:agent:!bootstrap',
          '50%',
        ),
        { name: 'Docker', hosts: STANDING, tolerant: true, facts: false, roles: ['docker'] },
        { name: 'Metrics of the agents', hosts: 'public:agent', facts: false, roles: ['cadvisor'] },
        {
          name: 'Look again at what was started',
          hosts: STANDING,
          facts: false,
          roles: ['services_again', 'clock', 'reachable'],
        },
      ],
    }),
  ],
  // It only looks at it: it is genconf's.
  leaves: [`${INSTALL}/genconf/ip-detect`],
  keeps: {
    ansible_user: (cluster) => waysIn(cluster).ansible_user,
    ssh_port: (cluster) => waysIn(cluster).ssh_port,
    ansible_ssh_private_key_file: (cluster) => waysIn(cluster).ansible_ssh_private_key_file,
    'docker.version': ({ docker }) => docker.version,
    'mirror.url': ({ mirror }) => mirror?.url ?? '',
    'mirror.registry': ({ mirror }) => mirror?.registryUrl ?? '',
    // That of the mirror comes first, and is told with it.
    'docker.registry-mirrors': ({ docker, mirror }) =>
      docker['registry-mirrors'].filter((url) => url !== mirror?.registryUrl).join(' '),
  },
  // Whoever answers lets uegen in the way that config.yml has now.
  finds: (_, cluster) => waysIn(cluster),
  shows: {
    on: ({ joining }) => !joining,
    by: ({ packages, running, containers }, { role }, { docker: { version } }) =>
      `${packages['docker-ce'] ?? ''}-`.startsWith(`${version}-`) &&
      running.includes('docker.service') &&
      (!(role === 'agent' || role === 'public') || containers.cadvisor !== undefined),
  },
  note: {
    what: {
      ko: '모든 서버를 사전 점검한 뒤 패키지, 시스템 설정, 도커를 설치합니다. 필요한 서버만 재부팅되며, 마스터는 한 대씩 재부팅됩니다. 에이전트에는 cadvisor 도 설치됩니다.',
      en: 'Looks at every machine first, then brings packages, settings and Docker. Only machines that need it are rebooted, masters one by one. Agents get cadvisor too.',
    },
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
} as const satisfies Phase;

function waysIn({ ssh }: Cluster) {
  return { ansible_user: ssh.user, ssh_port: String(ssh.port), ansible_ssh_private_key_file: ssh.keyFile };
}
