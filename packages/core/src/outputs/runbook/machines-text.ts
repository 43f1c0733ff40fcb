import { ROLES } from '../../cluster/roles.ts';
import type { Cluster } from '../../cluster/types.ts';
import { machinesOf } from '../../picture/machines.ts';
import { toMermaid } from '../../picture/mermaid.ts';
import { pictureOf } from '../../picture/picture.ts';
import { openPortsText } from '../../picture/ports.ts';
import { ROLE_NAMES, STATE_NAMES } from '../../picture/words.ts';
import type { Lang, Text } from '../../text.ts';

const HEAD: Record<Lang, string> = {
  ko: '| 역할 | 호스트네임 | IP 주소 | 상태 | 외부 포트바인딩 | cadvisor |',
  en: '| role | host name | address | state | ports open from outside | cadvisor |',
};

/** The picture of the cluster, and every machine as a row of a table. A machine in two roles has a row for each. */
export function machinesText(cluster: Cluster, lang: Lang): string[] {
  const ports = new Map(
    [undefined, ...ROLES].map((role) => [role, openPortsText(role, cluster)[lang]] as const),
  );
  const rows = machinesOf(cluster).map(({ name, address, role, state, cadvisor = '' }) => {
    const stays = state === 'standing' || state === 'joining';
    const cells = [
      role === undefined ? '' : ROLE_NAMES[role][lang],
      name,
      address,
      STATE_NAMES[state][lang],
      stays ? ports.get(role) : '',
      cadvisor,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '```mermaid',
    toMermaid(pictureOf(cluster), lang).trimEnd(),
    '```',
    '',
    HEAD[lang],
    '|---|---|---|---|---|---|',
    ...rows,
    '',
    publicText(cluster)[lang],
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
