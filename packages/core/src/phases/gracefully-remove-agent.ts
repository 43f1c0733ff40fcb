import { proxyRules } from '../steps/play.ts';
import { play } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/** `install/ansible-gracefully-remove-agent.yml`: agents leave Mesos one by one, and then the cadvisor proxy. */
export const gracefullyRemoveAgent = {
  name: 'gracefully-remove-agent',
  title: { ko: '노드 삭제', en: 'remove agents' },
  section: '노드 삭제',
  part: 'operation',
  steps: [
    play({
      name: 'gracefully-remove-agent',
      plays: () => [
        {
          name: 'Take agents out of the cluster, one by one',
          hosts: 'gracefully_remove_agent',
          facts: false,
          serial: 1,
          roles: ['dcos_decommission'],
        },
        proxyRules,
        {
          name: 'Verdict',
          hosts: 'localhost',
          facts: false,
          roles: ['decommission_verdict'],
        },
      ],
    }),
  ],
  idle: ({ removing }) =>
    removing.length > 0
      ? undefined
      : {
          ko: 'config.yml 의 gracefully-remove-agent 가 공란입니다',
          en: 'config.yml names no agent under gracefully-remove-agent',
        },
  nodes: ({ removing }) => removing,
  ends: 'removed',
  destroys: true,
  named: true,
  takes: [
    'dead_agents',
    'dead_agents_confirm',
    'dcos_decommission_timeout',
    'dcos_decommission_dead_timeout',
  ],
  note: {
    what: {
      ko: '제거할 노드를 config.yml 의 `gracefully-remove-agent` 에 기입하고 `uegen build` 를 실행한 뒤 진행합니다. 운영 중인 앱이 다른 노드로 이전되며, 노드는 한 대씩 제거됩니다.',
      en: 'List the nodes under `gracefully-remove-agent` of config.yml, run `uegen build`, and then this. Their apps move to other nodes, one node after the other.',
    },
    after: {
      ko: '`uegen run cadvisor` 를 실행하여 cadvisor 목록을 갱신합니다.',
      en: 'Run `uegen run cadvisor`, which brings the cadvisor list up to date.',
    },
    trouble: [
      {
        ko: '남아 있는 노드의 자원이 부족하면 앱이 이전되지 않습니다. DC/OS 웹 UI 에서 여유 자원을 확인합니다.',
        en: "Apps stay where they are when no other node has room for them: see DC/OS' web interface.",
      },
      {
        ko: '응답하지 않는 노드가 완전히 폐기되었다면 `uegen run gracefully-remove-agent -- -e dead_agents=<이름> -e dead_agents_confirm=yes` 로 제거합니다. 그 서버를 그대로 다시 부팅해서는 안 됩니다. 마스터는 마지막 응답에서 5분 뒤에, 그다음 노드는 20분 뒤에 목록에서 지우며, 이 단계는 그때까지 기다립니다. 새 서버는 그 뒤 `uegen node settle`, `uegen node add <이름> <주소>`, `uegen up` 으로 같은 이름이나 다른 이름으로 추가합니다.',
        en: 'A node that answers no more and is gone for good is given up with `uegen run gracefully-remove-agent -- -e dead_agents=<name> -e dead_agents_confirm=yes`. It must never boot again as it is. The masters write one off five minutes after its last word, and the next one twenty minutes later: the phase waits for that. A new machine joins under the same name or another then: `uegen node settle`, `uegen node add <name> <address>`, `uegen up`.',
      },
    ],
  },
} as const satisfies Phase;
