import { type Diagnostic, type GeneratedFile, generate } from '@uegen/core';
import * as assert from 'uvu/assert';
import { type Document, parseDocument, type Scalar } from 'yaml';
import { putAt, type SchemaKey, textPlaces } from '../support/keys.ts';
import { nastyStrings } from '../support/nasty.ts';
import { random } from '../support/random.ts';
import { configText } from '../support/scenarios.ts';

/** What a text may be wrapped into, so that a key takes it that wants a path, an address or the like. */
const SHAPES: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `/${text}`,
  (text) => `/dev/${text}`,
  (text) => `https://mirror.test/${text}`,
  (text) => `${text}:5000`,
  (text) => `${text}/image:1`,
  (text) => `${text}@mail.test`,
  (text) => `1${text}`,
  (text) => text.toUpperCase(),
];

/** The texts that each place is tried with. */
export const strings: readonly string[] = [...nastyStrings, ...randomStrings(7, 40)].filter(
  (text) => text !== '',
);

function randomStrings(seed: number, count: number): string[] {
  const next = random(seed);
  const alphabet = [...'abc019 \'"\\`$(){}[]<>&|;#%@!*?~^=+-_.,:/한글é😀\t\n\u0000\u0007\u2028'];
  const one = () => alphabet[Math.floor(next() * alphabet.length)];
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + Math.floor(next() * 12) }, one).join(''),
  );
}

/** A place of a single text in the config. */
export interface Place {
  key: SchemaKey;
  /** Its dotted path. */
  name: string;
  /** What a text is wrapped into here, or undefined where the place takes addresses or fixed words only. */
  shape: ((text: string) => string) | undefined;
  /** A value that it takes and that no other place has. */
  mark: string;
}

/** The value of each place that has another one than its mark. */
export type Values = ReadonlyMap<Place, string>;

/** A config with values in places, and the files that it gave. */
export interface Landing {
  values: Values;
  files: readonly GeneratedFile[];
}

/** All that was tried on one base: what each place's mark gave, and each of the texts. */
export interface Trials {
  places: readonly Place[];
  marked: Landing;
  landings: readonly Landing[];
  /** The texts that places of no shape take all the same. */
  unshaped: readonly Landing[];
}

// What a plain scalar of YAML 1.1 or 1.2 would be typed as anything but text, and stays text here.
const WITHOUT_QUOTES = /^(?:[-+.\w]+|\d+:\d+|\d{4}-\d\d-\d\d)$/;
const MEANS_NOTHING = /^(?:~|null|Null|NULL)$/;

// One config uses nearly everything; what it leaves out lies in others.
const BASES: Readonly<Record<string, string>> = { iam: 'gitlab-s3', mirror: 'closed-network' };
const baseOf = ({ path }: SchemaKey) => BASES[path[0] as string] ?? 'full';

// What takes something away where it stands: leaves move, so that nothing else is to be compared beside it. A control
// character that yaml writes as it is makes the whole text one that isn't read.
const STANDS_ALONE = /^(?:\*+|\d+\.\d+\.\d+\.\d+(?::\d+)?)$|[\u007f-\u009f\ufffe\uffff]/;

/** Tries every text in every place, by the name of the config that they stand in. */
export function tryAll(): Trials[] {
  const keys = textPlaces();
  return [...new Set(keys.map(baseOf))].map((base) =>
    tryOn(
      documentOf(base),
      keys.filter((key) => baseOf(key) === base),
    ),
  );
}

function documentOf(base: string): Document {
  const document = parseDocument(configText('valid', base), { schema: 'failsafe' });
  // A mirror takes the place of the addresses of all other keys.
  if (base === 'full') document.delete('mirror');
  return document;
}

function tryOn(base: Document, keys: readonly SchemaKey[]): Trials {
  const all = keys.map((key, index) => placeOf(base, key, index));
  const places = all.filter(({ shape }) => shape !== undefined);
  const attempt = attempter(base, places);
  const marked = attempt(new Map());
  assert.equal(marked.errors, [], 'the marks go together');
  const landings = strings.flatMap((_, round) => {
    const values = places.map((place, index): [Place, string] => {
      // No two places have one text at a time, nor two that differ in case only: equal ones may be said once.
      const string = strings[(round + STRIDE * index) % strings.length] as string;
      return [place, place.shape?.(string) ?? string];
    });
    const [alone, others] = split(values, ([, value]) => STANDS_ALONE.test(value));
    return [...together(attempt, new Map(others)), ...eachAlone(attempt, new Map(alone))];
  });
  return {
    places,
    marked: { values: new Map(), files: marked.files },
    landings,
    unshaped: tryUnshaped(
      base,
      all.filter(({ shape }) => shape === undefined),
    ),
  };
}

