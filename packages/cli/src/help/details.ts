import type { Text } from '@uegen/core';
import { pair } from '../language.ts';

/** A thing and what is to be said of it. */
type Row = readonly [thing: string, about: Text];

/** What the help of a command says beside its arguments and options. */
export interface Details {
  examples: readonly Row[];
  exits: readonly Row[];
  files: readonly Row[];
}

const CONFIG: Row = [
  'config.yml',
  pair(
    'read; by default that of this folder, of uengine-resource, or of the nearest folder above',
    '읽음. 기본값은 현재 폴더, uengine-resource, 상위 폴더 중 가장 가까운 것',
  ),
];
const EDITED: Row = [
  'config.yml',
  pair('edited: every byte but the change stays', '고침. 바꾸는 곳 외에는 그대로 둠'),
];
const SECRETS: Row = [
  'secrets/',
  pair(
    'secrets that config.yml refers to, readable by you alone',
    'config.yml 이 가리키는 비밀 값. 본인만 읽을 수 있음',
  ),
];
const STATE: Row = [
  '.uegen/state.json',
  pair('what was carried out, and what is known of the machines', '실행한 기록과 서버의 상태'),
];
const LOGS: Row = ['.uegen/logs/', pair('a log of each phase', '단계마다 남기는 로그')];
const TREE: Row = [
  'install/, deploys/, cloud-config-repository/, RUNBOOK.md',
  pair('the generated files', '생성한 파일'),
];
const MANIFEST: Row = [
  '.uegen/manifest.json',
  pair('what the last build wrote', '마지막 빌드가 쓴 파일의 목록'),
];

const DONE: Row = ['0', pair('done', '성공')];
const NOT_WRITTEN: Row = ['1', pair('an error; nothing was written', '오류. 아무것도 쓰지 않음')];

