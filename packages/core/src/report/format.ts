import { schemaAt } from '../config/schema.ts';
import { isShowable } from '../config/secrets.ts';
import type { Diagnostic, KeyPath, Severity } from '../diagnostic.ts';
import { withoutBom } from '../parse/parse.ts';
import { type Lang, spokenIn, type Text } from '../text.ts';
import { isHarmlessFlow } from './flow-line.ts';

/** How {@link formatDiagnostics} prints. */
export interface FormatOptions {
  /** What config.yml is called in front of line and column. */
  fileName: string;
  /** The text of config.yml, for the source lines; without it there are none. */
  text?: string;
  /** Whether to use ANSI colours. */
  color?: boolean;
  /** English unless told otherwise. */
  lang?: Lang;
  /** How many more errors there are than the diagnostics. */
  untold?: number;
}

/** The most diagnostics that are shown; errors come first. */
const SHOWN = 100;

/** The most of a source line that is shown, in UTF-16 code units. */
const WIDTH = 200;

/** The diagnostics as a person reads them: place, message, source line with a caret, hint; then a count. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], options: FormatOptions): string {
  if (diagnostics.length === 0) return '';
  const lines = withoutBom(options.text ?? '').split(/\r?\n/);
  const { lang = 'en', untold = 0 } = options;
  const shown = diagnostics.slice(0, SHOWN).map((diagnostic) => spokenIn(lang, diagnostic));
  const seen = new Set<number>();
  const blocks = shown.map((diagnostic) => block(diagnostic, lines, seen, options));
  const more = diagnostics.length - shown.length + untold;
  const left: Text = {
    en: `${more} more are not shown; --json lists all\n`,
    ko: `${more}개는 생략했습니다. --json 은 모두 출력합니다\n`,
  };
  return `${blocks.join('\n')}\n${more === 0 ? '' : left[lang]}${count(diagnostics, untold, lang)}\n`;
}

const colors: Record<Severity | 'bold', string> = { error: '31', warning: '33', note: '36', bold: '1' };

const SEVERITIES: Readonly<Record<Severity, Text>> = {
  error: { en: 'error', ko: '오류' },
  warning: { en: 'warning', ko: '경고' },
  note: { en: 'note', ko: '알림' },
};

function block(
  diagnostic: Diagnostic,
  lines: readonly string[],
  seen: Set<number>,
  { fileName, color, lang = 'en' }: FormatOptions,
): string {
  const paint = (style: keyof typeof colors, text: string) =>
    color ? `\u001B[${colors[style]}m${text}\u001B[0m` : text;
  const { position, severity, file, hint } = diagnostic;
  const place = position === undefined ? '' : `:${position.line}:${position.column}`;
  const head = `${paint('bold', `${harmless(file ?? fileName)}${place}:`)} ${paint(severity, `${SEVERITIES[severity][lang]}:`)} ${harmless(diagnostic.message)} [${diagnostic.code}]`;
  const source = file === undefined && !concernsAll(diagnostic) ? excerpts(diagnostic, lines, seen) : [];
  return [
    head,
    ...source,
    ...(hint === undefined ? [] : [`  ${lang === 'ko' ? '힌트' : 'hint'}: ${harmless(hint)}`]),
  ].join('\n');
}

// What is missing at the top of the file, or said of it as a whole, has no line of its own to show.
const OF_ALL: ReadonlySet<Diagnostic['code']> = new Set(['missing-key', 'draft', 'too-large']);

function concernsAll({ code, path }: Diagnostic): boolean {
  return path.length === 0 && OF_ALL.has(code);
}

// A line with many mistakes is shown at the first of them: each names its column. A conflict shows all of its sides.
function excerpts(diagnostic: Diagnostic, lines: readonly string[], seen: Set<number>): string[] {
  const { also, position } = diagnostic;
  const isSeen = position === undefined || seen.has(position.line);
  if (also === undefined && isSeen) return [];
  const places = [diagnostic, ...(also ?? []).map((other) => ({ ...diagnostic, ...other }))];
  const shown = new Set<number>();
  return places.flatMap((place) => {
    const line = place.position?.line;
    if (line === undefined) return [];
    seen.add(line);
    // Two sides in one line: the line once, and below it a caret for each.
    const again = shown.has(line);
    shown.add(line);
    return excerpt(place, lines).slice(again ? 1 : 0);
  });
}

function excerpt({ position, path, code }: Diagnostic, lines: readonly string[]): string[] {
  const line = position === undefined ? undefined : lines[position.line - 1];
  if (position === undefined || line === undefined || line.trim() === '') return [];
  const known = code !== 'unknown-key' && code !== 'yaml-syntax' && schemaAt(path, undefined) !== undefined;
  const visible = known && (isPlain(line, path) || isHarmlessFlow(line, path));
  const shown = harmless(cut(visible ? line : mask(line)));
  const start = position.column - 1;
  const source = `${String(position.line).padStart(5)} | ${shown}`;
  if (start > shown.length) return [source];
  const marked = shown.slice(start, start + position.length);
  const carets = '^'.repeat(Math.max(1, width(marked)));
  return [source, `      | ${' '.repeat(width(shown.slice(0, start)))}${carets}`];
}

// All of Cc but a line break and a tab, as characters: V8 takes longer to look a class of Unicode up than for the rest.
const MOVES_CURSOR =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is about them.
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

// What moves a terminal's cursor may stand in a key; of a line, each such character stays one column wide.
function harmless(text: string): string {
  return text.replace(MOVES_CURSOR, '\uFFFD');
}

function cut(line: string): string {
  return line.length > WIDTH ? `${line.slice(0, WIDTH)}…` : line;
}

// One key with at most one value, or one list item: nothing else can stand in such a line.
function isPlain(line: string, path: KeyPath): boolean {
  const lead =
    /^\s*(?:- +(?:["']?[^\s:"'{}[\],#]+["']?[ \t]*:(?:[ \t]+|$))?|["']?[^\s:"'{}[\],#]+["']?[ \t]*:(?:[ \t]+|$))/.exec(
      line,
    )?.[0];
  const value = line.slice(lead?.length);
  return lead !== undefined && PLAIN_VALUE.test(value) && isShowable(path, value);
}

const PLAIN_VALUE = /^(?:[^\s{[|>&:#](?:[^:#]|:(?=\S)|(?<=\S)#)*)?$/;

// Of a line that may hold a secret only the key is shown, and a mask that doesn't tell a length.
function mask(line: string): string {
  const key = /^\s*(?:- +)?["']?[^\s:"'{}[\],#]+["']?[ \t]*:(?=\s|$)/.exec(line)?.[0];
  if (key !== undefined) return line.slice(key.length).trim() === '' ? line : `${key} ********`;
  return `${/^\s*(?:- +)?/.exec(line)?.[0] ?? ''}********`;
}

/** Columns on a terminal: letters of East Asian scripts take two. */
export function width(text: string): number {
  // Most lines: to know all of Unicode's wide letters takes V8 longer than to find a mistake.
  if (/^[ -~]*$/.test(text)) return text.length;
  const wide =
    /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;
  let columns = 0;
  for (const character of text) columns += wide.test(character) ? 2 : /\p{Mn}/u.test(character) ? 0 : 1;
  return columns;
}

function count(diagnostics: readonly Diagnostic[], untold: number, lang: Lang): string {
  const parts = (['error', 'warning', 'note'] as const)
    .map((severity) => ({
      severity,
      number:
        diagnostics.filter((diagnostic) => diagnostic.severity === severity).length +
        (severity === 'error' ? untold : 0),
    }))
    .filter(({ number }) => number > 0)
    .map(({ severity, number }) =>
      lang === 'ko'
        ? `${SEVERITIES[severity].ko} ${number}개`
        : `${number} ${severity}${number === 1 ? '' : 's'}`,
    );
  return parts.join(', ');
}
