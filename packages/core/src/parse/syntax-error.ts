import type { YAMLException } from 'js-yaml';
import { type Diagnostic, diagnose } from '../diagnostic.ts';
import { positionFinder } from './line-column.ts';

interface Explanation {
  reason: RegExp;
  message: string;
  hint: string;
}

const quote = 'put the value in single quotes';

// js-yaml's reasons, as sentences that say what to do. What a reason quotes from the text is left out: it may be a
// part of a password.
const explanations: readonly Explanation[] = [
  {
    reason: /^unidentified alias|^name of an alias node/,
    message: 'a value that starts with * is an alias in YAML',
    hint: `${quote}: '*…'`,
  },
  {
    reason:
      /^unknown (?:\w+ )?tag|^undeclared tag handle|^cannot resolve a node with|^tag (?:name|suffix|prefix)|^unacceptable node kind|malformed/,
    message: 'a value that starts with ! is a tag in YAML',
    hint: `${quote}: '!…'; uegen knows the tags !env NAME and !file PATH`,
  },
  {
    reason: /^duplicated mapping key/,
    message: 'the key is given twice in this mapping',
    hint: 'remove one of them',
  },
  {
    reason: /tab characters|tabs/,
    message: 'YAML must be indented by spaces, not tabs',
    hint: 'replace the tab by spaces',
  },
  {
    reason: /within a (?:single|double) quoted/,
    message: 'a quote that was opened is never closed',
    hint: 'close it; inside single quotes, write a quote twice',
  },
  {
    reason: /^unknown escape sequence|^expected hexadecimal character/,
    message: 'a backslash in double quotes starts an escape that YAML does not know',
    hint: `${quote}, where a backslash is only a backslash`,
  },
  {
    reason: /non-printable characters|null byte/,
    message: 'the config holds a control character',
    hint: 'remove it',
  },
];

// Where js-yaml only sees that something is wrong, the line itself mostly tells why.
const suspiciousLines: readonly (Omit<Explanation, 'reason'> & { line: RegExp })[] = [
  { line: /:[ \t]+[@`]/, message: 'a value cannot start with @ or ` in YAML', hint: quote },
  { line: /:[ \t]+%/, message: 'a value cannot start with % in YAML', hint: quote },
  { line: /:[ \t]+&/, message: 'a value that starts with & is an anchor in YAML', hint: quote },
  { line: /:[ \t]+[-?](?:\s|$)/, message: 'a value cannot start with "- " or "? " in YAML', hint: quote },
  {
    line: /:[ \t]+[^'"\s#][^#]*:(?:\s|$)/,
    message: 'a value that holds ": " looks like a mapping in YAML',
    hint: quote,
  },
  {
    line: /:[ \t]+(["'])(?:(?!\1).)*\1[ \t]*[^\s#]/,
    message: 'something follows the closing quote',
    hint: 'inside single quotes, write a quote twice; inside double quotes, write \\"',
  },
  {
    line: /^\s*[A-Za-z_][\w-]*:[^\s/]/,
    message: 'there is no space behind the colon',
    hint: 'write key: value',
  },
];

/** What is said where nothing shows why. */
export const unexplained = {
  message: 'this cannot be read as YAML',
  hint: 'give the keys of one mapping the same indentation, and look for a quote opened above and never closed',
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
