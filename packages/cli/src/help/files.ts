import { CHECKOUT, type Explanation, SHELL } from './explanation.ts';

const EXTENSION = 'extension.mjs';
const SERVER = 'uengine-cloud-server/src/main/resources/application.yml';

/** The codes about files: those of outputs and rules of one's own, of the checkout, of images, and in git. */
export const files = {
  'output-file': {
    about: {
      en: 'An output of your own made a file that can not be written: a path out of the output folder, a mode that is none, or a secret that others may read.',
      ko: '직접 만든 출력이 쓸 수 없는 파일을 만들었습니다. 경로가 출력 폴더 밖이거나, 권한이 잘못되었거나, 비밀 값을 다른 사용자가 읽을 수 있습니다.',
    },
    place: EXTENSION,
    wrong:
      "export const outputs = [() => [{ path: '/etc/motd', content: 'hello\\n', mode: '0644', secret: false }]];",
    right:
      "export const outputs = [() => [{ path: 'motd', content: 'hello\\n', mode: '0644', secret: false }]];",
  },
  extension: {
    about: {
      en: 'A rule of your own found something. Change the config or the rule.',
      ko: '직접 만든 규칙에 맞지 않습니다. 설정이나 규칙을 고치십시오.',
    },
    place: EXTENSION,
    wrong:
      "export const rules = [({ cluster }) =>\n  cluster.nodes.length < 99 ? [{ message: 'nodes are missing', path: ['server'] }] : []];",
    right:
      "export const rules = [({ cluster }) =>\n  cluster.nodes.length < 9 ? [{ message: 'nodes are missing', path: ['server'] }] : []];",
  },
  'unknown-placeholder': {
    about: {
      en: 'Maven fills in placeholders by the keys of config.yml, and this one is none of them: it would stay as it stands.',
      ko: 'Maven 은 config.yml 의 키로 자리 표시자를 채웁니다. 이 이름의 키가 없어 그대로 남습니다.',
    },
    place: SERVER,
    wrong: 'iam:\n  host: "@host.iam@"\n  name: "@host.imm@"',
    right: 'iam:\n  host: "@host.iam@"\n  name: "@host.iam@"',
  },
  'unsafe-placeholder': {
    about: {
      en: 'The placeholder can not be filled in here: an @ before it on its line ends it, the file is not UTF-8, or the value can not be written at this place.',
      ko: '이 자리 표시자는 채울 수 없습니다. 같은 줄의 앞에 다른 @ 가 있거나, 파일이 UTF-8 이 아니거나, 그 자리에 쓸 수 없는 값입니다.',
    },
    place: SERVER,
    wrong: '# ask admin@pas-mini.io, host: @host.iam@\niam: "@host.iam@"',
    right: '# ask the administrator\niam: "@host.iam@"',
  },
  'unused-extra': {
    about: {
      en: 'No carried file holds a placeholder for this key of extra, so its value goes nowhere: the key or the placeholder is misspelt.',
      ko: '가져오는 파일 중에 extra 의 이 키를 쓰는 자리 표시자가 없습니다. 키나 자리 표시자의 철자를 확인하십시오.',
    },
    wrong: 'extra:\n  moto: hello',
    right: 'extra:\n  motto: hello',
  },
  'carried-file-replaced': {
    about: {
      en: 'uegen makes a file of this name itself, and carries others only. Rename yours if it is meant to be there too.',
      ko: '같은 이름의 파일을 uegen 이 만들므로 가져오지 않습니다. 그 파일도 필요하면 이름을 바꾸십시오.',
    },
    place: CHECKOUT,
    wrong: 'uengine-resource/config-repository/uengine-cloud-server.yml',
    right: 'uengine-resource/config-repository/my-service.yml',
  },
  'unmergeable-file': {
    about: {
      en: 'uegen puts its own keys into this file beside yours, so it has to be one mapping in YAML, in UTF-8.',
      ko: 'uegen 이 이 파일에 자신의 키를 함께 넣습니다. UTF-8 로 적은 YAML 매핑 하나여야 합니다.',
    },
    place: 'uengine-resource/config-repository/application.yml',
    wrong: '- uengine: cloud',
    right: 'uengine: cloud',
  },
  'platform-revision': {
    about: {
      en: 'The checkout is a later version of the platform than the guide describes, and wants services that uegen does not make.',
      ko: '체크아웃이 가이드보다 이후 버전의 플랫폼이며, uegen 이 만들지 않는 서비스를 요구합니다.',
    },
    place: SHELL,
    wrong: 'git checkout master',
    right: 'git checkout v1.0',
  },
  'ui-client': {
    about: {
      en: "The user interface logs in with a client that stands in its own source. It has to be that of config.yml's iam.client-key and iam.client-secret.",
      ko: 'UI 는 소스에 적힌 클라이언트로 로그인합니다. config.yml 의 iam.client-key, iam.client-secret 과 같아야 합니다.',
    },
    place: 'uengine-cloud-ui/src/router/index.js',
    wrong: "iam.setDefaultClient('my-client-key', 'my-client-secret');",
    right: "iam.setDefaultClient('cloud', 'the secret of config.yml');",
  },
  'missing-module': {
    about: {
      en: 'A folder that the images are built from has no files: check out the whole of uEngine-cloud.',
      ko: '이미지를 만드는 폴더에 파일이 없습니다. uEngine-cloud 전체를 체크아웃하십시오.',
    },
    place: CHECKOUT,
    wrong: 'uengine-cloud-iam/src/main/resources/',
    right:
      'uengine-cloud-config/src/main/resources/\nuengine-cloud-iam/src/main/resources/\nuengine-cloud-server/src/main/resources/',
  },
  'unreadable-resource': {
    about: {
      en: 'A service could not read this file whatever its placeholders stand for: it is no valid YAML, or not UTF-8.',
      ko: '자리 표시자에 무엇이 들어가도 서비스가 읽을 수 없는 파일입니다. YAML 문법에 맞지 않거나 UTF-8 이 아닙니다.',
    },
    place: SERVER,
    wrong: 'iam:\n  host: "@host.iam@"\n port: 80',
    right: 'iam:\n  host: "@host.iam@"\n  port: 80',
  },
  'image-value': {
    about: {
      en: 'Maven and Spring read this value on its way into the images, and would change it: no spelling of it arrives everywhere.',
      ko: '이미지에 들어가는 동안 Maven 과 Spring 이 이 값을 읽고 바꿉니다. 모든 곳에 그대로 전달할 방법이 없습니다.',
    },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what Maven would replace.
    wrong: 'iam:\n  admin:\n    password: "one${two}"',
    right: 'iam:\n  admin:\n    password: one-two',
  },
  'tracked-secret': {
    about: {
      en: 'A generated file that holds secrets is in git: the next commit of all changes publishes them. Take it out of the index; uegen init writes a .gitignore.',
      ko: '비밀 값이 들어 있는 생성 파일을 git 이 추적하므로, 변경을 모두 커밋하면 공개됩니다. 인덱스에서 빼십시오. .gitignore 는 uegen init 이 써 줍니다.',
    },
    place: SHELL,
    wrong: 'git add install/group_vars/all/secrets.yml',
    right: 'git rm --cached install/group_vars/all/secrets.yml',
  },
} satisfies Record<string, Explanation>;
