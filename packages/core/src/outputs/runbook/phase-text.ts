import { quorumText } from '../../cluster/quorum.ts';
import type { Cluster, LeavingNode } from '../../cluster/types.ts';
import { commandsOf, type Phase, told } from '../../phases/phase.ts';
import { asUser, spell } from '../../steps/command.ts';
import type { Lang, Text } from '../../text.ts';

const WORDS = {
  guide: { ko: '운영 가이드', en: 'In the guide' },
  runs: { ko: ' 명령은 다음을 실행합니다', en: ' runs' },
  nothing: { ko: '현재 실행할 것이 없습니다', en: 'Nothing to do now' },
  blank: { ko: '먼저 config.yml 에 기입해야 합니다', en: 'Set in config.yml first' },
  nodes: { ko: '대상 노드', en: 'Nodes' },
  after: { ko: '이후', en: 'Afterwards' },
  trouble: { ko: '실패하는 경우', en: 'When it fails' },
} satisfies Record<string, Text>;

/** One phase as lines of Markdown, under a heading that carries its name. */
export function phaseText(phase: Phase, cluster: Cluster, blank: readonly string[], lang: Lang): string[] {
  const { what, after, trouble } = phase.note;
  const idle = phase.idle?.(cluster);
  const open = (phase.keys ?? []).filter((key) => blank.includes(key)).map((key) => `\`${key}\``);
  return [
    `### ${headed(phase.title[lang], lang)} (${phase.name})`,
    '',
    `<a id="${phase.name}"></a>${WORDS.guide[lang]}: ${phase.section}`,
    '',
    told(what, cluster)[lang],
    '',
    ...(open.length === 0 ? [] : [`${WORDS.blank[lang]}: ${open.join(', ')}`, '']),
    ...(idle === undefined
      ? commandText(phase, cluster, lang)
      : [`${WORDS.nothing[lang]}: ${idle[lang]}.`, '']),
    ...(after === undefined ? [] : [`${WORDS.after[lang]}: ${told(after, cluster)[lang]}`, '']),
    ...(trouble.length === 0
      ? []
      : [`${WORDS.trouble[lang]}:`, '', ...trouble.map((text) => `- ${text[lang]}`), '']),
  ];
}

function commandText(phase: Phase, cluster: Cluster, lang: Lang): string[] {
  const nodes = phase.nodes?.(cluster) ?? [];
  return [
    ...(nodes.length === 0 ? [] : [`${WORDS.nodes[lang]}: ${nodes.map(label).join(', ')}`, '']),
    ...(phase.destroys ? [quorumText(cluster, nodes)[lang], ''] : []),
    `\`uegen run ${phase.name}\`${WORDS.runs[lang]}:`,
    '',
    '```sh',
    ...commandsOf(phase, cluster).map((command) => spell(asUser(command, false, []))),
    '```',
    '',
  ];
}

// What Korean begins with is a name, which stays as it is spelt.
function headed(title: string, lang: Lang): string {
  return lang === 'ko' ? title : title.charAt(0).toUpperCase() + title.slice(1);
}

function label({ name, address }: LeavingNode): string {
  return `${name} (${address})`;
}
