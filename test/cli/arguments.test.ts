import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Command, configCommand, flag, phaseCommand } from '../../packages/cli/src/command.ts';
import { parseArguments } from '../../packages/cli/src/parse-arguments.ts';
import { Problem } from '../../packages/cli/src/problem.ts';
import { painter, type Terminal } from '../../packages/cli/src/terminal.ts';
import { nastyStrings } from '../support/nasty.ts';
import { random } from '../support/random.ts';

const silent: Terminal = {
  out() {},
  err() {},
  tell() {},
  paintOut: painter(false),
  paintErr: painter(false),
  width: 80,
  height: 24,
};

type Seen = Record<string, unknown>;

const NOTHING = { en: '', ko: '' };

const lang = {
  type: 'string',
  requiresArg: true,
  choices: ['ko', 'en'],
  default: 'ko',
  describe: NOTHING,
} as const;

/** What a command of the kind of `build` (or of `run`) is told by such arguments; a refusal says why. */
async function told(args: readonly string[], name: 'build' | 'run' = 'build'): Promise<Seen | string> {
  let seen: Seen = {};
  const options = { lang, json: flag('', ''), 'no-resolve': flag('', '') };
  const commands: Readonly<Record<string, Command>> = {
    build: configCommand(
      NOTHING,
      options,
      async () =>
        async ({ config, out, lang, json, 'no-resolve': draft }) => {
          seen = { config, out, lang, json, draft };
          return 0;
        },
    ),
    run: phaseCommand(
      NOTHING,
      { yes: flag('', '') },
      async () =>
        async ({ phase, config, out, yes }, _terminal, extra) => {
          seen = { phase, config, out, yes, extra };
          return 0;
        },
    ),
  };
  try {
    await parseArguments([name, ...args], commands)(silent, []);
    return seen;
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
}

const defaults = { config: './config.yml', out: undefined, lang: 'ko', json: false, draft: false };

const reading = suite('arguments');

reading('options stand anywhere, and with a value or an equals sign', async () => {
  assert.equal(await told([]), defaults);
  const asked = { ...defaults, config: 'dir/config.yml', out: 'x', json: true };
  for (const args of [
    ['dir/config.yml', '--out', 'x', '--json'],
    ['--out=x', '--json', 'dir/config.yml'],
    ['--out=x', '--json', '--config', 'dir/config.yml'],
    ['--config=a', '--out=x', '--json', '--config=dir/config.yml'],
    ['--json', '--out=x', '--', 'dir/config.yml'],
    ['--out=a', '--json', '--out', 'x', 'dir/config.yml'],
  ])
    assert.equal(await told(args), asked, args.join(' '));
  assert.equal(await told(['--no-resolve', '--lang', 'en']), { ...defaults, draft: true, lang: 'en' });
});

reading('what is not known, lacks a value or is too much is refused', async () => {
  for (const [args, why] of [
    [['--frobnicate'], 'Unknown argument: frobnicate'],
    [['-j'], 'Unknown argument: j'],
    [['--no-json'], 'Unknown argument: no-json'],
    [['--noResolve'], 'Unknown argument: noResolve'],
    [['--out.x', 'y'], 'Unknown argument: out.x'],
    [['--json.x'], 'Unknown argument: json.x'],
    [['--config', 'a', 'b'], 'config is given twice: b and --config a'],
    [['--config', ''], '--config is empty'],
    [['--_', 'a'], 'Unknown argument: _'],
    [['--_=a'], 'Unknown argument: _'],
    [['--$0', 'a'], 'Unknown argument: $0'],
    [['--get-yargs-completions'], 'Unknown argument: get-yargs-completions'],
    [['a', 'b'], 'Unknown argument: b'],
    [['a', '--', 'b'], 'Unknown argument: b'],
    [['--out'], 'Not enough arguments following: out'],
    [['--out', '--json'], 'Not enough arguments following: out'],
    [['--out', ''], '--out is empty'],
    [['--out='], '--out is empty'],
  ] as const)
    assert.is(await told(args), why);
  assert.match(String(await told(['--lang', 'fr'])), /Invalid values:\s+Argument: lang, Given: "fr"/);
});

// A word of an operator's that looks like an option, or like a boolean behind a flag, is one.
const isPlain = (word: string) => word !== '' && !word.startsWith('-');

reading('every word arrives as it was typed, wherever it stands', async () => {
  for (const word of [...nastyStrings, '-1', '1_0', '$0', '_', "'a b'", '["a"]', 'true', 'undefined']) {
    if (word === '' || word === '-') continue;
    assert.equal(await told([`--out=${word}`]), { ...defaults, out: word }, JSON.stringify(word));
    assert.equal(await told(['--', word]), { ...defaults, config: word }, JSON.stringify(word));
    if (!isPlain(word)) continue;
    assert.equal(await told([word]), { ...defaults, config: word }, JSON.stringify(word));
    assert.equal(await told(['--out', word]), { ...defaults, out: word }, JSON.stringify(word));
  }
  assert.match(String(await told(['-'])), /only validate, plan and downloads/);
  assert.equal(await told(['./-']), { ...defaults, config: './-' });
  assert.equal(await told(['---']), { ...defaults, config: '---' });
});

reading('no word gets lost, in whatever order', async () => {
  const next = random(8);
  const words = [
    'a',
    'b.yml',
    '12',
    './-',
    '--',
    '',
    '--json',
    '--out',
    '--out=x',
    '--out=',
    '--lang',
    '--lang=en',
  ];
  words.push('ko', '--json=false', '--no-resolve', '--jso', '-o', 'true', '"q"', '$0', '---', '-1');
  let [read, refused] = [0, 0];
  for (let round = 0; round < 1000; round += 1) {
    const args = Array.from(
      { length: Math.floor(next() * 5) },
      () => words[Math.floor(next() * words.length)] ?? '',
    );
    const seen = await told(args);
    if (typeof seen === 'string') refused += 1;
    else {
      read += 1;
      assert.equal(lost(args, seen), [], args.join(' '));
    }
  }
  assert.ok(read > 200 && refused > 200, `${read} ${refused}`);
});

/** The words that left no trace. The last of two values of one option is the one that counts. */
function lost(args: readonly string[], { config, out, lang, json, draft }: Seen): string[] {
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  return args.filter((word, index) => {
    if (index === end) return false;
    if (index < end && word.startsWith('--out')) return out === undefined;
    if (index < end && word.startsWith('--lang')) return lang === undefined;
    if (index < end && word === '--no-resolve') return draft !== true;
    if (index < end && word.startsWith('--json')) return typeof json !== 'boolean';
    const before = index < end || index === end + 1 ? args[index - 1] : undefined;
    const isValue = before === '--out' || before === '--lang';
    const isAnswer = word === 'true' && (before === '--json' || before === '--no-resolve');
    return !(word === config || isValue || isAnswer);
  });
}

reading('what stands behind -- is handed on untouched', async () => {
  const extra = ['--yes', '-vvv', '"q"', '12', '', '--', '--_'];
  assert.equal(await told(['gitlab', '--out', 'x', '--', ...extra], 'run'), {
    phase: 'gitlab',
    config: './config.yml',
    out: 'x',
    yes: false,
    extra,
  });
  assert.equal(await told([], 'run'), {
    phase: undefined,
    config: './config.yml',
    out: undefined,
    yes: false,
    extra: [],
  });
});

reading.run();
