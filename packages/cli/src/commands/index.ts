import {
  type Command,
  configCommand,
  flag,
  inGroup,
  LANG,
  namedCommand,
  phaseCommand,
  phasesCommand,
  plainCommand,
  wordsCommand,
} from '../command.ts';

const json = flag('Answer in JSON', '결과를 JSON 으로 출력');
const noResolve = {
  'no-resolve': flag(
    'Put placeholders for !env and !file: a tree for review only',
    '!env 와 !file 자리에 임시 값을 넣음. 검토용',
  ),
};

const extension = {
  type: 'string',
  array: true,
  requiresArg: true,
  describe: { en: 'A module with your own outputs and rules', ko: '직접 만든 출력과 규칙의 모듈' },
} as const;

// For one release more these build the tree in that language, too.
const lang = {
  ...LANG,
  describe: {
    en: 'Language of messages and, in this release, of RUNBOOK.md',
    ko: '메시지의 언어. 이번 릴리스까지는 RUNBOOK.md 의 언어로도 적용',
  },
} as const;

// What follows an edit of the config.
const afterwards = {
  json,
  lang,
  extension,
  run: flag('Then build, and run the phases that are due', '이어서 빌드하고, 필요한 단계를 실행'),
};

const dryRun = { 'dry-run': flag('Only print the commands', '명령만 출력') };

const forget = {
  type: 'string',
  describe: {
    en: 'Clear the record of a phase, of the nodes, or everything',
    ko: '단계나 노드(nodes)의 기록, 또는 모든 기록을 지움',
  },
  coerce: (what: string) => (what === '' ? 'everything' : what),
} as const;

