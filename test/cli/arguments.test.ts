import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Command, configCommand, flag } from '../../packages/cli/src/command.ts';
import { parseWithYargs } from '../../packages/cli/src/parse-arguments.ts';
import { painter, type Terminal } from '../../packages/cli/src/terminal.ts';
import { random } from '../support/random.ts';

const silent: Terminal = { out() {}, err() {}, paintOut: painter(false), paintErr: painter(false) };

type Seen = Record<string, unknown>;

/** A command of the kind that build and plan are, which notes its options. */
function noting(note: (options: Seen) => void): Command {
  const out = { type: 'string', requiresArg: true, describe: '' } as const;
  const lang = { type: 'string', requiresArg: true, choices: ['ko', 'en'], default: 'ko' } as const;
  const options = { out, lang, json: flag(''), force: flag('') };
  return configCommand('', options, async ({ config, out, lang, json, force }) => {
    note({ config, out, lang, json, force });
    return 0;
  });
}

/** What the plain reader and yargs make of the same arguments; undefined is a refusal, or help. */
async function both(args: readonly string[]): Promise<{ plain: Seen | undefined; yargs: Seen | undefined }> {
  let seen: Seen | undefined;
  const command = noting((options) => {
    seen = options;
  });
  await command.plain(args)?.(silent, []);
  const plain = seen;
  seen = undefined;
  try {
    await parseWithYargs(['build', ...args], { build: command })?.(silent, []);
  } catch (error) {
    assert.is((error as Error).name, 'Problem', String(error));
  }
  return { plain, yargs: seen };
}

const reading = suite('arguments');

reading('the usual ones are read without yargs', async () => {
  const { plain } = await both(['dir/config.yml', '--out', 'x', '--json']);
  assert.equal(plain, { config: 'dir/config.yml', out: 'x', lang: 'ko', json: true, force: false });
  assert.equal((await both([])).plain, {
    config: './config.yml',
    out: undefined,
    lang: 'ko',
    json: false,
    force: false,
  });
});

reading('what yargs has to look at is left to it', async () => {
  for (const args of [
    ['--frobnicate'],
    ['--out'],
    ['a', 'b'],
    ['--out', '--json'],
    ['-j'],
    ['--', 'a'],
    [''],
  ])
    assert.is((await both(args)).plain, undefined, args.join(' '));
});

const WORDS = [
  'a',
  'a.yml',
  '12',
  '0x1f',
  '-1',
  '--',
  '-',
  '',
  '"q"',
  "it's",
  'a=b',
  '--json',
  '--no-json',
  '--force',
];
const MORE = [
  '--out',
  '--out=',
  '--out=x',
  '--out=a=b',
  '--lang',
  '--lang=en',
  '--lang=fr',
  'ko',
  '--json=false',
  '--config',
  '--config=c',
  '--jso',
  '-o',
  'true',
];

reading('whatever is read without yargs, yargs reads the same', async () => {
  const next = random(8);
  const words = [...WORDS, ...MORE];
  let read = 0;
  for (let round = 0; round < 2000; round += 1) {
    const args = Array.from(
      { length: Math.floor(next() * 5) },
      () => words[Math.floor(next() * words.length)] ?? '',
    );
    const { plain, yargs } = await both(args);
    if (plain === undefined) continue;
    read += 1;
    assert.equal(plain, yargs, args.join(' '));
  }
  assert.ok(read > 200);
});

reading.run();
