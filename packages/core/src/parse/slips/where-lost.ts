import { says, type Text } from '../../text.ts';
import { missingSpace } from './at-once.ts';
import { indentOf, quoted, type Slip, type SlipKind } from './slip.ts';

// Slips that are looked for only where the parser lost its way: elsewhere the same line may be right.

const VALUE = /^ *(?:- +)*(?:["']?[^\s:"'#{}[\],]+["']?[ \t]*:[ \t]+)?/;
const QUOTE = says('put the value in single quotes', '값을 작은따옴표로 감싸십시오');

/** A value that begins with a sign of YAML's. */
function valueThat(begins: RegExp, message: Text, hint = QUOTE): SlipKind {
  return (line) => {
    const column = VALUE.exec(line)?.[0].length ?? 0;
    return column > 0 && begins.test(line.slice(column))
      ? { column, message, hint, mend: quoted(line, column), isGuess: true }
      : undefined;
  };
}

const conflictingIndent: SlipKind = (line, { before, open }) => {
  const indent = indentOf(line);
  const isKeyOrItem = /^ *(?:- |-$|["']?[^\s:"'#]+["']? *:(?:\s|$))/.test(line);
  if (!isKeyOrItem || open.includes(indent) || /:[ \t]*(?:#.*)?$/.test(before)) return undefined;
  const nearest = [...open].sort((a, b) => Math.abs(a - indent) - Math.abs(b - indent) || b - a)[0] ?? 0;
  return {
    column: indent,
    message: says(
      `the key is indented by ${indent} ${indent === 1 ? 'space' : 'spaces'}, where its neighbours have ${nearest}${nearest === 1 ? ' space' : ' spaces'}`,
      `키를 공백 ${indent}개로 들여썼지만, 이웃한 키는 ${nearest}개입니다`,
    ),
    hint: says(
      'give the keys of one mapping the same indentation',
      '한 매핑의 키는 같은 깊이로 들여쓰십시오',
    ),
    mend: { column: 0, removed: indent, inserted: ' '.repeat(nearest) },
  };
};

const equalsSign: SlipKind = (line) => {
  const [, lead = '', sign = ''] = /^( *(?:- +)*[A-Za-z_][\w.-]*)( *= *)\S/.exec(line) ?? [];
  return lead === '' || /: /.test(line)
    ? undefined
    : {
        column: lead.length + sign.indexOf('='),
        message: says(
          'a colon stands between key and value in YAML, not an equals sign',
          'YAML 에서 키와 값 사이에는 등호가 아니라 콜론을 씁니다',
        ),
        hint: says('write key: value', 'key: value 처럼 적으십시오'),
        mend: { column: lead.length, removed: sign.length, inserted: ': ' },
      };
};

const noColon: SlipKind = (line) => {
  const [, lead = '', rest = ''] = /^( *[A-Za-z_][\w-]*)([ \t]*|[ \t]+[^\s#:].*)\r?$/.exec(line) ?? [];
  return lead === '' || /:(?:\s|$)/.test(rest)
    ? undefined
    : {
        column: lead.length,
        message: says('there is no colon behind the key', '키 뒤에 콜론이 없습니다'),
        hint: says('write key: value', 'key: value 처럼 적으십시오'),
        mend: { column: lead.length, removed: 0, inserted: ':' },
      };
};

const unknownEscape: SlipKind = (line) => {
  const [, lead] = /^([^"#]*"(?:[^"\\]|\\[0abtnvfre "/\\N_LPxuU\t])*)\\/.exec(line) ?? [];
  return lead === undefined
    ? undefined
    : {
        column: lead.length,
        message: says(
          'a backslash in double quotes starts an escape that YAML does not know',
          '큰따옴표 안의 백슬래시가 YAML 이 모르는 이스케이프를 시작합니다',
        ),
        hint: says(
          `${QUOTE.en}, where a backslash is only a backslash`,
          `${QUOTE.ko}. 그 안에서 백슬래시는 글자 그대로입니다`,
        ),
        mend: { column: lead.length, removed: 0, inserted: '\\' },
        isGuess: true,
      };
};

const behindQuote: SlipKind = (line) => {
  const column = VALUE.exec(line)?.[0].length ?? 0;
  const [, closed] = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ \t]*[^\s#,\]}:]/.exec(line.slice(column)) ?? [];
  return closed === undefined
    ? undefined
    : {
        column: column + closed.length,
        message: says('something follows the closing quote', '닫는 따옴표 뒤에 무언가가 있습니다'),
        hint: says(
          'inside single quotes, write a quote twice; inside double quotes, write \\"',
          '작은따옴표 안에서는 따옴표를 두 번, 큰따옴표 안에서는 \\" 로 적습니다',
        ),
        mend: quoted(line, column),
        isGuess: true,
      };
};

const surplusBracket: SlipKind = (line) => {
  const open: string[] = [];
  for (const [column, sign] of [
    ...line.replace(/(["'])(?:(?!\1).)*\1/g, (text) => ' '.repeat(text.length)),
  ].entries()) {
    if (sign === '#' && /\s/.test(line[column - 1] ?? ' ')) return undefined;
    if (sign === '[') open.push(']');
    if (sign === '{') open.push('}');
    if ((sign !== ']' && sign !== '}') || open.pop() === sign) continue;
    return {
      column,
      message: says('a bracket is closed here that was not opened', '열지 않은 괄호를 여기서 닫았습니다'),
      hint: says(
        'close what was opened, [ by ] and { by }, and nothing else',
        '연 것만 닫으십시오. [ 는 ] 로, { 는 } 로 닫습니다',
      ),
      mend: quoted(line, VALUE.exec(line)?.[0].length ?? 0),
      isGuess: true,
    };
  }
  return undefined;
};

const mappingInValue: SlipKind = (line) => {
  const [, lead] = /^( *(?:- +)*[^\s:'"#]+:[ \t]+[^'"\s#[{][^#]*?):(?:\s|$)/.exec(line) ?? [];
  return lead === undefined
    ? undefined
    : {
        column: lead.length,
        message: says(
          'a value that holds ": " looks like a mapping in YAML',
          '": " 가 있는 값은 YAML 에서 매핑으로 보입니다',
        ),
        hint: QUOTE,
        mend: quoted(line, VALUE.exec(line)?.[0].length ?? 0),
        isGuess: true,
      };
};

const noSpaceInItem: SlipKind = (line) =>
  missingSpace(line, /^( *(?:- +)+["']?[A-Za-z_][\w-]*["']?):(?!\/\/)[^\s:]/);

/** The kinds that are looked for where a parser stopped, in this order. */
export const whereLost: readonly SlipKind[] = [
  valueThat(
    /^[@`]/,
    says(
      'a value cannot start with @ or ` in YAML',
      '값은 YAML 에서 @ 로 시작할 수 없고, 백틱으로도 시작할 수 없습니다',
    ),
  ),
  valueThat(/^%/, says('a value cannot start with % in YAML', '값은 YAML 에서 % 로 시작할 수 없습니다')),
  valueThat(
    /^\*/,
    says('a value that starts with * is an alias in YAML', '* 로 시작하는 값은 YAML 의 별칭입니다'),
    says(`${QUOTE.en}: '*…'`, `${QUOTE.ko}: '*…'`),
  ),
  valueThat(
    /^!/,
    says('a value that starts with ! is a tag in YAML', '! 로 시작하는 값은 YAML 의 태그입니다'),
    says(
      `${QUOTE.en}: '!…'; uegen knows the tags !env NAME and !file PATH`,
      `${QUOTE.ko}: '!…'. uegen 의 태그는 !env NAME 과 !file PATH 입니다`,
    ),
  ),
  valueThat(
    /^&/,
    says('a value that starts with & is an anchor in YAML', '& 로 시작하는 값은 YAML 의 앵커입니다'),
  ),
  valueThat(
    /^[-?](?:\s|$)/,
    says(
      'a value cannot start with "- " or "? " in YAML',
      '값은 YAML 에서 "- " 나 "? " 로 시작할 수 없습니다',
    ),
  ),
  valueThat(
    /^[|>](?![-+\d]*\s*(?:#|$))/,
    says(
      'a value that starts with | or > starts a text of several lines',
      '| 나 > 로 시작하는 값은 여러 줄의 텍스트를 시작합니다',
    ),
  ),
  valueThat(
    /^[,\]}]/,
    says('a value cannot start with , ] or } in YAML', '값은 YAML 에서 , ] } 로 시작할 수 없습니다'),
  ),
  unknownEscape,
  behindQuote,
  surplusBracket,
  mappingInValue,
  noSpaceInItem,
  conflictingIndent,
  equalsSign,
  noColon,
];

/** Nobody types longer lines, and some patterns would take long for them. */
const LONGEST = 2000;

/** The first slip of these kinds in a line. */
export function firstSlip(
  kinds: readonly SlipKind[],
  ...[line, surroundings]: Parameters<SlipKind>
): Slip | undefined {
  if (line.length > LONGEST) return undefined;
  for (const kind of kinds) {
    const slip = kind(line, surroundings);
    if (slip !== undefined) return slip;
  }
  return undefined;
}
