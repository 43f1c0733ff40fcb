import { loadAll, YAMLException } from 'js-yaml';
import { parseDocument } from 'yaml';
import { type Diagnostic, diagnose, type Position } from '../../diagnostic.ts';
import { says } from '../../text.ts';
import { explainSyntaxError } from '../syntax-error.ts';
import { unlessTooDeep } from '../too-deep.ts';
import type { ConfigTree } from '../tree.ts';
import { configYaml } from '../yaml-schema.ts';
import { atOnce } from './at-once.ts';
import { type Context, contextOf, type Unclosed } from './context.ts';
import { type MendedText, mendedText } from './mended.ts';
import { indentOf, type Slip, type Surroundings } from './slip.ts';
import { firstSlip, whereLost } from './where-lost.ts';

/** The most slips that are told in one run: behind so many, a file is something else than YAML. */
const MOST = 50;
/** The same for a text of a length that takes long to parse. */
const MOST_OF_LONG = 3;
const LONG = 1024 * 1024;

/** The slips of a text, and what can be read of it once they are mended in memory. */
export interface Slips {
  diagnostics: Diagnostic[];
  /** Absent where something can't be mended. */
  mended?: Mended;
  /** A place of the mended text in the one that was given; undefined in a line of which nothing more is to be said. */
  original(position: Position): Position | undefined;
}

/** A mended text, its documents, and whether one of its mappings has a key twice. */
interface Mended {
  text: string;
  documents: ConfigTree[];
  hasDuplicates: boolean;
}

/**
 * Finds the slips of a text and explains each at its own line. The lines are read one by one; where parsers still lose
 * their way, the place at which each of them does is looked at, mended, and read again.
 */
export function findSlips(text: string): Slips {
  const mended = mendedText(text);
  const guessed = new Set<number>();
  const diagnostics: Diagnostic[] = [];
  const tell = (line: number, slip: Slip) => {
    const { message, hint, column } = slip;
    const position = mended.original({ line: line + 1, column: column + 1, length: 1 });
    diagnostics.push({ ...diagnose({ code: 'yaml-syntax', message, hint, path: [] }), position });
    mended.mend(line, slip.mend);
    if (slip.isGuess) guessed.add(line);
  };
  const original = (position: Position) =>
    guessed.has(position.line - 1) ? undefined : mended.original(position);
  const most = text.length > LONG ? MOST_OF_LONG : MOST;
  const inside = closeAll(mended, tell, diagnostics);
  mendLines(mended, inside, tell);
  for (let turn = 0; turn < most; turn += 1) {
    const lost = readDocuments(mended.lines.join('\n'));
    if ('documents' in lost) return { diagnostics, original, mended: lost };
    const found = slipWhere(lost, mended, inside);
    if (found === undefined) {
      const { position, ...rest } = explainSyntaxError(lost.error, lost.text);
      diagnostics.push(position === undefined ? rest : { ...rest, position: mended.original(position) });
      break;
    }
    tell(found.line, found.slip);
  }
  return { diagnostics, original };
}

type Tell = (line: number, slip: Slip) => void;

/** Closes each quote and bracket that is open, and answers with the lines that begin inside of one. */
function closeAll(mended: MendedText, tell: Tell, told: readonly Diagnostic[]): Context['inside'] {
  let context = contextOf(mended.lines);
  let former = '';
  while (context.unclosed !== undefined && told.length < MOST) {
    const { kind, line, column, end } = context.unclosed;
    if (former === `${line}:${column}`) break;
    former = `${line}:${column}`;
    const nothing = { column: 0, removed: 0, inserted: '' };
    tell(line, { column, ...UNCLOSED[kind], mend: nothing, isGuess: true });
    mended.mend(end.line, end.mend);
    context = contextOf(mended.lines);
  }
  return context.inside;
}

const UNCLOSED: Readonly<Record<Unclosed['kind'], Pick<Slip, 'message' | 'hint'>>> = {
  quote: {
    message: says('a quote that is opened here is never closed', '여기서 열린 따옴표가 닫히지 않았습니다'),
    hint: says(
      'close it; inside single quotes, write a quote twice',
      '닫으십시오. 작은따옴표 안에서는 따옴표를 두 번 적습니다',
    ),
  },
  bracket: {
    message: says('a bracket that is opened here is never closed', '여기서 열린 괄호가 닫히지 않았습니다'),
    hint: says('close [ by ] and { by }', '[ 는 ] 로, { 는 } 로 닫으십시오'),
  },
};