/** Every command of uegen, by its name. */
export const commands: Readonly<Record<string, Command>> = {
  ...inGroup(
    { en: 'Begin', ko: '시작' },
    {
      init: namedCommand(
        {
          en: 'Ask what a first config.yml needs, and write it',
          ko: '첫 config.yml 에 필요한 값을 묻고, 파일을 씁니다',
        },
        {
          name: 'folder',
          describe: {
            en: 'Where config.yml is to lie; by default, this folder',
            ko: 'config.yml 을 둘 폴더. 기본값은 현재 폴더',
          },
        },
        {
          'from-guide': flag("Suggest the guide's values", '가이드의 값을 제안'),
          minimal: flag('Ask for and write required keys only', '필수 키만 묻고 씀'),
          yes: flag("Do not ask; take the guide's values", '묻지 않고 가이드의 값을 사용'),
          json,
        },
        async () => (await import('./init.ts')).init,
      ),
    },
  ),
  ...inGroup(
    { en: 'Generate files', ko: '파일 생성' },
    {
      build: configCommand(
        { en: 'Generate every file from config.yml', ko: 'config.yml 로 모든 파일을 생성합니다' },
        {
          json,
          quiet: flag('Print problems only', '문제가 있을 때만 출력'),
          force: flag('Replace files that were edited by hand', '직접 수정한 파일도 교체'),
          check: flag(
            'Write nothing; exit 2 when the tree differs',
            '파일을 쓰지 않음. 출력 폴더가 다르면 종료 코드 2',
          ),
          lang,
          extension,
          ...noResolve,
        },
        async () => (await import('./build.ts')).build,
      ),
      plan: configCommand(
        {
          en: 'Show what a build would change, and write nothing',
          ko: '빌드하면 바뀌는 것을 보여 주고, 파일은 쓰지 않습니다',
        },
        {
          json,
          summary: flag('Leave out the diffs', 'diff 생략'),
          'no-pager': flag('Print it all at once', '페이저 생략'),
          lang,
          extension,
          ...noResolve,
        },
        async () => (await import('./plan.ts')).plan,
        { stdin: true },
      ),
      validate: configCommand(
        {
          en: 'Report every error in config.yml, and write nothing',
          ko: 'config.yml 의 오류를 모두 알리고, 파일은 쓰지 않습니다',
        },
        {
          json,
          strict: flag('Exit 1 on warnings too', '경고만 있어도 종료 코드 1'),
          extension,
          ...noResolve,
        },
        async () => (await import('./validate.ts')).validate,
        { stdin: true },
      ),
      graph: configCommand(
        {
          en: 'Draw the cluster',
          ko: '구성도를 그립니다',
        },
        {
          json,
          format: {
            type: 'string',
            requiresArg: true,
            choices: ['svg', 'mermaid', 'dot'],
            describe: { en: 'By default, SVG', ko: '기본값은 SVG' },
          },
          html: flag('Make one page with tables and phases', '표와 단계를 담은 페이지로 만듦'),
          'output-file': {
            type: 'string',
            alias: 'o',
            requiresArg: true,
            describe: { en: 'Where to write', ko: '쓸 파일' },
          },
        },
        async () => (await import('./graph.ts')).graph,
      ),
    },
  ),
  ...inGroup(
    { en: 'Install and run', ko: '설치와 운영' },
    {
      status: configCommand(
        {
          en: 'Show the state of every phase and node, and the blank keys',
          ko: '모든 단계와 노드의 상태, 비어 있는 키를 보여 줍니다',
        },
        { json, live: flag('Ask the machines first', '먼저 서버에 확인'), forget },
        async () => (await import('./status.ts')).status,
      ),
      doctor: configCommand(
        {
          en: 'Check this machine and the way to the others, and change nothing',
          ko: '이 서버와 다른 서버로의 접속을 점검하고, 아무것도 변경하지 않습니다',
        },
        { json },
        async () => (await import('./doctor.ts')).doctor,
      ),
      downloads: configCommand(
        {
          en: 'List all that the machines fetch from elsewhere, and for which phase',
          ko: '서버가 외부에서 내려받는 모든 것을, 필요한 단계와 함께 나열합니다',
        },
        { json, ...noResolve },
        async () => (await import('./downloads.ts')).downloads,
        { stdin: true },
      ),
      run: phaseCommand(
        {
          en: 'Run one phase of the guide, or list all phases',
          ko: '가이드의 단계 하나를 실행하거나, 모든 단계를 나열합니다',
        },
        {
          yes: flag('Do not ask before a phase that removes something', '노드를 제거하는 단계에서 묻지 않음'),
          json,
          ...dryRun,
          extension,
        },
        async () => (await import('./run.ts')).run,
      ),
      up: phasesCommand(
        {
          en: 'Build, then run the phases that are due, in order',
          ko: '빌드한 뒤, 필요한 단계를 순서대로 실행합니다',
        },
        {
          from: {
            type: 'string',
            requiresArg: true,
            describe: { en: 'The first phase', ko: '처음으로 실행할 단계' },
          },
          until: {
            type: 'string',
            requiresArg: true,
            describe: { en: 'The last phase', ko: '마지막으로 실행할 단계' },
          },
          yes: flag('Do not ask', '묻지 않고 진행'),
          json,
          ...dryRun,
          extension,
        },
        async () => (await import('./up.ts')).up,
      ),
    },
  ),
  ...inGroup(
    { en: 'Edit config.yml', ko: 'config.yml 편집' },
    {
      set: wordsCommand(
        {
          en: 'Set a key of config.yml, and keep the rest as it is',
          ko: 'config.yml 의 키 하나를 바꾸고, 나머지는 그대로 둡니다',
        },
        [
          {
            name: 'key',
            describe: {
              en: 'Its name, with dots: gitlab.root.username',
              ko: '점으로 이은 이름: gitlab.root.username',
            },
          },
          {
            name: 'value',
            describe: {
              en: 'Without it, you are asked, or it is read from a pipe; never given here for a secret',
              ko: '생략하면 묻거나 파이프에서 읽음. 비밀 값은 여기에 적지 않음',
            },
          },
        ],
        afterwards,
        async () => (await import('./set.ts')).set,
      ),
      node: wordsCommand(
        {
          en: 'List, add or remove nodes in config.yml, or record what was done',
          ko: 'config.yml 의 노드를 나열, 추가, 제거하거나, 끝난 작업을 정리합니다',
        },
        [
          {
            name: 'action',
            describe: {
              en: 'list, add NAME ADDRESS, remove NAME, uninstall NAME, or settle',
              ko: 'list, add NAME ADDRESS, remove NAME, uninstall NAME, settle 중 하나',
            },
          },
          { name: 'name', describe: { en: 'The node', ko: '노드 이름' } },
          { name: 'address', describe: { en: 'Its private address', ko: '내부 주소' } },
        ],
        { public: flag('Add a public agent', '퍼블릭 에이전트로 추가'), ...afterwards },
        async () => (await import('./node.ts')).node,
      ),
    },
  ),
  ...inGroup(
    { en: 'Help, shell and editor', ko: '도움말, 셸, 에디터' },
    {
      schema: plainCommand(
        {
          en: 'Print the JSON Schema of config.yml, for editors',
          ko: '에디터에서 쓰는 config.yml 의 JSON Schema 를 출력합니다',
        },
        { json },
        async () => (await import('./schema.ts')).schema,
      ),
      help: namedCommand(
        {
          en: 'Explain a command, or the code of an error',
          ko: '명령이나 오류 코드를 설명합니다',
        },
        {
          name: 'topic',
          describe: {
            en: 'A command, a code such as unknown-key, or codes to list them',
            ko: '명령, unknown-key 같은 코드, 또는 모든 코드를 나열하는 codes',
          },
        },
        { json },
        async () => {
          const { help } = await import('./help.ts');
          return (options, terminal) => help(options, commands, terminal);
        },
      ),
      completion: namedCommand(
        {
          en: 'Print a completion script for a shell: commands, options, phases, keys',
          ko: '명령, 옵션, 단계, 키를 자동 완성하는 셸 스크립트를 출력합니다',
        },
        { name: 'shell', describe: { en: 'bash, zsh or fish', ko: 'bash, zsh, fish 중 하나' } },
        { json },
        async () => {
          const { completion } = await import('./completion.ts');
          return (options, terminal) => completion(options, commands, terminal);
        },
      ),
    },
  ),
};
