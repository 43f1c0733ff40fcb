import type { Cluster, LeavingNode } from '../../cluster/types.ts';
import { quorumText } from '../../phases/quorum.ts';
import { asUser, spell } from '../../phases/spell.ts';
import type { Phase, PhaseName } from '../../phases/types.ts';
import type { Lang, Text } from '../../text.ts';
import { clusterNotes } from './cluster-notes.ts';
import { machineNotes } from './machine-notes.ts';
import type { Note } from './note.ts';
import { operationNotes } from './operation-notes.ts';
import { platformNotes } from './platform-notes.ts';

const notes: Readonly<Record<PhaseName, Note>> = {
  ...machineNotes,
  ...clusterNotes,
  ...platformNotes,
  ...operationNotes,
};

const WORDS = {
  guide: { ko: '운영 가이드', en: 'In the guide' },
  runs: { ko: ' 명령은 다음을 실행합니다', en: ' runs' },
  nothing: { ko: '현재 실행할 것이 없습니다', en: 'Nothing to do now' },
  blank: { ko: '먼저 config.yml 에 기입해야 합니다', en: 'To be filled in before' },
  nodes: { ko: '대상 노드', en: 'Nodes' },
  after: { ko: '이후', en: 'Afterwards' },
  trouble: { ko: '실패하는 경우', en: 'When it fails' },
} satisfies Record<string, Text>;

/** One phase as lines of Markdown, under a heading that carries its name. */
export function phaseText(phase: Phase, cluster: Cluster, blank: readonly string[], lang: Lang): string[] {
  const { what, after, trouble } = notes[phase.name];
  const idle = phase.idle?.(cluster);
  const open = phase.keys.filter((key) => blank.includes(key)).map((key) => `\`${key}\``);
  return [
    `### ${capitalized(phase.title[lang])} (${phase.name})`,
    '',
    `<a id="${phase.name}"></a>${WORDS.guide[lang]}: ${phase.section}`,
    '',
    what(cluster)[lang],
    '',
    ...(open.length === 0 ? [] : [`${WORDS.blank[lang]}: ${open.join(', ')}`, '']),
    ...(idle === undefined
      ? commandText(phase, cluster, lang)
      : [`${WORDS.nothing[lang]}: ${idle[lang]}.`, '']),
    ...(after === undefined ? [] : [`${WORDS.after[lang]}: ${after(cluster)[lang]}`, '']),
    ...(trouble.length === 0
      ? []
      : [`${WORDS.trouble[lang]}:`, '', ...trouble.map((text) => `- ${text[lang]}`), '']),
  ];
}

function commandText(phase: Phase, cluster: Cluster, lang: Lang): string[] {
  const destroyed = phase.destroys?.(cluster);
  const touched =
    destroyed ?? (phase.name === 'add-agent' ? cluster.nodes.filter(({ joining }) => joining) : []);
  return [
    ...(touched.length === 0 ? [] : [`${WORDS.nodes[lang]}: ${touched.map(label).join(', ')}`, '']),
    ...(destroyed === undefined ? [] : [quorumText(cluster, destroyed)[lang], '']),
    `\`uegen run ${phase.name}\`${WORDS.runs[lang]}:`,
    '',
    '```sh',
    ...phase.commands(cluster).map((command) => spell(asUser(command, false, []))),
    '```',
    '',
  ];
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function label({ name, address }: LeavingNode): string {
  return `${name} (${address})`;
}