function mendLines(mended: MendedText, inside: Context['inside'], tell: Tell): void {
  let before = '';
  for (let line = 0; line < mended.lines.length; line += 1) {
    if (inside.has(line)) continue;
    // One line may hold several.
    for (let turn = 0; turn < 5; turn += 1) {
      const slip = firstSlip(atOnce, mended.lines[line] ?? '', { before, open: [] });
      if (slip === undefined) break;
      tell(line, slip);
    }
    if (hasContent(mended.lines[line])) before = (mended.lines[line] as string).trimEnd();
  }
}

function hasContent(line = ''): boolean {
  return !/^\s*(?:#.*)?$/.test(line);
}

interface Lost {
  text: string;
  error: YAMLException;
}

/** The documents of a text; or where js-yaml lost its way. Of a key that is given twice the later value is read. */
function readDocuments(text: string): Mended | Lost {
  try {
    return { text, documents: load(text, false), hasDuplicates: false };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    if (!/^duplicated mapping key/.test(error.reason)) return { text, error };
  }
  try {
    return { text, documents: load(text, true), hasDuplicates: true };
  } catch (error) {
    if (error instanceof YAMLException) return { text, error };
    throw error;
  }
}

function load(text: string, json: boolean): ConfigTree[] {
  return loadAll(text, null, { schema: configYaml, json }) as ConfigTree[];
}

/** The first slip in the lines around the places at which the two parsers stopped. */
function slipWhere(
  { error }: Lost,
  { lines }: MendedText,
  inside: Context['inside'],
): { line: number; slip: Slip } | undefined {
  const stop = (error as { mark?: YAMLException['mark'] }).mark?.line ?? lines.length - 1;
  for (const line of candidates(lines, stop)) {
    const text = lines[line];
    if (text === undefined || inside.has(line)) continue;
    const slip = firstSlip(whereLost, text, surroundings(lines, line, inside));
    if (slip !== undefined) return { line, slip };
  }
  return undefined;
}

// What stands in the line itself says more than what a neighbour might.
function* candidates(lines: readonly string[], stop: number): Generator<number> {
  yield stop;
  yield firstError(lines, stop);
  yield neighbour(lines, stop, 1);
  yield neighbour(lines, stop, -1);
}

/** As many lines behind the stop are read, so that the cost follows the place of the slip and not the length of the text. */
const AHEAD = 3;

/** A line of more characters isn't read a second time: of each that it can't read, yaml makes an error. */
const LONGEST = 16 * 1024;

// A pretty error holds its line, which is copied for each error in it.
const TOLERANT = {
  schema: 'failsafe',
  uniqueKeys: false,
  logLevel: 'silent',
  prettyErrors: false,
} as const;

/** The line of the first error of yaml's parser, which reads on behind errors, and marks where a key or value begins. */
function firstError(lines: readonly string[], stop: number): number {
  const read = lines.slice(0, stop + AHEAD);
  if (read.some((line) => line.length > LONGEST)) return stop;
  const text = read.join('\n');
  const [error] = unlessTooDeep(() => parseDocument(text, TOLERANT))?.errors ?? [];
  return error === undefined ? stop : text.slice(0, error.pos[0]).split('\n').length - 1;
}

function neighbour(lines: readonly string[], line: number, step: 1 | -1): number {
  let next = line + step;
  while (next >= 0 && next < lines.length && !hasContent(lines[next])) next += step;
  return next;
}

function surroundings(lines: readonly string[], end: number, inside: Context['inside']): Surroundings {
  const open: number[] = [];
  let before = '';
  for (let line = 0; line < end; line += 1) {
    const text = lines[line] ?? '';
    if (!hasContent(text) || inside.has(line)) continue;
    before = text.trimEnd();
    const indents = indentsOf(before);
    while (open.length > 0 && (open.at(-1) as number) > (indents[0] as number)) open.pop();
    for (const indent of indents) if (!open.includes(indent)) open.push(indent);
  }
  return { before, open };
}

/** The indentation of a line, and of the mapping that begins behind its dashes. */
function indentsOf(line: string): number[] {
  const dashes = /^ *(?:- +)+/.exec(line)?.[0];
  return dashes === undefined ? [indentOf(line)] : [indentOf(line), dashes.length];
}
