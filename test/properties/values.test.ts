import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { leaves } from '../support/leaves.ts';
import { toolTest } from '../support/tool.ts';
import { READ_ELSEWHERE, type Reader, readers } from './readers.ts';
import { type Landing, type Place, strings, type Trials, tryAll } from './trials.ts';

const values = suite('any value arrives as typed, or is refused at its place');

const bases = tryAll();
const landings = bases.flatMap((trials) => trials.landings.map((landing) => ({ trials, landing })));

/** A single letter: no mark fits in, and what reads it has a test of its own. */
const isLetter = ({ name }: Place) => name === 'runner.autoscale.zone';

/** The files of a landing that its values change. */
function changedFiles({ marked }: Trials, { files }: Landing) {
  const plain = new Map(marked.files.map(({ path, content }) => [path, content]));
  return files.filter(({ path, content }) => plain.get(path) !== content);
}

values(`${strings.length} strings in each place: only addresses and fixed words have no shape`, () => {
  for (const { unshaped } of bases)
    for (const [place, value] of unshaped.flatMap((landing) => [...landing.values]))
      assert.ok(
        /^[\d.:*?]+$/.test(value) || place.key.schema.enum?.includes(value) || isLetter(place),
        `${place.name} takes ${JSON.stringify(value)}: give its shape to SHAPES`,
      );
  for (const { trials, landing } of landings)
    for (const { path } of changedFiles(trials, landing))
      assert.ok(
        READ_ELSEWHERE.test(path) || Object.values(readers).some(({ reads }) => reads(path)),
        `${[...landing.values.keys()].map(({ name }) => name)} change ${path}, which nothing reads here`,
      );
  const places = bases.reduce((sum, trials) => sum + trials.places.length, 0);
  const accepted = landings.reduce((sum, { landing }) => sum + landing.values.size, 0);
  assert.ok(accepted > 5000 && places * strings.length - accepted > 5000, `${accepted} of ${places} places`);
});

for (const [name, reader] of Object.entries(readers))
  toolTest(values, reader.tools, `${name} reads each value back`, () => {
    const readable = landings.map(({ trials, landing }) => ({
      trials,
      landing,
      files: changedFiles(trials, landing).filter(({ path }) => reader.reads(path)),
    }));
    const marked = bases.flatMap((trials) => trials.marked.files.filter(({ path }) => reader.reads(path)));
    const texts = [...new Set([...marked, ...readable.flatMap(({ files }) => files)].map(contentOf))];
    const seen = new Map(reader.read(texts).map((data, index) => [texts[index] as string, leaves(data)]));
    const marks = new Map(bases.map((trials) => [trials, marksOf(trials, reader, seen)]));
    let compared = 0;
    for (const { trials, landing, files } of readable)
      for (const file of files)
        for (const mark of marks.get(trials)?.get(file.path) ?? [])
          compared += compare(reader, mark, landing, seen.get(contentOf(file)) ?? new Map(), file.path);
    console.log(`${name}: ${texts.length} files read, ${compared} values compared`);
    assert.ok(compared > 0, 'nothing was compared');
  });

const contentOf = ({ content }: { content: string | Uint8Array }) => String(content);

type Leaves = ReadonlyMap<string, unknown>;

/** A leaf of what a reader sees, and the places whose marks stand in its text. */
interface Mark {
  leaf: string;
  text: string;
  places: readonly Place[];
}

/** Where a reader finds the marks of all places, by the file's path. Each mark that a file holds must be found. */
function marksOf({ marked, places }: Trials, reader: Reader, seen: ReadonlyMap<string, Leaves>) {
  const files = marked.files.filter(({ path }) => reader.reads(path));
  return new Map(
    files.map((file) => {
      const found = [...(seen.get(contentOf(file)) ?? [])].flatMap(([leaf, text]): Mark[] => {
        if (typeof text !== 'string') return [];
        const within = places.filter(({ mark }) => text.includes(mark));
        return within.length > 0 ? [{ leaf, text, places: within }] : [];
      });
      const there = places.filter(({ mark }) => contentOf(file).includes(mark));
      for (const place of reader.partly ? [] : there)
        assert.ok(
          found.some(({ places }) => places.includes(place)),
          `${place.name} is not seen in ${file.path}`,
        );
      return [file.path, found] as const;
    }),
  );
}

/** The places that no proxy is for, as a text and as a list: each stands there once, wherever it comes from, without its port. */
const BYPASS = /(?:^|=)localhost,127\.0\.0\.1,/;
const BYPASS_ITEM = /\/no_proxy\/\d+$/;

function compareBypass(changed: readonly Place[], { values }: Landing, found: Leaves, path: string): number {
  const there = [...found].flatMap(([leaf, text]) =>
    BYPASS_ITEM.test(leaf) || BYPASS.test(String(text)) ? String(text).split(',') : [],
  );
  for (const place of changed) {
    const name = (values.get(place) as string).replace(/(?::\d+)?(?:\/.*)?$/, '');
    assert.ok(there.includes(name), `${place.name}, ${name}, in ${path} among ${there}`);
  }
  return changed.length;
}

/** Compares one leaf of a file with the values of a landing; answers with how many of them stand in it. */
function compare(reader: Reader, mark: Mark, landing: Landing, found: Leaves, path: string): number {
  const changed = mark.places.filter((place) => landing.values.has(place));
  if (BYPASS.test(mark.text) || BYPASS_ITEM.test(mark.leaf))
    return compareBypass(changed, landing, found, path);
  let expected = mark.text;
  for (const place of changed) {
    const value = landing.values.get(place) as string;
    const instead = reader.instead?.(place.name, value);
    if (instead !== undefined) {
      assert.is(found.get(instead[0]), instead[1], `${place.name} of stars`);
      return 1;
    }
    const like = reader.nowhere?.(mark.leaf, value);
    if (like !== undefined) {
      const there = [...found].filter(([one]) => like.test(one));
      assert.ok(
        there.length > 0 && there.every(([, name]) => !value.startsWith(String(name))),
        `${place.name} has no record`,
      );
      return 1;
    }
    expected = expected.replaceAll(place.mark, () => reader.part?.(mark.leaf, value) ?? value);
  }
  if (changed.length === 0) return 0;
  const names = changed.map(({ name }) => name).join(', ');
  assert.is(found.get(mark.leaf), expected, `${names} in ${path} at ${mark.leaf}`);
  return changed.length;
}

values.run();
