import { missingSpace } from './at-once.ts';
import { indentOf, quoted, type Slip, type SlipKind } from './slip.ts';

// Slips that are looked for only where the parser lost its way: elsewhere the same line may be right.

const VALUE = /^ *(?:- +)*(?:["']?[^\s:"'#{}[\],]+["']?[ \t]*:[ \t]+)?/;
const QUOTE = 'put the value in single quotes';

/** A value that begins with a sign of YAML's. */
function valueThat(begins: RegExp, message: string, hint = QUOTE): SlipKind {
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
  const spaces = (count: number) => `${count} ${count === 1 ? 'space' : 'spaces'}`;
  return {
    column: indent,
    message: `the key is indented by ${spaces(indent)}, where its neighbours have ${spaces(nearest)}`,
    hint: 'give the keys of one mapping the same indentation',
    mend: { column: 0, removed: indent, inserted: ' '.repeat(nearest) },
  };
};

const equalsSign: SlipKind = (line) => {
  const [, lead = '', sign = ''] = /^( *(?:- +)*[A-Za-z_][\w.-]*)( *= *)\S/.exec(line) ?? [];
  return lead === '' || /: /.test(line)
    ? undefined
    : {
        column: lead.length + sign.indexOf('='),
        message: 'a colon stands between key and value in YAML, not an equals sign',
        hint: 'write key: value',
        mend: { column: lead.length, removed: sign.length, inserted: ': ' },
      };
};

const noColon: SlipKind = (line) => {
  const [, lead = '', rest = ''] = /^( *[A-Za-z_][\w-]*)([ \t]*|[ \t]+[^\s#:].*)\r?$/.exec(line) ?? [];
  return lead === '' || /:(?:\s|$)/.test(rest)
    ? undefined
    : {
        column: lead.length,
        message: 'there is no colon behind the key',
        hint: 'write key: value',
        mend: { column: lead.length, removed: 0, inserted: ':' },
      };
};

const unknownEscape: SlipKind = (line) => {
  const [, lead] = /^([^"#]*"(?:[^"\\]|\\[0abtnvfre "/\\N_LPxuU\t])*)\\/.exec(line) ?? [];
  return lead === undefined
    ? undefined
    : {
        column: lead.length,
        message: 'a backslash in double quotes starts an escape that YAML does not know',
        hint: `${QUOTE}, where a backslash is only a backslash`,
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
        message: 'something follows the closing quote',
        hint: 'inside single quotes, write a quote twice; inside double quotes, write \\"',
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
      message: 'a bracket is closed here that was not opened',
      hint: 'close what was opened, [ by ] and { by }, and nothing else',
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
        message: 'a value that holds ": " looks like a mapping in YAML',
        hint: QUOTE,
        mend: quoted(line, VALUE.exec(line)?.[0].length ?? 0),
        isGuess: true,
      };
};

const noSpaceInItem: SlipKind = (line) =>
  missingSpace(line, /^( *(?:- +)+["']?[A-Za-z_][\w-]*["']?):(?!\/\/)[^\s:]/);

/** The kinds that are looked for where a parser stopped, in this order. */
export const whereLost: readonly SlipKind[] = [
  valueThat(/^[@`]/, 'a value cannot start with @ or ` in YAML'),
  valueThat(/^%/, 'a value cannot start with % in YAML'),
  valueThat(/^\*/, 'a value that starts with * is an alias in YAML', `${QUOTE}: '*…'`),
  valueThat(
    /^!/,
    'a value that starts with ! is a tag in YAML',
    `${QUOTE}: '!…'; uegen knows the tags !env NAME and !file PATH`,
  ),
  valueThat(/^&/, 'a value that starts with & is an anchor in YAML'),
  valueThat(/^[-?](?:\s|$)/, 'a value cannot start with "- " or "? " in YAML'),
  valueThat(/^[|>](?![-+\d]*\s*(?:#|$))/, 'a value that starts with | or > starts a text of several lines'),
  valueThat(/^[,\]}]/, 'a value cannot start with , ] or } in YAML'),
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
