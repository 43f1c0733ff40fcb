import { type LaterKey, laterKeys } from '../../cluster/later-keys.ts';
import type { Cluster } from '../../cluster/types.ts';
import { fileOf } from '../../downloads/index.ts';
import { codeSpan } from '../../escape/code-span.ts';
import { phases } from '../../phases/index.ts';
import type { Phase } from '../../phases/phase.ts';
import { word } from '../../steps/command.ts';
import type { Lang, Text } from '../../text.ts';
import { changesText } from './changes-text.ts';
import { machinesText } from './machines-text.ts';
import { mirrorText } from './mirror-text.ts';
import { moveDatabaseText } from './move-database-text.ts';
import { phaseText } from './phase-text.ts';
import { troubleText } from './trouble-text.ts';

const WORDS = {
  title: { ko: '# 유엔진 클라우드 설치와 운영', en: '# Installing and running uEngine Cloud' },
  cluster: { ko: '클러스터 이름', en: 'Cluster' },
  intro: {
    ko: '이 문서는 `uegen build` 가 config.yml 로 만들며, 빌드할 때마다 다시 씁니다. 패스워드와 토큰은 들어 있지 않습니다.\n\n모든 명령은 부트스트랩 노드에서, root 계정이 아닌 리눅스 사용자 계정으로, 이 파일이 있는 폴더에서 실행합니다. `uegen run` 을 실행하면 모든 단계와 아직 부족한 것을 볼 수 있습니다.',
    en: '`uegen build` made this document from config.yml, and every build rewrites it. It holds neither passwords nor tokens.\n\nAll commands are run on the bootstrap node, as a user other than root, in the folder of this file. `uegen run` lists all phases with what they still lack.',
  },
  machines: { ko: '<a id="machines"></a>\n\n## 서버 준비', en: '<a id="machines"></a>\n\n## Machines' },
  names: {
    ko: '## 도메인 준비\n\n도메인 서버에 `install/dns-records.md` 의 레코드를 등록합니다 (운영 가이드: 도메인 && 네트워크 준비 / 도메인 준비).',
    en: '## DNS records\n\nMake the records of `install/dns-records.md` on your name server (in the guide: 도메인 && 네트워크 준비 / 도메인 준비).',
  },
  blanks: { ko: '## 설치하면서 채우는 항목', en: '## Keys to fill in as you install' },
  blanksAbout: {
    ko: 'config.yml 에서 아직 비어 있으며, 아래 단계를 진행하면서 값을 얻습니다. 그 값이 필요한 단계마다 다시 알려 줍니다.',
    en: 'They are still blank in config.yml: the phases below yield their values, and each phase names those that it needs.',
  },
  noBlanks: { ko: '비어 있는 항목이 없습니다.', en: 'No key is left blank.' },
  blanksHead: {
    ko: '| 항목 | 필요한 곳 | 값 |',
    en: '| key | needed by | value |',
  },
  installation: { ko: '## 설치', en: '## Installation' },
  download: {
    ko: '먼저 유엔진 클라우드와 DC/OS 인스톨 파일을 다운로드합니다 (운영 가이드: 클러스터 설치 / 설치파일 다운로드). 가이드의 `git clone` 은 이후 버전을 받으므로 아래와 같이 가이드에 맞는 버전을 지정합니다. 첫 번째 명령은 config.yml 을 작성하기 전에 새 폴더를 만들 곳에서, 두 번째 명령은 이 파일이 있는 폴더에서 실행합니다. 없는 파일은 `uegen run download` 로도 받을 수 있습니다.',
    en: "Download uEngine-cloud and DC/OS' installer first (in the guide: 클러스터 설치 / 설치파일 다운로드). The guide's `git clone` fetches a later version by now, so name the one that fits. Run the first command where the new folder is to be, before config.yml is written, and the second one in the folder of this file. `uegen run download` fetches what is missing too.",
  },
  phases: {
    ko: '이후 아래 단계를 차례로 `uegen run <이름>` 으로 실행하거나, `uegen up` 으로 필요한 단계를 모두 실행합니다.',
    en: 'Then run these phases in order, each by `uegen run NAME`, or all that are due by `uegen up`.',
  },
  operation: { ko: '## 운영', en: '## Operation' },
} satisfies Record<string, Text>;

/** The whole guide as steps of one cluster, in Markdown. It holds no secret. */
export function runbookText(cluster: Cluster, lang: Lang): string {
  const open = laterKeys.filter((key) => key.isBlank(cluster));
  const blank = open.map(dotted);
  const texts = (part: Phase['part']) =>
    phases.filter((phase) => phase.part === part).flatMap((phase) => phaseText(phase, cluster, blank, lang));
  const lines = [
    WORDS.title[lang],
    '',
    `${WORDS.cluster[lang]}: ${codeSpan(cluster.name)}`,
    '',
    WORDS.intro[lang],
    '',
    WORDS.machines[lang],
    '',
    ...machinesText(cluster, lang),
    WORDS.names[lang],
    '',
    WORDS.blanks[lang],
    '',
    ...blankText(open, lang),
    WORDS.installation[lang],
    '',
    ...mirrorText(cluster, lang),
    WORDS.download[lang],
    '',
    '```sh',
    ...downloadCommands(cluster),
    '```',
    '',
    WORDS.phases[lang],
    '',
    ...texts('installation'),
    WORDS.operation[lang],
    '',
    ...changesText(lang),
    ...texts('operation'),
    ...moveDatabaseText(cluster, lang),
    ...troubleText(cluster, lang),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function downloadCommands(cluster: Cluster): string[] {
  return [
    `git clone --branch ${word(cluster.platform.revision)} ${word(fileOf('platform', cluster).url)} uEngine-cloud`,
    `curl --fail --location --output install/dcos_generate_config.sh ${word(fileOf('dcos-installer', cluster).url)}`,
  ];
}

function blankText(open: readonly LaterKey[], lang: Lang): string[] {
  if (open.length === 0) return [WORDS.noBlanks[lang], ''];
  const rows = open.map((key) => `| \`${dotted(key)}\` | ${key.neededBy[lang]} | ${key.source[lang]} |`);
  return [WORDS.blanksAbout[lang], '', WORDS.blanksHead[lang], '|---|---|---|', ...rows, ''];
}

function dotted({ path }: LaterKey): string {
  return path.join('.');
}
