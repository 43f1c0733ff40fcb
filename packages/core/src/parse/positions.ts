import { load } from 'js-yaml';
import SourceMap from 'js-yaml-source-map';
import type { Path, Position } from '../diagnostic.ts';
import { withoutBom } from './parse.ts';
import { positionYaml } from './yaml-schema.ts';

/** Where the keys and values of config.yml stand. Made only when there is something to report. */
export interface Positions {
  /** The key at `path`, or the list item; for the root, the first character. */
  key(path: Path): Position;
  /** The value at `path`; its key where the value is blank, a list or a mapping. */
  value(path: Path): Position;
}

interface State {
  kind?: string | null;
  result: unknown;
}
type Listener = (event: 'open' | 'close', state: State) => void;

// js-yaml tells some values otherwise than the source map expects, which would then lose its place: a blank one closes
// without a kind, an empty mapping or list without children, and both count as ''; one with a tag or an anchor closes
// twice, and only the first time counts.
function steady(listener: Listener): Listener {
  let closed: unknown = NOTHING;
  return (event, state) => {
    const again = event === 'close' && state.result === closed;
    closed = event === 'close' ? state.result : NOTHING;
    if (event === 'open') listener(event, state);
    else if (again) listener(event, as(state, undefined, ''));
    else listener(event, isEmpty(state) ? as(state, 'scalar', '') : state);
  };
}

const NOTHING = Symbol('nothing');

function isEmpty({ kind, result }: State): boolean {
  return !kind || (kind !== 'scalar' && Object.keys(result as object).length === 0);
}

function as(state: State, kind: string | undefined, result: unknown): State {
  return Object.assign(Object.create(state), { kind, result });
}

/** Finds the positions of a config that parses. */
export function findPositions(source: string): Positions {
  const text = withoutBom(source);
  const at = positionFinder(text);
  const map = new SourceMap();
  load(text, { schema: positionYaml, listener: steady(map.listen() as Listener) as never });

  const keyEnd = (path: Path): number | undefined => {
    const anchor = map.lookup([...path])?.position;
    const name = path.at(-1);
    return anchor === undefined || name === undefined ? undefined : endOfKey(text, anchor, name);
  };
  const key = (path: Path): Position => {
    if (path.length === 0) return at(0, 1);
    const name = path.at(-1) as string;
    const end = keyEnd(path);
    if (end !== undefined) return at(end - name.length, name.length);
    const item = /^\d+$/.test(name) ? itemBefore(text, map.lookup([...path])?.position, at) : undefined;
    return item ?? key(path.slice(0, -1));
  };
  const value = (path: Path): Position => {
    const end = keyEnd(path);
    const found = end === undefined ? undefined : valueAfter(text, end, at);
    return found ?? key(path);
  };
  return { key, value };
}

// The source map answers with the end of a scalar's key, or with the start of a mapping's content: the key is the
// nearest one before that, outside comments.
function endOfKey(text: string, anchor: number, name: string): number | undefined {
  for (let start = text.lastIndexOf(name, anchor); start >= 0; start = text.lastIndexOf(name, start - 1)) {
    const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
    const end = start + name.length;
    if (/^(?:[^#]*[\s{,])?["']?$/.test(before) && /^["']?[ \t]*:(?:\s|$)/.test(text.slice(end, end + 80)))
      return end;
    if (start === 0) break;
  }
  return undefined;
}

function valueAfter(text: string, keyEnd: number, at: PositionFinder): Position | undefined {
  const rest = text.slice(keyEnd, lineEnd(text, keyEnd));
  const match = /^(["']?[ \t]*:[ \t]+)([^\s#{[|>&].*?)[ \t\r]*(?: #.*)?$/.exec(rest);
  if (match === null) return undefined;
  const [, lead, scalar] = match as unknown as [string, string, string];
  return at(keyEnd + lead.length, scalar.length);
}

function itemBefore(text: string, anchor: number | undefined, at: PositionFinder): Position | undefined {
  if (anchor === undefined) return undefined;
  const lineStart = text.lastIndexOf('\n', anchor - 1) + 1;
  const match = /([^\s,[]+)$/.exec(text.slice(lineStart, anchor).trimEnd());
  return match === null ? undefined : at(lineStart + match.index, (match[1] as string).length);
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

type PositionFinder = (offset: number, length: number) => Position;

/** Turns offsets of `text` into lines and columns. */
export function positionFinder(text: string): PositionFinder {
  const lineStarts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) lineStarts.push(end + 1);
  return (offset, length) => {
    let low = 0;
    let high = lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((lineStarts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (lineStarts[low] as number) + 1, length };
  };
}