/** How far apart in {@link strings} the texts of two places are: similar ones lie close together. */
const STRIDE = 16;
assert.ok(
  strings.length % 2 === 1,
  'a stride that divides the number of texts gives one text to many places',
);

function split<T>(all: readonly T[], fits: (one: T) => boolean): [T[], T[]] {
  return [all.filter(fits), all.filter((one) => !fits(one))];
}

/** What becomes of a config with values in places: its errors, each by the place that it is told at, and its files. */
type Attempt = (values: Values) => { errors: readonly Diagnostic[]; files: readonly GeneratedFile[] };

function attempter(base: Document, places: readonly Place[]): Attempt {
  const write = writer(base, places);
  return (values) => {
    const { files, diagnostics } = generate(write(values));
    return { files, errors: diagnostics.filter(({ severity }) => severity === 'error') };
  };
}

/** The same where only the places with a value are written. */
function attemptOne(base: Document): Attempt {
  return (values) => attempter(base, [...values.keys()])(values);
}

/** Writes the config with a value in each place, as an operator would type it: in quotes only where it needs them. */
function writer(base: Document, places: readonly Place[]): (values: Values) => string {
  const document = base.clone();
  const scalars = places.map((place) => {
    const scalar = document.createNode('') as Scalar<string>;
    putAt(document, place.key.path, scalar);
    return { place, scalar };
  });
  return (values) => {
    for (const { place, scalar } of scalars) {
      const value = values.get(place) ?? place.mark;
      scalar.value = value;
      scalar.type = WITHOUT_QUOTES.test(value) && !MEANS_NOTHING.test(value) ? 'PLAIN' : 'QUOTE_DOUBLE';
    }
    return document.toString({ lineWidth: 0 });
  };
}

/** The first shape in which the place takes a text of plain letters. */
function placeOf(base: Document, key: SchemaKey, index: number): Place {
  const letters = `benigntoken${String.fromCharCode(97 + Math.floor(index / 26), 97 + (index % 26))}`;
  const place = { key, name: key.path.join('.'), shape: undefined, mark: letters };
  const attempt = attemptOne(base);
  const shape = SHAPES.find((form) => attempt(new Map([[place, form(letters)]])).errors.length === 0);
  return { ...place, shape, mark: shape?.(letters) ?? letters };
}

/** The texts that places of no shape take as they are: those that are not refused in all of them at once. */
function tryUnshaped(base: Document, places: readonly Place[]): Landing[] {
  const attempt = attempter(base, places);
  const alone = attemptOne(base);
  return strings.flatMap((string) => {
    const { errors } = attempt(new Map(places.map((place) => [place, string])));
    const maybe = places.filter(({ name }) => !errors.some((error) => isAt(error, name)));
    return eachAlone(alone, new Map(maybe.map((place) => [place, string])));
  });
}

/**
 * All values in one config, but for those that are refused at their place. What is refused only once the schema's own
 * errors are gone may be so because of another value: it is tried alone as well.
 */
function together(attempt: Attempt, values: Values): Landing[] {
  const rest = new Map(values);
  const alone = new Map<Place, string>();
  for (let round = 0; rest.size > 0; round++) {
    const { errors, files } = attempt(rest);
    if (errors.length === 0) return [{ values: rest, files }, ...eachAlone(attempt, alone)];
    const refused = [...rest].filter(([{ name }]) => errors.some((error) => isAt(error, name)));
    assert.ok(refused.length > 0, `refused elsewhere: ${errors.map(({ message }) => message).join('\n')}`);
    for (const [place, value] of refused) {
      rest.delete(place);
      if (round > 0) alone.set(place, value);
    }
  }
  return eachAlone(attempt, alone);
}

function isAt({ path, position }: Diagnostic, name: string): boolean {
  return position !== undefined && path.join('.') === name;
}

/** Each value in a config of its own; one that is refused must be so with a position. */
function eachAlone(attempt: Attempt, values: Values): Landing[] {
  return [...values].flatMap(([place, value]): Landing[] => {
    const alone = new Map([[place, value]]);
    const { errors, files } = attempt(alone);
    if (errors.length === 0) return [{ values: alone, files }];
    // A value may be refused at another key that it doesn't go with.
    const placed = errors.some(({ position }) => position !== undefined);
    assert.ok(placed, `${place.name} = ${JSON.stringify(value)} is refused without a place`);
    return [];
  });
}
