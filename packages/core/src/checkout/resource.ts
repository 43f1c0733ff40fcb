import { type Broken, type Leaf, type ReadLeaves, readJson, readProperties, readYaml } from './leaves.ts';
import { type Expression, mavenKeeps } from './maven.ts';

/** A file of a service's resources that holds placeholders, taken apart. */
export interface Resource {
  /** Its path from the checkout's root. */
  source: string;
  text: string;
  /** In their order. */
  places: readonly Expression[];
  /** Absent for a file of no known format. */
  read?: ReadLeaves;
  /** What its reader finds with a token in each place. */
  reference: readonly Leaf[];
}

/** A place of a resource, and what is to arrive there: an integer or a boolean may be typed. */
export interface Site {
  resource: Resource;
  /** Of the place, among those of its resource. */
  index: number;
  /** Undefined where the resource leaves room for nothing. */
  wanted: string | undefined;
  bare: boolean;
}

/** A place, and what Maven is to put there. */
export interface Filling {
  site: Site;
  spelling: string;
}

/** Takes a resource apart, unless its reader refuses it whatever stands in the places. */
export function takeApart(source: string, text: string, places: readonly Expression[]): Resource | Broken {
  const read = readerOf(source);
  if (read === undefined) return { source, text, places, reference: [] };
  const reference = read(fill({ text, places }, new Map()));
  return Array.isArray(reference) ? { source, text, places, read, reference } : reference;
}

function readerOf(source: string): ReadLeaves | undefined {
  if (/\.ya?ml$/i.test(source)) return readYaml;
  if (/\.json$/i.test(source)) return readJson;
  return /\.properties$/i.test(source) ? readProperties : undefined;
}

// Where nothing is known about the format: what means nothing in shell, HTML, JavaScript or XML.
const HARMLESS = /^[A-Za-z0-9._:/@+,-]*$/;
// A part of a plain scalar that leaves it what it is.
const HARMLESS_PART = /^[\w./-]*$/;

/**
 * True when Maven and the reader of the resource hand on what is wanted in each of the filled places, and all else is as it
 * was. Spring, which reads the known formats, must not replace it either.
 */
export function arrives(resource: Resource, fillings: readonly Filling[]): boolean {
  const { read, reference } = resource;
  const byIndex = new Map(fillings.map((filling) => [filling.site.index, filling]));
  const isKept = fillings.every(
    ({ site: { wanted }, spelling }) => wanted !== undefined && mavenKeeps(spelling),
  );
  if (!isKept) return false;
  if (read === undefined)
    return fillings.every(({ site, spelling }) => spelling === site.wanted && HARMLESS.test(spelling));
  if (fillings.some(({ site: { wanted = '' } }) => isReplaced(wanted))) return false;
  const found = read(fill(resource, byIndex));
  if (!Array.isArray(found) || found.length !== reference.length) return false;
  return found.every((leaf, index) => leafArrives(reference[index] as Leaf, leaf, byIndex));
}

/** True for a value in whose place Spring would put another. */
export function isReplaced(value: string): boolean {
  return value.includes('${') || value.startsWith('{cipher}');
}

function leafArrives(reference: Leaf, found: Leaf, fillings: ReadonlyMap<number, Filling>): boolean {
  const within: Site[] = [];
  const expected = reference.text.replace(TOKEN, (token, index: string) => {
    const site = fillings.get(Number(index))?.site;
    if (site === undefined) return token;
    within.push(site);
    return site.wanted ?? token;
  });
  if (found.text !== expected) return false;
  if (found.certain) return true;
  const [first] = within;
  if (first?.wanted === expected && (first.bare || expected === '')) return true;
  return !reference.certain && within.every(({ wanted = '' }) => HARMLESS_PART.test(wanted));
}

const TOKEN = /uegenplace(\d+)x/g;

function fill(
  { text, places }: Pick<Resource, 'text' | 'places'>,
  fillings: ReadonlyMap<number, Filling>,
): string {
  let filled = '';
  let from = 0;
  for (const [index, { start, end }] of places.entries()) {
    filled += text.slice(from, start) + (fillings.get(index)?.spelling ?? `uegenplace${index}x`);
    from = end;
  }
  return filled + text.slice(from);
}
