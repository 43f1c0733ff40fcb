import type { YAMLException } from 'js-yaml';
import { type Diagnostic, diagnose } from '../diagnostic.ts';
import { says, type Text } from '../text.ts';
import { positionFinder } from './line-column.ts';

interface Explanation {
  reason: RegExp;
  message: Text;
  hint: Text;
}

const quote = says('put the value in single quotes', '값을 작은따옴표로 감싸십시오');

// js-yaml's reasons, as sentences that say what to do. What a reason quotes from the text is left out: it may be a
// part of a password.
const explanations: readonly Explanation[] = [
  {
    reason: /^unidentified alias|^name of an alias node/,
    message: says('a value that starts with * is an alias in YAML', '* 로 시작하는 값은 YAML 의 별칭입니다'),
    hint: says(`${quote.en}: '*…'`, `${quote.ko}: '*…'`),
  },
  {
    reason:
      /^unknown (?:\w+ )?tag|^undeclared tag handle|^cannot resolve a node with|^tag (?:name|suffix|prefix)|^unacceptable node kind|malformed/,
    message: says('a value that starts with ! is a tag in YAML', '! 로 시작하는 값은 YAML 의 태그입니다'),
    hint: says(
      `${quote.en}: '!…'; uegen knows the tags !env NAME and !file PATH`,
      `${quote.ko}: '!…'. uegen 의 태그는 !env NAME 과 !file PATH 입니다`,
    ),
  },
  {
    reason: /^duplicated mapping key/,
    message: says('the key is given twice in this mapping', '이 매핑에 같은 키가 두 번 있습니다'),
    hint: says('remove one of them', '하나를 지우십시오'),
  },
  {
    reason: /tab characters|tabs/,
    message: says(
      'YAML must be indented by spaces, not tabs',
      'YAML 은 탭이 아니라 공백으로 들여써야 합니다',
    ),
    hint: says('replace the tab by spaces', '탭을 공백으로 바꾸십시오'),
  },
  {
    reason: /within a (?:single|double) quoted/,
    message: says('a quote that was opened is never closed', '열린 따옴표가 닫히지 않았습니다'),
    hint: says(
      'close it; inside single quotes, write a quote twice',
      '따옴표를 닫으십시오. 작은따옴표 안에서는 따옴표를 두 번 적습니다',
    ),
  },
  {
    reason: /^unknown escape sequence|^expected hexadecimal character/,
    message: says(
      'a backslash in double quotes starts an escape that YAML does not know',
      '큰따옴표 안의 백슬래시가 YAML 이 모르는 이스케이프를 시작합니다',
    ),
    hint: says(
      `${quote.en}, where a backslash is only a backslash`,
      `${quote.ko}. 그 안에서 백슬래시는 글자 그대로입니다`,
    ),
  },
  {
    reason: /non-printable characters|null byte/,
    message: says('the config holds a control character', '설정에 제어 문자가 있습니다'),
    hint: says('remove it', '지우십시오'),
  },
];

// Where js-yaml only sees that something is wrong, the line itself mostly tells why.
const suspiciousLines: readonly (Omit<Explanation, 'reason'> & { line: RegExp })[] = [
  {
    line: /:[ \t]+[@`]/,
    message: says('a value cannot start with @ or ` in YAML', '값은 YAML 에서 @ 나 ` 로 시작할 수 없습니다'),
    hint: quote,
  },
  {
    line: /:[ \t]+%/,
    message: says('a value cannot start with % in YAML', '값은 YAML 에서 % 로 시작할 수 없습니다'),
    hint: quote,
  },
  {
    line: /:[ \t]+&/,
    message: says('a value that starts with & is an anchor in YAML', '& 로 시작하는 값은 YAML 의 앵커입니다'),
    hint: quote,
  },
  {
    line: /:[ \t]+[-?](?:\s|$)/,
    message: says(
      'a value cannot start with "- " or "? " in YAML',
      '값은 YAML 에서 "- " 나 "? " 로 시작할 수 없습니다',
    ),
    hint: quote,
  },
  {
    line: /:[ \t]+[^'"\s#][^#]*:(?:\s|$)/,
    message: says(
      'a value that holds ": " looks like a mapping in YAML',
      '": " 가 있는 값은 YAML 에서 매핑으로 보입니다',
    ),
    hint: quote,
  },
  {
    line: /:[ \t]+(["'])(?:(?!\1).)*\1[ \t]*[^\s#]/,
    message: says('something follows the closing quote', '닫는 따옴표 뒤에 무언가가 있습니다'),
    hint: says(
      'inside single quotes, write a quote twice; inside double quotes, write \\"',
      '작은따옴표 안에서는 따옴표를 두 번, 큰따옴표 안에서는 \\" 로 적습니다',
    ),
  },
  {
    line: /^\s*[A-Za-z_][\w-]*:[^\s/]/,
    message: says('there is no space behind the colon', '콜론 뒤에 공백이 없습니다'),
    hint: says('write key: value', 'key: value 처럼 적으십시오'),
  },
];

/** What is said where nothing shows why. */
export const unexplained = {
  message: says('this cannot be read as YAML', 'YAML 로 읽을 수 없습니다'),
  hint: says(
    'give the keys of one mapping the same indentation, and look for a quote opened above and never closed',
    '한 매핑의 키는 같은 깊이로 들여쓰고, 위에서 열고 닫지 않은 따옴표가 있는지 보십시오',
  ),
};

/** A YAML error as one sentence at its position. */
export function explainSyntaxError(error: YAMLException, text: string): Diagnostic {
  const mark = error.mark as YAMLException['mark'] | undefined;
  const offset = mark === undefined ? undefined : startOf(error.reason, mark.position, text);
  const line = offset === undefined ? '' : lineAt(text, offset);
  const { message, hint } =
    explanations.find(({ reason }) => reason.test(error.reason)) ??
    suspiciousLines.find((suspicion) => suspicion.line.test(line)) ??
    unexplained;
  const found = diagnose({ code: 'yaml-syntax', message, hint, path: [] });
  return offset === undefined ? found : { ...found, position: positionFinder(text)(offset, 1) };
}

// js-yaml marks a tag or an alias only after it has read on: the mark goes back to where it starts.
function startOf(reason: string, position: number, text: string): number {
  const tag = /!<(!.*)>/.exec(reason)?.[1];
  if (tag !== undefined) return Math.max(0, text.lastIndexOf(tag, position));
  return /alias/.test(reason) ? text.slice(0, position).search(/\S+$/) : position;
}

function lineAt(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, end < 0 ? text.length : end);
}