/** Every command by its name. */
export const details: Readonly<Record<string, Details>> = {
  init: {
    examples: [
      ['uegen init', pair('Ask, then write config.yml here', '물어본 뒤 현재 폴더에 config.yml 을 씀')],
      [
        'uegen init --from-guide cloud',
        pair("Suggest the guide's values; write to cloud/", '가이드의 값을 제안하고 cloud/ 에 씀'),
      ],
      ['uegen init --yes --minimal', pair('Ask nothing, for a first look', '묻지 않고 필수 키만 씀')],
    ],
    exits: [DONE, NOT_WRITTEN],
    files: [
      ['config.yml', pair('written; never overwritten', '새로 씀. 있으면 덮어쓰지 않음')],
      ['uegen.schema.json', pair('written for the editor, unless it is there', '에디터용. 없을 때만 씀')],
      ['.gitignore', pair('written, or the missing lines added', '새로 쓰거나 없는 줄을 추가')],
      SECRETS,
    ],
  },
  build: {
    examples: [
      ['uegen build', pair('Write what differs, all or nothing', '바뀐 파일을 한꺼번에 씀')],
      [
        'uegen build --check',
        pair('Compare the tree in CI, and write nothing', 'CI 에서 출력 폴더를 비교하고, 쓰지 않음'),
      ],
      [
        'uegen build --force',
        pair(
          'Replace files edited by hand; the edits stay in .uegen/backup',
          '직접 수정한 파일도 교체하고, 수정본은 .uegen/backup 에 둠',
        ),
      ],
    ],
    exits: [
      ['0', pair('the tree is what the config gives', '출력 폴더가 설정과 같음')],
      NOT_WRITTEN,
      ['2', pair('with --check: the tree differs', '--check 에서 출력 폴더가 다름')],
    ],
    files: [CONFIG, TREE, MANIFEST],
  },
  plan: {
    examples: [
      [
        'uegen plan',
        pair('Show what a build would change, with diffs', '빌드하면 바뀌는 내용을 diff 와 함께 표시'),
      ],
      ['uegen plan --summary', pair('The same without diffs', 'diff 없이 표시')],
      [
        'git show HEAD:config.yml | uegen plan -',
        pair('Read the config from a pipe', '파이프에서 설정을 읽음'),
      ],
    ],
    exits: [
      ['0', pair('nothing to do', '바뀌는 것이 없음')],
      [
        '1',
        pair(
          'an error, or a change that a running cluster can not take',
          '오류이거나, 운영 중인 클러스터에 적용할 수 없는 변경',
        ),
      ],
      ['2', pair('there are changes', '바뀌는 것이 있음')],
    ],
    files: [CONFIG, MANIFEST, STATE],
  },
  validate: {
    examples: [
      ['uegen validate', pair('Report every error', '오류를 모두 표시')],
      ['uegen validate --strict', pair('Fail on warnings too, as in CI', '경고도 실패로 처리')],
      [
        'uegen validate --json - < config.yml',
        pair('Read from a pipe, answer in JSON', '파이프에서 읽고 JSON 으로 출력'),
      ],
    ],
    exits: [
      ['0', pair('no errors', '오류 없음')],
      ['1', pair('errors; with --strict, warnings too', '오류가 있음. --strict 에서는 경고도 포함')],
    ],
    files: [CONFIG],
  },
  graph: {
    examples: [
      ['uegen graph > cluster.svg', pair('Draw the cluster', '구성도를 그림')],
      [
        'uegen graph --html -o cluster.html',
        pair('Make one page with tables and phases', '표와 단계를 담은 페이지를 만듦'),
      ],
      ['uegen graph --format mermaid', pair('Print text for Markdown', 'Markdown 용 텍스트를 출력')],
    ],
    exits: [
      ['0', pair('drawn', '그림')],
      [
        '1',
        pair(
          'config.yml has errors, or the file can not be written',
          'config.yml 에 오류가 있거나 파일을 쓸 수 없음',
        ),
      ],
    ],
    files: [CONFIG],
  },
  downloads: {
    examples: [
      ['uegen downloads', pair('List what the machines fetch', '서버가 내려받는 것을 나열')],
      ['uegen downloads --json', pair('The same for programs', '프로그램용')],
    ],
    exits: [
      ['0', pair('listed', '나열함')],
      ['1', pair('config.yml has errors', 'config.yml 에 오류가 있음')],
    ],
    files: [CONFIG],
  },
  status: {
    examples: [
      ['uegen status', pair('Show what is done, due and blank', '끝난 것, 할 것, 비어 있는 것을 표시')],
      ['uegen status --live', pair('Ask every machine first', '모든 서버에 먼저 확인')],
      ['uegen status --forget install', pair('Clear the record of one phase', '단계 하나의 기록을 지움')],
    ],
    exits: [
      ['0', pair('shown', '표시함')],
      [
        '1',
        pair(
          'config.yml has errors; with --live, machines are not what it says',
          'config.yml 에 오류가 있음. --live 에서는 서버가 설정과 다름',
        ),
      ],
    ],
    files: [CONFIG, STATE],
  },
  doctor: {
    examples: [['uegen doctor', pair('Look before the first phase', '첫 단계 전에 점검')]],
    exits: [
      ['0', pair('nothing is bad', '문제 없음')],
      ['1', pair('something is bad', '문제가 있음')],
    ],
    files: [CONFIG],
  },
  run: {
    examples: [
      ['uegen run', pair('List the phases', '단계를 나열')],
      ['uegen run install --dry-run', pair('Print the commands of one', '단계의 명령만 출력')],
      ['uegen run install -- --limit agent1', pair('Hand words on to ansible', 'ansible 에 인수를 전달')],
    ],
    exits: [
      ['0', pair('the phase succeeded', '단계가 성공함')],
      ['1', pair('the phase can not start', '단계를 시작할 수 없음')],
      ['N', pair('that of the program that failed', '실패한 프로그램의 종료 코드')],
    ],
    files: [CONFIG, TREE, STATE],
  },
  up: {
    examples: [
      ['uegen up --dry-run', pair('Print what would run', '실행할 것만 출력')],
      ['uegen up', pair('Build, then run what is due', '빌드한 뒤 필요한 단계를 실행')],
      ['uegen up --until gitlab', pair('Stop behind one phase', '한 단계까지만 실행')],
    ],
    exits: [
      ['0', pair('all that is due was carried out', '필요한 단계를 모두 실행함')],
      [
        '1',
        pair(
          'a phase can not start, or somebody has to do something first',
          '시작할 수 없거나, 먼저 사람이 할 일이 있음',
        ),
      ],
      ['N', pair('that of the first phase that failed', '처음 실패한 단계의 종료 코드')],
    ],
    files: [CONFIG, TREE, STATE, LOGS],
  },
  set: {
    examples: [
      ['uegen set ssh_port 2222', pair('Set a key', '키를 바꿈')],
      ['uegen set db.password', pair('Ask for a secret, unseen', '비밀 값을 화면에 보이지 않게 물음')],
      ['pass show dcos | uegen set dcos.token', pair('Take it from a pipe', '파이프에서 읽음')],
    ],
    exits: [DONE, NOT_WRITTEN],
    files: [EDITED, SECRETS],
  },
  node: {
    examples: [
      ['uegen node list', pair('Show every node', '모든 노드를 표시')],
      ['uegen node add agent8 172.31.10.202', pair('Add an agent', '에이전트를 추가')],
      ['uegen node remove agent3 --run', pair('Move its tasks away and take it out', '태스크를 옮기고 제거')],
    ],
    exits: [DONE, NOT_WRITTEN],
    files: [EDITED, STATE],
  },
  schema: {
    examples: [['uegen schema > uegen.schema.json', pair('Write it for the editor', '에디터용으로 저장')]],
    exits: [DONE],
    files: [],
  },
  completion: {
    examples: [
      [
        'source <(uegen completion bash)',
        pair(
          'Complete in this shell; put it into ~/.bashrc to keep it',
          '이 셸에서 자동 완성. ~/.bashrc 에 넣으면 계속 적용됨',
        ),
      ],
      [
        'uegen completion fish > ~/.config/fish/completions/uegen.fish',
        pair('Complete in fish', 'fish 에서 자동 완성'),
      ],
    ],
    exits: [DONE, ['1', pair('there is no such shell', '지원하지 않는 셸')]],
    files: [],
  },
  help: {
    examples: [
      ['uegen help', pair('List the commands', '명령을 나열')],
      ['uegen help build', pair('Explain a command', '명령의 도움말')],
      ['uegen help unknown-key', pair('Explain the code of an error', '오류 코드의 설명')],
      ['uegen help codes', pair('List all codes', '모든 코드를 나열')],
    ],
    exits: [DONE, ['1', pair('there is no such command or code', '그런 명령이나 코드가 없음')]],
    files: [],
  },
};
