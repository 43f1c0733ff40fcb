import { INSTALL, play } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/**
 * `install/ansible-replace-master.yml`: DC/OS on a new machine at the address of a master that is lost. Nothing happens
 * unless the masters that are there hold the quorum, before and behind it.
 */
export const replaceMaster = {
  name: 'replace-master',
  title: { ko: '마스터 교체', en: 'replace a lost master' },
  section: '노드 추가',
  part: 'operation',
  steps: [
    play({
      name: 'replace-master',
      plays: () => [
        {
          name: 'Look at all masters before anything changes',
          hosts: 'master',
          together: true,
          facts: false,
          roles: ['master_gap', 'dcos_bundle'],
        },
        {
          name: 'DC/OS on the master that lacks it',
          hosts: 'master',
          together: true,
          facts: false,
          serial: 1,
          roles: ['dcos_master'],
        },
      ],
    }),
  ],
  needs: [{ path: `${INSTALL}/genconf/serve/dcos-install.tar`, from: 'genconf' }],
  named: true,
  restarts: true,
  note: {
    what: {
      ko: '복구할 수 없는 마스터를 같은 주소의 새 서버로 교체합니다. 이전 서버를 네트워크에서 완전히 제거하고, 같은 IP 주소의 새 서버에 운영체제를 설치한 뒤 `uegen run install` 을 실행하고 이 단계를 실행합니다. DC/OS 가 없는 마스터에만 설치하며, 나머지 마스터가 쿼럼을 유지하지 못하면 아무것도 변경하지 않고 거부합니다. 한 대씩 교체하고, 새 마스터가 레지스트라를 복구할 때까지 기다립니다. `ssh.known-hosts` 를 사용하는 경우 새 서버의 호스트 키로 먼저 바꿉니다.',
      en: 'Puts a new machine in the place of a master that cannot be mended, at the same address. Take the former machine off the network for good, install the system on a new one with the same IP address, and run `uegen run install`, then this. Only a master without DC/OS gets it, and nothing changes unless the other masters hold the quorum. It takes one at a time, and waits until the new one has recovered its registrar. With `ssh.known-hosts`, put the new host key there first.',
    },
    after: {
      ko: '`uegen run health` 로 모든 마스터를 확인하고, `uegen run backup` 을 실행합니다.',
      en: '`uegen run health` looks at all masters; then run `uegen run backup`.',
    },
    trouble: [
      {
        ko: '쿼럼이 없다고 하면 응답하지 않는 다른 마스터를 먼저 복구합니다. 마스터가 한 대뿐인 클러스터의 마스터는 교체할 수 없습니다. 새로 설치하고 [백업](#backup)에서 주키퍼를 복원합니다.',
        en: 'Without a quorum, bring back the other masters first. The only master of a cluster cannot be replaced: install anew, and restore ZooKeeper from a [backup](#backup).',
      },
    ],
  },
} as const satisfies Phase;
