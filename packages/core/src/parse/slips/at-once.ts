import { says, type Text } from '../../text.ts';
import { indentOf, likelyIndent, ODD_SPACE, type Slip, type SlipKind } from './slip.ts';

// Slips that show in the line itself. YAML takes some of them as a part of a value, without a word.

const KEY = '["\']?[A-Za-z_][\\w.-]*["\']?';
const LEAD = '^ *(?:- +)*';

/** Where a pattern's first group ends, if the line is of that kind. */
function after(pattern: RegExp, line: string): number | undefined {
  return pattern.exec(line)?.[1]?.length;
}

const controlCharacter: SlipKind = (line) => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for.
  const column = line.search(/[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x84\x86-\x9F\uFFFE\uFFFF]/);
  return column < 0
    ? undefined
    : {
        column,
        message: says('the config holds a control character', '설정에 제어 문자가 있습니다'),
        hint: says('remove it', '지우십시오'),
        mend: { column, removed: 1, inserted: ' ' },
        isGuess: true,
      };
};

function wholeLine(pattern: RegExp, message: Text, hint: Text): SlipKind {
  return (line) =>
    pattern.test(line)
      ? {
          column: line.search(/\S/),
          message,
          hint,
          mend: { column: 0, removed: line.trimEnd().length, inserted: '' },
        }
      : undefined;
}

const indentation: SlipKind = (line, { before }) => {
  const space = new RegExp(`^[ \\t${ODD_SPACE}]*`).exec(line)?.[0] ?? '';
  const column = space.search(/[^ ]/);
  if (column < 0 || line.trim() === '' || (line[space.length] === '#' && !/[^ \t]/.test(space)))
    return undefined;
  const isTab = space[column] === '\t';
  const mend = { column: 0, removed: space.length, inserted: ' '.repeat(likelyIndent(before)) };
  return isTab
    ? {
        column,
        message: says(
          'YAML must be indented by spaces, not tabs',
          'YAML 은 탭이 아니라 공백으로 들여써야 합니다',
        ),
        hint: says('replace the tab by spaces', '탭을 공백으로 바꾸십시오'),
        mend,
        isGuess: true,
      }
    : { column, ...oddSpace(space[column]), mend, isGuess: true };
};

function oddSpace(character = ''): Pick<Slip, 'message' | 'hint'> {
  const name =
    character === '\u3000'
      ? says('a full-width (ideographic) space', '전각 공백')
      : says('a no-break space, or another special one,', '줄 바꿈 없는 공백과 같은 특수한 공백');
  return {
    message: says(
      `${name.en} stands where YAML needs a plain space`,
      `YAML 에 일반 공백이 필요한 자리에 ${name.ko}이 있습니다`,
    ),
    hint: says('replace it by a plain space', '일반 공백으로 바꾸십시오'),
  };
}

/** An odd space around a key's colon, behind a dash, or at the end of a value. */
const strangeSpace: SlipKind = (line) => {
  const odd = `[${ODD_SPACE}]`;
  const found =
    after(new RegExp(`(${LEAD}${KEY})${odd}+ *:`), line) ??
    after(new RegExp(`(${LEAD}${KEY}: *)${odd}`), line) ??
    after(new RegExp(`(${LEAD}- *)${odd}`), line) ??
    after(new RegExp(`^([^'"#]*[^\\s'"#])[ ${ODD_SPACE}]*${odd} *\\r?$`), line);
  if (found === undefined) return undefined;
  const removed = new RegExp(`^ *${odd}[ ${ODD_SPACE}]*`).exec(line.slice(found))?.[0].length ?? 0;
  const inserted = line.slice(found + removed).startsWith(':') ? '' : ' ';
  const column = found + line.slice(found).search(new RegExp(odd));
  return { column, ...oddSpace(line[column]), mend: { column: found, removed, inserted } };
};

const wideColon: SlipKind = (line) => {
  const column = after(new RegExp(`(${LEAD}${KEY} *)[\uFF1A\uFE55\uFE13]`), line);
  return column === undefined
    ? undefined
    : {
        column,
        message: says('a full-width colon stands behind the key', '키 뒤에 전각 콜론이 있습니다'),
        hint: says('write a plain colon and a space: key: value', '일반 콜론과 공백을 쓰십시오: key: value'),
        mend: { column, removed: 1, inserted: ': ' },
      };
};

