import { transitions } from '../../plan/transitions.ts';
import type { Lang, Text } from '../../text.ts';

const WORDS = {
  title: {
    ko: '<a id="changes"></a>\n\n### 운영 중인 클러스터의 config.yml 변경\n\n변경 후에는 `uegen plan` 이 아래 표를 기준으로 할 일을 알려 줍니다. `uegen up` 은 필요한 단계를 순서대로 실행합니다.',
    en: '<a id="changes"></a>\n\n### Changes of config.yml on a cluster that runs\n\nAfter an edit, `uegen plan` says by this table what is to be done, and `uegen up` carries out the phases that are due, in their order.',
  },
  head: { ko: '| 변경 | 할 일 |', en: '| change | what is to be done |' },
} satisfies Record<string, Text>;

/** What edits of config.yml mean for a cluster that runs. */
export function changesText(lang: Lang): string[] {
  const rows = transitions.map(({ when, advice }) => `| ${when[lang]} | ${advice[lang]} |`);
  return [WORDS.title[lang], '', WORDS.head[lang], '|---|---|', ...rows, ''];
}
