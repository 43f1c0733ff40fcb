import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { commands } from '../../packages/cli/src/commands/index.ts';
import { phases } from '../../packages/core/src/phases/index.ts';
import { schemaKeys } from '../support/keys.ts';
import { type Pair, saidBelow } from '../support/words.ts';

const words = suite('what uegen says, in both languages');

/** Where every sentence that people read stands in both languages, and how many there are at least. */
const ROOMS = {
  'cli/src': 300,
  'core/src/rules': 100,
  'core/src/plan': 30,
  'core/src/parse': 40,
  'core/src/picture': 20,
  'core/src/checkout': 30,
  'core/src/config': 15,
  'core/src/draft': 6,
  'core/src/edit': 5,
  'core/src/check-files.ts': 5,
  'core/src/generate.ts': 1,
};

const HANGUL = /[가-힣]/;
/** A heading of the guide, which is in Korean. */
const GUIDE = /the guide's [가-힣]+(?: [/가-힣]+)*/;
const SENTENCE = /\p{L}[\p{L}']+[,:;]? \p{L}[\p{L}']+/u;

/** What is typed, or written for a shell or a browser: there is one spelling of it. */
const isTyped = (text: string) =>
  /^(?:uegen |.*[|(] ?uegen |# uegen|#compdef|sudo |sh -c|dcos |git |__fish_|type \w+$|subgraph |flowchart |\w+ stroke-|<!doctype html>|[\w:., -]+\{[^{}]+\}$)/.test(
    text.trim(),
  );

/** Names that Korean takes as they are; what looks like a file, a key or an abbreviation is one anyway. */
const NAMES = new Set(
  'uegen ansible bash zsh fish ssh root ls chmod diff env file hint list add remove settle message path severity server step nodes df docker ntpd chronyd var sudo requiretty getent dcos auth login true false sshd marathon app stop mount data http https cipher type resolver all ping key value git uid cloud codes localhost checkout'.split(
    ' ',
  ),
);
for (const [name, { options }] of Object.entries(commands))
  for (const one of [name, ...Object.keys(options)]) NAMES.add(one);
for (const { name } of phases) NAMES.add(name);
for (const { path, schema } of schemaKeys())
  for (const one of [...path, ...(schema.enum ?? [])]) NAMES.add(String(one));

const isName = (word: string) => NAMES.has(word) || /[._/\-A-Z0-9]/.test(word);

for (const [room, least] of Object.entries(ROOMS)) {
  const { pairs, singles } = saidBelow(room);

  words(`${room}: every sentence stands in both`, () => {
    assert.ok(pairs.length >= least, String(pairs.length));
    const alone = singles.filter(({ words: text }) => SENTENCE.test(text) && !isTyped(text));
    assert.equal(
      alone.map(({ place, words: text }) => `${place} ${text}`),
      [],
    );
  });

  words(`${room}: Korean is Korean, and English is not`, () => {
    for (const { place, en, ko } of pairs) {
      assert.not.match(en.words.replace(GUIDE, ''), HANGUL, place);
      assert.ok(ko.words.trim() !== '' || ko.holes.length > 0, place);
      if (ko.words === en.words) continue;
      if (/\p{L}/u.test(ko.words) && /\b[a-z]{2,}\b/.test(plain(en.words)))
        assert.match(ko.words, HANGUL, place);
    }
  });

  words(`${room}: no English word stands in Korean but names`, () => {
    const strange = pairs.flatMap(({ place, ko }) =>
      (ko.words.match(/[-~./]*[A-Za-z][\w./-]*\w/g) ?? [])
        .filter((word) => !isName(word))
        .map((word) => `${place} ${word}`),
    );
    assert.equal(strange, []);
  });

  words(`${room}: both name the same things`, () => {
    const different = pairs.filter((pair) => named(pair, 'en') !== named(pair, 'ko'));
    assert.equal(
      different.map(({ place, en, ko }) => `${place} ${en.holes} | ${ko.holes}`),
      [],
    );
  });
}

// What is no file, key or option.
function plain(text: string): string {
  return text.replace(/\S*[._/-]\S*/g, '');
}

// Lists are joined as each language joins them, and what is in two languages itself is taken in one.
function named(pair: Pair, lang: 'en' | 'ko'): string {
  const names = pair[lang].holes.map((hole) =>
    hole
      .replace(/\s+/g, '')
      .replace(/(?:\.join|\.replace|\?\?|\|\|).*/s, '')
      .replace(/\.(?:en|ko)$|^(?:en|ko)$/, ''),
  );
  return [...new Set(names)].sort().join(' ');
}

words.run();