/** `key:value`; of a list `- mysql:5.7` is a value. */
const noSpaceBehindColon: SlipKind = (line) =>
  missingSpace(line, /^( *["']?[A-Za-z_][\w-]*["']?):(?!\/\/)[^\s:](?![^#]*:(?:\s|$))/);

/** The slip of a line whose first group stands before a colon without a space behind it. */
export function missingSpace(line: string, pattern: RegExp): Slip | undefined {
  const column = after(pattern, line);
  return column === undefined
    ? undefined
    : {
        column,
        message: says('there is no space behind the colon', '콜론 뒤에 공백이 없습니다'),
        hint: says(
          'write key: value; if it is one value, put it in single quotes',
          'key: value 처럼 적으십시오. 하나의 값이면 작은따옴표로 감쌉니다',
        ),
        mend: { column: column + 1, removed: 0, inserted: ' ' },
      };
}

/** `{key:value}` on one line. */
const noSpaceInBraces: SlipKind = (line) =>
  missingSpace(
    line,
    new RegExp(`(${LEAD}(?:${KEY}: +)?\\{(?:[^'"{}]*,)? *[A-Za-z_][\\w-]*):[^\\s/:,}](?![^,}#]*:\\s)`),
  );

/** Where a key may stand, `-name: value` is one: the name is wrong, not the YAML. */
const noSpaceBehindDash: SlipKind = (line, { before }) => {
  if (!/^ *-[^\s-]/.test(line)) return undefined;
  const isKey = /^ *-[\w-]+: +\S/.test(line) && likelyIndent(before) === indentOf(line);
  if (isKey && !before.trimStart().startsWith('-')) return undefined;
  const column = indentOf(line);
  return {
    column,
    message: says('there is no space behind the dash', '대시 뒤에 공백이 없습니다'),
    hint: says(
      'write - value; if the dash is a part of the value, put it in single quotes',
      '- value 처럼 적으십시오. 대시가 값의 일부이면 작은따옴표로 감쌉니다',
    ),
    mend: { column: column + 1, removed: 0, inserted: ' ' },
  };
};

const otherBullet: SlipKind = (line) => {
  if (!/^ *[\u2013\u2014\u2022\u00B7*] /.test(line)) return undefined;
  const column = indentOf(line);
  return {
    column,
    message: says('an item of a list begins with a plain dash', '목록의 항목은 일반 대시로 시작합니다'),
    hint: says('write - value', '- value 처럼 적으십시오'),
    mend: { column, removed: 1, inserted: '-' },
  };
};

const curlyQuote: SlipKind = (line) => {
  const column = after(
    /^( *(?:- +)*(?:["']?[A-Za-z_][\w.-]*["']?: +)?)[\u201C\u201D\u201E\u2018\u2019\uFF02\uFF07\u300C]/,
    line,
  );
  return column === undefined
    ? undefined
    : {
        column,
        message: says(
          'a curly quote is no quote in YAML: it would be a part of the value',
          '둥근 따옴표는 YAML 의 따옴표가 아니며, 값의 일부가 됩니다',
        ),
        hint: says(
          "write a plain one: '…'; if it is a part of the value, put single quotes around it",
          "일반 따옴표를 쓰십시오: '…'. 값의 일부이면 작은따옴표로 감쌉니다",
        ),
        mend: { column, removed: line.slice(column).trimEnd().length, inserted: "'…'" },
        isGuess: true,
      };
};

/** The kinds that are looked for in every line, whether it parses or not, in this order. */
export const atOnce: readonly SlipKind[] = [
  controlCharacter,
  wholeLine(
    /^(?:<{7}|={7}|>{7}|\|{7})(?: |\r?$)/,
    says('git left the mark of a conflict here', 'git 의 충돌 표시가 남아 있습니다'),
    says(
      'keep one of the two sides, and remove the three marks',
      '둘 중 한쪽만 남기고, 표시 세 줄을 지우십시오',
    ),
  ),
  wholeLine(
    /^ *```/,
    says('a line of Markdown was copied along', 'Markdown 의 줄이 함께 복사되었습니다'),
    says('remove it', '지우십시오'),
  ),
  wholeLine(
    /^ *(?:\/\/|\/\*|<!--|;|-- )/,
    says('a comment begins with # in YAML', 'YAML 의 주석은 # 로 시작합니다'),
    says('write # in front', '앞에 # 를 적으십시오'),
  ),
  indentation,
  strangeSpace,
  wideColon,
  otherBullet,
  noSpaceBehindDash,
  noSpaceBehindColon,
  noSpaceInBraces,
  curlyQuote,
];
