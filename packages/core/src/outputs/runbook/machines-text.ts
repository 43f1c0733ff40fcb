import type { Cluster, ClusterNode, LeavingNode, Role } from '../../cluster/types.ts';
import { webPorts } from '../../facts/marathon-lb.ts';
import { openedPorts } from '../../facts/proxy.ts';
import type { Lang, Text } from '../../text.ts';

const STATES = {
  standing: { ko: '운영', en: 'stands' },
  joining: { ko: '추가', en: 'joins' },
  removing: { ko: '삭제', en: 'leaves' },
  uninstalling: { ko: '완전 삭제', en: 'is uninstalled' },
} satisfies Record<string, Text>;

const HEAD: Record<Lang, string> = {
  ko: '| 역할 | 호스트네임 | IP 주소 | 상태 | 외부 포트바인딩 | cadvisor |',
  en: '| role | host name | address | state | ports open from outside | cadvisor |',
};

const ROLES: Readonly<Record<Role, Text>> = {
  bootstrap: { ko: '부트스트랩', en: 'bootstrap node' },
  gitlab: { ko: '깃랩', en: 'GitLab' },
  ci: { ko: 'CI', en: 'CI' },
  public: { ko: '퍼블릭 에이전트', en: 'public agent' },
  master: { ko: '마스터', en: 'master' },
  agent: { ko: '프라이빗 에이전트', en: 'private agent' },
};

const NAMES: Text = {
  ko: '도메인 서버에 `install/dns-records.md` 의 레코드를 만듭니다 (운영 가이드: 도메인 && 네트워크 준비 / 도메인 준비).',
  en: 'Make the records of `install/dns-records.md` on your name server (in the guide: 도메인 && 네트워크 준비 / 도메인 준비).',
};

/** Every machine as a row of a table. A machine in two roles, or in two lists of leaving ones, has a row for each. */
export function machinesText(cluster: Cluster, lang: Lang): string[] {
  const { nodes, removing, uninstalling, publicAddress } = cluster;
  const proxied = new Map(
    cluster.cadvisor.proxy.map(({ address, listenPort }) => [
      address,
      `http://${publicAddress.agent}:${listenPort}`,
    ]),
  );
  const row = ({ role, name, address }: LeavingNode, state: keyof typeof STATES, ports = '') =>
    `| ${[role === undefined ? '' : ROLES[role][lang], name, address, STATES[state][lang], ports, proxied.get(address) ?? ''].join(' | ')} |`;
  return [
    HEAD[lang],
    '|---|---|---|---|---|---|',
    ...nodes.map((node) => row(node, node.joining ? 'joining' : 'standing', portsOf(node, cluster)[lang])),
    ...removing.map((node) => row(node, 'removing')),
    ...uninstalling.map((node) => row(node, 'uninstalling')),
    '',
    publicText(cluster)[lang],
    '',
    NAMES[lang],
    '',
  ];
}

function publicText({ publicAddress: { master, agents, gitlab } }: Cluster): Text {
  const several = agents.length > 1;
  return {
    ko: `퍼블릭 IP 주소: 마스터 ${master}, 퍼블릭 에이전트 ${agents.join(', ')}${gitlab && `, 깃랩 ${gitlab}`}`,
    en: `Public addresses: ${master} of a master, ${agents.join(', ')} of ${several ? 'the public agents' : 'a public agent'}${gitlab && `, ${gitlab} of GitLab`}`,
  };
}

function portsOf({ role }: ClusterNode, { gitlab, registryServer }: Cluster): Text {
  const same = (text: string) => ({ ko: text, en: text });
  const { first, last } = openedPorts;
  if (role === 'public') return same(`${webPorts.join(', ')}, ${first} - ${last}`);
  if (role === 'gitlab') return same(`${gitlab.port}, ${registryServer.port}`);
  if (role === 'master') return { ko: '한 대의 80', en: '80 of one of them' };
  return same('');
}
