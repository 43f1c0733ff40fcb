import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { widthOf } from '../../packages/cli/src/cells.ts';
import { isWelcome, progressLine, showProgress, whileWaiting } from '../../packages/cli/src/progress.ts';
import { root } from '../support/scenarios.ts';
import { put, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';
import { onTerminal } from './pty.ts';
import { ends, guideConfig, uegen } from './support.ts';

const test = suite('how far a run is');

/** A line of so many cells, and a clock that goes when it is told to. */
function line(width = 40) {
  const clock = { time: 0 };
  const written: string[] = [];
  const shown = progressLine(
    (text) => written.push(text),
    width,
    () => clock.time,
  );
  return { clock, shown, written, screen: () => screenOf(written.join('')) };
}

/** What a terminal shows once all is written, without the spaces at the ends of lines. */
function screenOf(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((one) =>
      one
        .split('\r')
        .map(cellsOf)
        .reduce((before, after) => [...after, ...before.slice(after.length)], [])
        .join('')
        .trimEnd(),
    )
    .join('\n');
}

// A wide letter takes two cells, the second of which is blank.
function cellsOf(text: string): string[] {
  return [...text].flatMap((letter) => (widthOf(letter) === 2 ? [letter, ''] : [letter]));
}

test('nothing is shown for a second', () => {
  const { clock, shown, written, screen } = line();
  shown.step('Reading');
  clock.time = 999;
  shown.step('Writing');
  shown.count(1, 3);
  shown.clear();
  assert.equal(written, []);
  clock.time = 1000;
  shown.tick();
  assert.is(screen(), 'Writing 1/3 ...');
});

test('the line is redrawn now and then, each step at once, and a shorter one leaves nothing of a longer', () => {
  const { clock, shown, written, screen } = line();
  clock.time = 2000;
  shown.step('Generating the files');
  shown.count(1, 9);
  assert.is(written.length, 1);
  clock.time = 2200;
  shown.count(2, 9);
  assert.is(screen(), 'Generating the files 2/9 ...');
  clock.time = 2400;
  shown.step('서버에 확인하는 중');
  assert.is(screen(), '서버에 확인하는 중 ...');
  shown.clear();
  assert.is(screen(), '');
  shown.step('');
  shown.tick();
  assert.is(screen(), '');
});

test('it fits the terminal, in cells', () => {
  for (const text of ['Checking names and logins', '도메인과 로그인을 확인하는 중']) {
    const { clock, shown, screen } = line(16);
    clock.time = 5000;
    shown.step(text);
    assert.ok(widthOf(screen()) <= 15, screen());
    assert.ok(text.startsWith(screen()));
  }
});

test('CI and a dumb terminal have none', () => {
  assert.is(isWelcome({ TERM: 'xterm' }), true);
  assert.is(isWelcome({ TERM: 'xterm', CI: '' }), true);
  assert.is(isWelcome({ TERM: 'xterm', CI: 'true' }), false);
  assert.is(isWelcome({ TERM: 'dumb' }), false);
});

test('what is waited for is counted, and the line goes when all is there or one fails', async () => {
  const { clock, shown, written, screen } = line();
  showProgress(shown);
  try {
    clock.time = 3000;
    const late = new Promise<string>((resolve) => setImmediate(() => resolve('b')));
    assert.equal(await whileWaiting('Looking', [Promise.resolve('a'), late]), ['a', 'b']);
    assert.is(screen(), '');
    assert.match(written.join(''), 'Looking ...');
    await whileWaiting('Failing', [Promise.reject(new Error('no'))]).then(
      () => assert.unreachable(),
      () => undefined,
    );
    assert.match(written.join(''), 'Failing ...');
    assert.is(screen(), '');
  } finally {
    showProgress(line().shown);
  }
});

const session = [
  process.execPath,
  '--conditions=source',
  '--import',
  import.meta.resolve('tsx'),
  join(root, 'test/cli/terminal-session.ts'),
];

toolTest(
  test,
  ['python3'],
  'on a terminal, a long build and a long look say so, without a code, and leave nothing',
  () =>
    withFolder(async (folder) => {
      put(folder, 'config.yml', guideConfig());
      const env = { TERM: 'xterm', NO_COLOR: '1', CI: '', CLOCK_STEP: '2000' };
      for (const [lang, ...steps] of [
        ['en', 'Generating the files', 'Writing the files 3/', 'Looking at the machines'],
        ['ko', '파일을 생성하는 중', '파일을 비교하는 중', '서버를 점검하는 중'],
      ] as const) {
        const lines = ['build', 'plan --summary', 'doctor'];
        const { stdout } = await onTerminal([...session, lang, ...lines], [], { cwd: folder, env });
        for (const step of steps) assert.match(stdout, `\r${step}`);
        assert.not.match(stdout, '\u001B');
        const screen = screenOf(stdout);
        for (const step of steps) assert.not.match(screen, step);
        assert.not.match(screen, / \.\.\.$/m);
      }
    }),
);

test('a pipe has none', () =>
  withFolder(async (folder) => {
    put(folder, 'config.yml', guideConfig());
    const { stdout, stderr } = ends(await uegen(['build'], { cwd: folder, env: { CI: '' } }), 0);
    assert.not.match(stdout + stderr, '\r');
  }));

test.run();
