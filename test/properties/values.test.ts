import { type GeneratedFile, generate, hasErrors } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseDocument, type Scalar } from 'yaml';
import { putAt, type SchemaKey, textPlaces } from '../support/keys.ts';
import { leaves } from '../support/leaves.ts';
import { nastyStrings } from '../support/nasty.ts';
import { random } from '../support/random.ts';
import { configText } from '../support/scenarios.ts';
import { toolTest } from '../support/tool.ts';
import { READ_ELSEWHERE, readers } from './readers.ts';

const values = suite('any value arrives as typed, or is refused at its place');

const TOKEN = 'benigntoken';
// One config uses nearly everything; what it leaves out lies in others.
const BASES: Readonly<Record<string, string>> = { iam: 'gitlab-s3' };
const baseOf = ({ path }: SchemaKey) => configText('valid', BASES[path[0] as string] ?? 'full');
const strings = [...nastyStrings, ...randomStrings(7, 40)];

function randomStrings(seed: number, count: number): string[] {
  const next = random(seed);
  const alphabet = [...'abc019 \'"\\`$(){}[]<>&|;#%@!*?~^=+-_.,:/한글é😀\t\n\u0000\u0007\u2028'];
  const one = () => alphabet[Math.floor(next() * alphabet.length)];
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + Math.floor(next() * 12) }, one).join(''),
  );
}

/** A single letter: no token fits in, and what reads it has a test of its own. */
const isLetter = ({ path }: SchemaKey) => path.join('.') === 'runner.autoscale.zone';

/** What a text may be wrapped into, so that a key takes it that wants a path, an address or the like. */
const SHAPES: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `/${text}`,
  (text) => `/dev/${text}`,
  (text) => `https://${text}`,
  (text) => `${text}:5000`,
  (text) => `${text}/image:1`,
  (text) => `${text}@mail.test`,
  (text) => `1${text}`,
  (text) => text.toUpperCase(),
];

// What a plain scalar of YAML 1.1 or 1.2 would be typed as anything but text, and stays text here.
const WITHOUT_QUOTES = /^(?:[-+.\w]+|\d+:\d+|\d{4}-\d\d-\d\d)$/;
const MEANS_NOTHING = /^(?:~|null|Null|NULL)$/;

/** Writes the config with a value at the place, as an operator would type it: in quotes only where it needs them. */
function writer(place: SchemaKey): (value: string) => string {
  const document = parseDocument(baseOf(place), { schema: 'failsafe' });
  const scalar = document.createNode('') as Scalar<string>;
  putAt(document, place.path, scalar);
  return (value) => {
    scalar.value = value;
    scalar.type = WITHOUT_QUOTES.test(value) && !MEANS_NOTHING.test(value) ? 'PLAIN' : 'QUOTE_DOUBLE';
    return document.toString({ lineWidth: 0 });
  };
}

/** One value of one place, in one file that it lands in. */
interface Landing {
  place: string;
  value: string;
  file: GeneratedFile;
}

/** The contents of the files without a value of the test's own, by path. */
type Plain = ReadonlyMap<string, unknown>;

/** The files that a value changes, or undefined where it is refused, which must happen with a position. */
function landings({ path }: SchemaKey, value: string, text: string, plain: Plain): Landing[] | undefined {
  const { files, diagnostics } = generate(text);
  const dotted = path.join('.');
  if (!hasErrors(diagnostics)) {
    const changed = files.filter(({ path, content }) => plain.get(path) !== content);
    return changed.map((file) => ({ place: dotted, value, file }));
  }
  // A value may be refused at another key that it doesn't go with.
  const placed = diagnostics.some(({ severity, position }) => severity === 'error' && position !== undefined);
  assert.ok(placed, `${dotted} = ${JSON.stringify(value)} is refused without a place`);
  return undefined;
}

/** A place, the shape of a text that it takes, and where each text lands. */
interface Trial {
  place: SchemaKey;
  shape: ((text: string) => string) | undefined;
  landings: Landing[];
}

