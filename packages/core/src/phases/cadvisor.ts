import { recordsFor } from '../apps/dns.ts';
import { configRepository } from '../facts/gitlab-files.ts';
import { PLATFORM_KEYS, PLATFORM_SETTINGS } from '../steps/platform.ts';
import { built, play, script } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/**
 * rinetd with its rules on every public agent, and the platform's list of what it serves. The platform asks the first
 * one; each of the others can take its place when it leaves.
 */
export const cadvisor = {
  name: 'cadvisor',
  title: { ko: 'cadvisor 프록시', en: 'set up the cadvisor proxy' },
  section: 'Cadvisor Proxy Server',
  part: 'installation',
  steps: [
    play({
      name: 'cadvisor-proxy',
      plays: () => [
        {
          name: 'Proxy in front of cadvisor',
          hosts: 'public:add_public_agent',
          facts: false,
          vars: { cadvisor_proxy_install: true },
          roles: ['repositories', 'cadvisor_proxy'],
        },
      ],
    }),
    script('template-upload.sh', [configRepository], () => [built(PLATFORM_SETTINGS)]),
  ],
  keys: PLATFORM_KEYS,
  reaches: (cluster) => recordsFor(cluster, [cluster.gitlab.url]),
  tools: ['git'],
  // The phase install writes them on every machine.
  leaves: ['repositories'],
  shows: {
    on: ({ role, joining }) => role === 'public' && !joining,
    by: ({ running, lines }, _, { nodes, cadvisor: { port, proxy } }) =>
      running.includes('rinetd.service') &&
      proxy
        // add-agent itself brings the rules of who joins.
        .filter((rule) => !nodes.some(({ address, joining }) => joining && address === rule.address))
        .every(({ listenPort, address }) =>
          lines['/etc/rinetd.conf']?.includes(`0.0.0.0 ${listenPort} ${address} ${port}`),
        ),
  },
  note: {
    what: {
      ko: '퍼블릭 에이전트의 프록시를 설정한 뒤, 플랫폼의 cadvisor 목록을 cloud-config-repository 에 커밋합니다. 각 노드의 주소는 [서버 준비](#machines) 의 표에 있습니다.',
      en: "Sets up the proxy on the public agents and commits the platform's list of it to cloud-config-repository. The table of [the machines](#machines) holds each node's address.",
    },
    trouble: [
      {
        ko: '외부에서 그 주소로 접속이 되는지, 에이전트에서 cadvisor 가 실행 중인지 확인합니다: `sudo docker ps`',
        en: 'These addresses must answer from outside, and cadvisor must run on the agents: `sudo docker ps`',
      },
    ],
  },
} as const satisfies Phase;
