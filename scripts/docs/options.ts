import { commands } from '../../packages/cli/src/commands/index.ts';
import { cell, code, type Lang, table } from './markdown.ts';

// What --help says of each option, in Korean.
const KOREAN: Readonly<Record<string, string | undefined>> = {
  'the output folder': '출력 폴더입니다.',
  'answer in JSON': '결과를 표준 출력에 JSON 으로 냅니다.',
  'print nothing but problems': '문제가 있을 때만 출력합니다.',
  'replace files that were edited by hand': '손으로 고친 파일도 바꿉니다.',
  'write nothing; exit 2 when the tree differs':
    '아무것도 쓰지 않습니다. 파일이 설정과 다르면 종료 코드가 2 입니다.',
  'leave out the diffs': 'diff 를 생략합니다.',
  'the language of RUNBOOK.md': 'RUNBOOK.md 의 언어입니다.',
  'put placeholders for !env and !file; the tree is for review only':
    '!env 와 !file 자리에 임시 값을 넣습니다. 검토용입니다.',
  "a module with outputs and rules of one's own": '직접 만든 출력과 규칙의 모듈입니다.',
  'exit 1 on warnings too': '경고만 있어도 종료 코드가 1 입니다.',
  'the config': '설정 파일입니다.',
  'ask nothing before a phase that takes something away': '노드를 제거하는 단계에서 묻지 않고 진행합니다.',
  'clear the record of a phase, of the nodes, or everything': '단계, 노드(nodes) 또는 모든 기록을 지웁니다.',
  'the first phase': '처음으로 실행할 단계입니다.',
  'the last phase': '마지막으로 실행할 단계입니다.',
  'ask nothing': '묻지 않고 진행합니다.',
  'build, and run what is due': '빌드하고, 이어서 필요한 단계를 실행합니다.',
  'add a public agent': '퍼블릭 에이전트를 추가합니다.',
  'print the commands only': '명령만 출력합니다.',
};

const COLUMNS = { en: ['option', 'of', 'what it does'], ko: ['옵션', '명령', '설명'] };

interface Row {
  spelling: string;
  describe: string;
  of: string[];
}

/** What --help says of options, in English, that has no Korean, and Korean of what no option says. */
export function optionsWithoutKorean(): string[] {
  const english = rows().map(({ describe }) => describe);
  return [
    ...english.filter((text) => KOREAN[text] === undefined),
    ...Object.keys(KOREAN).filter((text) => !english.includes(text)),
  ];
}

/** Every option of every command; one that means the same to several stands once. */
export function optionTable(lang: Lang): string {
  return table(
    COLUMNS[lang],
    rows().map(({ spelling, describe, of }) => [
      code(spelling),
      of.map((name) => code(name)).join(', '),
      cell((lang === 'ko' ? KOREAN[describe] : describe) ?? ''),
    ]),
  );
}

function rows(): Row[] {
  const found: Row[] = [];
  for (const [command, { options }] of Object.entries(commands))
    for (const [name, { type, choices, default: value, describe = '' }] of Object.entries(options)) {
      const words = choices?.join('|') ?? (type === 'boolean' ? undefined : name.toUpperCase());
      const standard = typeof value === 'string' ? ` (${value})` : '';
      const spelling = `--${name}${words === undefined ? '' : ` ${words}${standard}`}`;
      const same = found.find((row) => row.spelling === spelling && row.describe === describe);
      if (same) same.of.push(command);
      else found.push({ spelling, describe, of: [command] });
    }
  return found;
}
