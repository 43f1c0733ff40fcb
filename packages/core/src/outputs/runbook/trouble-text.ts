import type { Cluster } from '../../cluster/types.ts';
import { word } from '../../steps/command.ts';
import type { Lang, Text } from '../../text.ts';

const UNITS = [
  'dcos-exhibitor',
  'dcos-spartan',
  'dcos-mesos-dns',
  'dcos-mesos-slave',
  'dcos-mesos-slave-public',
  'dcos-mesos-master',
  'dcos-gen-resolvconf',
];

const PAGES: readonly (readonly [name: string, path: string])[] = [
  ['Statistics', '/haproxy?stats'],
  ['Statistics CSV', '/haproxy?stats;csv'],
  ['Health check', '/_haproxy_health_check'],
  ['Configuration file view', '/_haproxy_getconfig'],
  ['Get vHost to backend map', '/_haproxy_getvhostmap'],
  ['Get app ID to backend map', '/_haproxy_getappmap'],
];

const WORDS = {
  title: { ko: '## 트러블 슈팅', en: '## Troubleshooting' },
  reach: {
    ko: '### 서버에 접속되지 않는 경우\n\n마지막 줄에 접속되지 않은 서버의 이름이 출력됩니다. 부트스트랩 노드에서 다음과 같이 접속해 봅니다. 키 파일의 퍼미션은 400 이어야 합니다.',
    en: '### A machine that cannot be reached\n\nThe last line names it. Try to log in from the bootstrap node as follows. The key file needs mode 400.',
  },
  address: { ko: '<IP 주소>', en: '<address>' },
  again: {
    ko: '원인을 해결한 뒤 같은 단계를 다시 실행합니다. 이미 끝난 작업은 다시 변경되지 않습니다.',
    en: 'Remove the cause and run the same phase again. What is done already is not changed again.',
  },
  stale: {
    ko: 'config.yml 을 고친 뒤에는 항상 `uegen build` 를 먼저 실행합니다. 그렇지 않으면 `uegen run` 은 실행되지 않습니다.',
    en: 'After every edit of config.yml run `uegen build` first; `uegen run` refuses until then.',
  },
  components: {
    ko: '<a id="components"></a>\n\n### 컴포넌트 구동 확인\n\n해당 노드에서 다음 명령으로 DC/OS 컴포넌트의 로그를 봅니다.',
    en: '<a id="components"></a>\n\n### Components\n\nOn the node, these show the logs of the components of DC/OS.',
  },
  network: {
    ko: '<a id="network"></a>\n\n### 네트워크\n\n앱에 접속되지 않으면 다음 주소에서 HAProxy 의 설정과 상태를 확인합니다.',
    en: '<a id="network"></a>\n\n### Network\n\nWhen apps can\'t be reached, HAProxy shows its settings and state at these addresses.',
  },
} satisfies Record<string, Text>;

/** The guide's troubleshooting, with this cluster's addresses. */
export function troubleText({ nodes, ssh }: Cluster, lang: Lang): string[] {
  const publicAgents = nodes.filter(({ role, joining }) => role === 'public' && !joining);
  return [
    WORDS.title[lang],
    '',
    `${WORDS.again[lang]} ${WORDS.stale[lang]}`,
    '',
    WORDS.reach[lang],
    '',
    '```',
    `ssh -i ${word(ssh.keyFile)} -p ${ssh.port} ${ssh.user}@${WORDS.address[lang]}`,
    '```',
    '',
    WORDS.components[lang],
    '',
    '```',
    ...UNITS.map((unit) => `journalctl -flu ${unit}`),
    '```',
    '',
    WORDS.network[lang],
    '',
    ...publicAgents.flatMap(({ address }) =>
      PAGES.map(([page, path]) => `- ${page}: http://${address}:9090${path}`),
    ),
    '',
  ];
}
