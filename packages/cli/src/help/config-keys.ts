import { type Explanation, SHELL } from './explanation.ts';

/** The codes about the text of config.yml, references, and the keys by themselves. */
export const configKeys = {
  'too-large': {
    about: {
      en: 'config.yml is larger than 16 MiB, it holds more than 500,000 values, or its aliases stand for more than 100,000. Write out what an alias of aliases means.',
      ko: 'config.yml 이 16 MiB 를 넘거나, 적힌 값이 500,000개를 넘거나, 별칭이 가리키는 값이 100,000개를 넘습니다. 별칭이 별칭을 가리키는 곳에는 값을 직접 적으십시오.',
    },
    wrong: `extra:
  a: &a [x, x, x, x, x, x, x, x, x, x]
  b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
  c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
  d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
  e: [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]`,
    right: `extra:
  a: x`,
  },
  'empty-config': {
    about: {
      en: 'config.yml holds nothing, or comments only. uegen init writes a first one.',
      ko: 'config.yml 이 비어 있거나 주석만 있습니다. uegen init 으로 처음부터 만들 수 있습니다.',
    },
    wrong: '# cluster_name: uEngine',
    right: 'cluster_name: uEngine',
  },
  'multiple-documents': {
    about: {
      en: 'A line of --- begins a second YAML document, and config.yml is one. Take the line away.',
      ko: '--- 줄부터는 두 번째 YAML 문서입니다. config.yml 은 문서 하나여야 합니다. 그 줄을 지우십시오.',
    },
    wrong: 'cluster_name: uEngine\n---\nansible_user: centos',
    right: 'cluster_name: uEngine\nansible_user: centos',
  },
  'yaml-syntax': {
    about: {
      en: 'The line is no YAML, or means something else than it looks like. Most often a space is missing behind a colon or a dash, a quote or bracket stays open, or a tab stands in the indentation.',
      ko: 'YAML 문법에 맞지 않거나, 보이는 것과 다르게 읽히는 줄입니다. 콜론이나 대시 뒤에 공백이 없거나, 따옴표나 괄호를 닫지 않았거나, 들여쓰기에 탭을 쓴 경우가 대부분입니다.',
    },
    wrong: 'ssh_port:22',
    right: 'ssh_port: 22',
  },
  'not-a-mapping': {
    about: {
      en: 'config.yml is a list or a single text. It has to be a mapping of keys.',
      ko: 'config.yml 이 목록이거나 글 하나입니다. 키의 매핑이어야 합니다.',
    },
    wrong: '- cluster_name: uEngine',
    right: 'cluster_name: uEngine',
  },
  'unresolved-reference': {
    about: {
      en: '!env names a variable that is not set, or !file a file that is not there. Paths count from the folder of config.yml.',
      ko: '!env 의 환경 변수가 없거나, !file 의 파일이 없습니다. 경로는 config.yml 이 있는 폴더를 기준으로 합니다.',
    },
    wrong: 'db:\n  password: !env DB_PASSWROD',
    right: 'db:\n  password: !env DB_PASSWORD',
  },
  'not-fetched': {
    about: {
      en: 'A phase fetches this value into the file later; until then the key counts as blank. Nothing is to be done.',
      ko: '나중에 단계가 이 파일에 값을 가져다 넣습니다. 그때까지는 키가 빈 것으로 봅니다. 지금 할 일은 없습니다.',
    },
    wrong: 'dcos:\n  token: !file secrets/dcos-token',
    right: 'dcos:\n  token:',
  },
  draft: {
    about: {
      en: 'With --no-resolve placeholders stand for all !env and !file: the tree is for review and can not be deployed. Build without it where the values are at hand.',
      ko: '--no-resolve 는 모든 !env 와 !file 자리에 임시 값을 넣습니다. 검토용이며 배포할 수 없습니다. 값이 있는 곳에서는 이 옵션 없이 빌드하십시오.',
    },
    place: SHELL,
    wrong: 'uegen build --no-resolve',
    right: 'uegen build',
  },
  'unknown-key': {
    about: {
      en: 'uegen knows no such key at this place: it is misspelt, or stands one level too high or too low. uegen schema prints all keys.',
      ko: '이 위치에는 그런 키가 없습니다. 철자가 틀렸거나, 들여쓰기 단계가 다릅니다. 모든 키는 uegen schema 로 볼 수 있습니다.',
    },
    wrong: 'ssh-port: 22',
    right: 'ssh_port: 22',
  },
  'known-later-key': {
    about: {
      en: 'The section belongs to a later version of the platform, so uegen makes no file from it. Take it out, unless carried files use it.',
      ko: '플랫폼의 이후 버전에서 쓰는 항목이라 uegen 은 파일을 만들지 않습니다. 가져오는 파일에서 쓰지 않으면 지우십시오.',
    },
    wrong: 'redis:\n  host: redis.pas-mini.io',
    right: '# redis:\n#   host: redis.pas-mini.io',
  },
  'missing-key': {
    about: {
      en: 'A key is needed here and does not stand in config.yml. Add it at the named place.',
      ko: '필요한 키가 config.yml 에 없습니다. 지정한 위치에 추가하십시오.',
    },
    wrong: 'db:\n  ip: 172.31.6.35\n  database: uengine',
    right: 'db:\n  ip: 172.31.6.35\n  database: uengine\n  password: !file secrets/db-password',
  },
  'blank-key': {
    about: {
      en: 'The key is there, and its value is blank. A blank key counts as absent, and this one is needed.',
      ko: '키는 있지만 값이 비어 있습니다. 빈 키는 없는 것과 같으며, 이 키는 꼭 필요합니다.',
    },
    wrong: 'db:\n  database:',
    right: 'db:\n  database: uengine',
  },
  'wrong-type': {
    about: {
      en: 'A text stands where a list, a number or a mapping is wanted, or the other way round.',
      ko: '목록, 숫자, 매핑이 필요한 자리에 문자열이 있거나, 그 반대입니다.',
    },
    wrong: 'resolvers: 172.31.0.2',
    right: 'resolvers:\n- 172.31.0.2',
  },
  'invalid-value': {
    about: {
      en: 'The value is of the right kind, and outside of what the key takes. The message says what it takes.',
      ko: '값의 종류는 맞지만 키가 허용하는 범위를 벗어났습니다. 허용하는 값은 메시지에 있습니다.',
    },
    wrong: 'ssh_port: 70000',
    right: 'ssh_port: 2222',
  },
  'invalid-name': {
    about: {
      en: 'The name of a node becomes a host name: letters, digits and dashes, at most 63, no dash at either end, and no name such as localhost.',
      ko: '노드의 이름은 호스트 이름이 됩니다. 글자, 숫자, 대시로 최대 63자이며, 양 끝에 대시를 쓸 수 없고, localhost 같은 이름도 쓸 수 없습니다.',
    },
    wrong: 'server:\n  private:\n    agent:\n      agent_1: 172.31.6.35',
    right: 'server:\n  private:\n    agent:\n      agent1: 172.31.6.35',
  },
  'cut-secret': {
    about: {
      en: 'YAML takes " #" and what follows for a comment, so the secret ends before it. Put the value in quotes, or the comment on a line of its own.',
      ko: 'YAML 은 " #" 부터 주석으로 읽으므로, 비밀 값이 그 앞에서 끝납니다. 값을 따옴표로 감싸거나, 주석을 다른 줄에 적으십시오.',
    },
    wrong: 'db:\n  password: one #two',
    right: 'db:\n  password: "one #two"',
  },
} satisfies Record<string, Explanation>;
