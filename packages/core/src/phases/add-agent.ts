import type { Cluster, ClusterNode } from '../cluster/types.ts';
import { JOINING, type Play, proxyRules, STANDING } from '../steps/play.ts';
import { INSTALL, play } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/** `install/ansible-add-agent.yml`: joining nodes get what install gives, then DC/OS; others learn their names. */
export const addAgent = {
  name: 'add-agent',
  title: { ko: '노드 추가', en: 'add agents' },
  section: '노드 추가',
  part: 'operation',
  steps: [play({ name: 'add-agent', plays })],
  needs: [{ path: `${INSTALL}/genconf/serve/dcos-install.tar`, from: 'genconf' }],
  idle: (cluster) =>
    joining(cluster).length > 0
      ? undefined
      : {
          ko: 'config.yml 의 add-agent 와 add-public-agent 가 공란입니다',
          en: 'config.yml names no agent under add-agent or add-public-agent',
        },
  nodes: joining,
  joins: ({ joining }) => joining,
  leaves: [`${INSTALL}/genconf/ip-detect`],
  carries: [`${INSTALL}/hosts`],
  note: {
    what: {
      ko: '추가할 노드를 config.yml 의 `add-agent` (퍼블릭 에이전트는 `add-public-agent`) 에 기입하고 `uegen build`, `uegen run genconf` 를 차례로 실행한 뒤 진행합니다. 마스터 노드는 이 방법으로 추가할 수 없습니다.',
      en: 'List the nodes under `add-agent` of config.yml (public agents under `add-public-agent`), then run `uegen build`, `uegen run genconf` and this. Masters cannot be added this way.',
    },
    after: {
      ko: '`uegen run cadvisor` 를 실행하여 cadvisor 목록을 갱신합니다. 이후 노드를 `agent` 로, 퍼블릭 에이전트는 `public` 으로 옮겨 적고 `uegen build` 를 다시 실행합니다. 퍼블릭 에이전트가 늘어나면 `uegen run apps` 로 그 노드에도 로드밸런서를 배포하고, `server.public.public` 의 주소로 `install/dns-records.md` 의 레코드를 추가합니다.',
      en: 'Run `uegen run cadvisor`, which brings the cadvisor list up to date. Then move the nodes to `agent`, public agents to `public`, and run `uegen build` again. For another public agent, `uegen run apps` brings a load balancer to it as well; then add the records of `install/dns-records.md` that lead to its address in `server.public.public`.',
    },
    trouble: [
      {
        ko: '배포 패키지가 없거나 config.yaml 보다 오래되었다고 하면 `uegen run genconf` 를 다시 실행합니다.',
        en: 'Where the archive is missing or older than config.yaml, run `uegen run genconf` again.',
      },
      {
        ko: '추가한 노드의 로그는 `journalctl -flu dcos-mesos-slave` 로 봅니다. 퍼블릭 에이전트는 `journalctl -flu dcos-mesos-slave-public` 입니다.',
        en: "`journalctl -flu dcos-mesos-slave` shows the new node's log, `journalctl -flu dcos-mesos-slave-public` that of a public agent.",
      },
    ],
  },
} as const satisfies Phase;

function joining({ nodes }: Cluster): readonly ClusterNode[] {
  return nodes.filter((node) => node.joining);
}

function plays(cluster: Cluster): readonly Play[] {
  const agents: Play[] = (['agent', 'public'] as const)
    .filter((role) => joining(cluster).some((node) => node.role === role))
    .map((role) => ({
      name: role === 'agent' ? 'DC/OS on private agents' : 'DC/OS on public agents',
      hosts: role === 'agent' ? 'add_agent' : 'add_public_agent',
      facts: false,
      roles: ['dcos_agent'],
      vars: { dcos_agent_role: role === 'agent' ? 'slave' : 'slave_public' },
    }));
  return [
    {
      name: 'Look at the joining nodes before anything changes',
      hosts: JOINING,
      together: true,
      roles: ['preflight', 'dcos_bundle'],
    },
    {
      name: 'Tell every machine the names of all',
      hosts: `${STANDING}:${JOINING}`,
      facts: false,
      roles: ['hosts_file'],
    },
    {
      name: 'Names, packages and settings',
      hosts: JOINING,
      tolerant: true,
      roles: ['node_name', 'repositories', 'base'],
    },
    { name: 'Reboot where it is due', hosts: JOINING, facts: false, roles: ['reboot'] },
    {
      name: 'Docker and metrics',
      hosts: JOINING,
      facts: false,
      roles: ['docker', 'cadvisor', 'services_again', 'clock', 'reachable'],
    },
    {
      name: 'The way from masters to the joining nodes',
      hosts: 'master',
      roles: ['reachable'],
      vars: { reachable_groups: ['add_agent', 'add_public_agent'] },
    },
    ...agents,
    proxyRules,
  ];
}