function tryAll(place: SchemaKey): Trial {
  const write = writer(place);
  const plain = new Map(generate(baseOf(place)).files.map(({ path, content }) => [path, content]));
  const attempt = (value: string) => landings(place, value, write(value), plain);
  const shape = SHAPES.find((form) => attempt(form(TOKEN)) !== undefined);
  const texts = [TOKEN, ...strings].filter((text) => text !== '').map(shape ?? ((text) => text));
  const accepted = texts.map(attempt).filter((landed) => landed !== undefined);
  counts.accepted += accepted.length;
  counts.refused += texts.length - accepted.length;
  return { place, shape, landings: accepted.flat() };
}

const counts = { accepted: 0, refused: 0, compared: 0 };
const trials = textPlaces().map(tryAll);
const all = trials.flatMap((trial) => trial.landings.map((landing) => ({ ...landing, shape: trial.shape })));

values(
  `${trials.length} places, ${strings.length} strings each: only addresses and fixed words have no shape`,
  () => {
    for (const { place, shape, landings: landed } of trials)
      for (const { value } of shape === undefined ? landed : [])
        assert.ok(
          /^[\d.:*?]+$/.test(value) || place.schema.enum?.includes(value) || isLetter(place),
          `${place.path.join('.')} takes ${JSON.stringify(value)}: give its shape to SHAPES`,
        );
    for (const { file, place, value } of all)
      assert.ok(
        READ_ELSEWHERE.test(file.path) || Object.values(readers).some(({ reads }) => reads(file.path)),
        `${place} = ${JSON.stringify(value)} lands in ${file.path}, which nothing reads here`,
      );
    assert.ok(counts.accepted > 1000 && counts.refused > 500, JSON.stringify(counts));
  },
);

for (const [name, reader] of Object.entries(readers))
  toolTest(values, reader.tools, `${name} reads each value back`, () => {
    const subjects = all.filter(({ file, shape }) => shape !== undefined && reader.reads(file.path));
    const texts = [...new Set(subjects.map(({ file }) => String(file.content)))];
    const seen = new Map(reader.read(texts).map((data, index) => [texts[index], leaves(data)]));
    const marks = new Map<string, Mark[]>();
    for (const { place, value, file, shape } of subjects)
      if (value === shape?.(TOKEN)) {
        const found = marksIn(seen.get(String(file.content)), value);
        const isThere = String(file.content).includes(value);
        assert.ok(found.length > 0 || !isThere || reader.partly, `${place} is not seen in ${file.path}`);
        marks.set(`${place} ${file.path}`, found);
      }
    let compared = 0;
    for (const { place, value, file } of subjects)
      for (const { leaf, before, after } of marks.get(`${place} ${file.path}`) ?? []) {
        const instead = reader.instead?.(place, value);
        if (instead !== undefined) {
          assert.is(seen.get(String(file.content))?.get(instead[0]), instead[1], `${place} of stars`);
          continue;
        }
        const like = reader.nowhere?.(leaf, value);
        if (like !== undefined) {
          const there = [...(seen.get(String(file.content)) ?? [])].filter(([one]) => like.test(one));
          assert.ok(
            there.length > 0 && there.every(([, name]) => !value.startsWith(String(name))),
            `${place} has no record`,
          );
          continue;
        }
        const found = seen.get(String(file.content))?.get(leaf);
        assert.is(
          found,
          before + (reader.part?.(leaf, value) ?? value) + after,
          `${place} in ${file.path} at ${leaf}`,
        );
        compared++;
      }
    console.log(`${name}: ${texts.length} files read, ${compared} values compared`);
    assert.ok(compared > 0, 'nothing was compared');
  });

/** Where a reader found a value, and what stands around it there. */
interface Mark {
  leaf: string;
  before: string;
  after: string;
}

function marksIn(found: ReadonlyMap<string, unknown> = new Map(), value: string): Mark[] {
  return [...found].flatMap(([leaf, text]): Mark[] => {
    if (typeof text !== 'string' || !text.includes(value)) return [];
    const [before = '', ...after] = text.split(value);
    return [{ leaf, before, after: after.join(value) }];
  });
}

values.run();
