import {
  type Document,
  isCollection,
  isMap,
  isPair,
  isScalar,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
} from 'yaml';

/** A mapping and its pairs, as yaml found them in a text. */
export type Mapping = YAMLMap<unknown, unknown>;

/** A key with its value, as yaml found them in a text. */
export type Entry = Pair<unknown, unknown>;

// As positions are found: what js-yaml took is taken here too.
const TOLERANT = {
  schema: 'failsafe',
  strict: false,
  uniqueKeys: false,
  logLevel: 'silent',
  prettyErrors: false,
  keepSourceTokens: true,
} as const;

/** The mapping that a text holds, with the place of every token; undefined where it holds none. */
export function rootOf(text: string): Mapping | undefined {
  const { contents }: Document = parseDocument(text, TOLERANT);
  return isMap(contents) ? contents : undefined;
}

/** The entry of a mapping under that key. */
export function entryOf(mapping: Mapping, key: string): Entry | undefined {
  return mapping.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
}

/** True where nothing is written behind the colon. */
export function isEmpty({ value }: Entry): boolean {
  return value === null || (isScalar(value) && value.source === '' && value.tag === undefined);
}

/** Where the key begins. */
export function keyStart({ key }: Entry): number {
  return (key as Node).range?.[0] ?? 0;
}

/** Where the value begins, with its tag or anchor, and where it ends. Of an empty one both are the end of the colon. */
export function valueRange(entry: Entry): readonly [start: number, end: number] {
  const colon = colonEnd(entry);
  if (isEmpty(entry)) return [colon, colon];
  const value = entry.value as Node;
  const start = value.range?.[0] ?? colon;
  const marks = (entry.srcToken?.sep ?? []).filter(({ type }) => type === 'tag' || type === 'anchor');
  return [Math.min(start, ...marks.map(({ offset }) => offset)), endOf(value, colon)];
}

/** Where a colon stands behind the key. In a flow, a key may stand alone. */
export function hasColon({ srcToken }: Entry): boolean {
  return (srcToken?.sep ?? []).some(({ type }) => type === 'map-value-ind');
}

function colonEnd(entry: Entry): number {
  const colon = (entry.srcToken?.sep ?? []).find(({ type }) => type === 'map-value-ind');
  return colon === undefined ? ((entry.key as Node).range?.[1] ?? 0) : colon.offset + 1;
}

// What yaml calls the end of a block reaches into the comments and blank lines behind it.
function endOf(node: unknown, fallback: number): number {
  if (isCollection(node) && !node.flow) {
    const last = node.items.at(-1);
    const start = node.range?.[0] ?? fallback;
    if (isPair(last)) return Math.max(start, valueRange(last)[1]);
    return endOf(last, start);
  }
  return (node as Node | null)?.range?.[1] ?? fallback;
}
