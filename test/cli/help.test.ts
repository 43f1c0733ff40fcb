import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { explanations } from '../../packages/cli/src/help/index.ts';
import { ends, oneError, uegen } from './support.ts';

const help = suite('uegen help');

help('explains a code in both languages, with its examples', async () => {
  const { about, wrong, right } = explanations['unknown-key'];
  const english = ends(await uegen(['help', 'unknown-key', '--lang', 'en']), 0).stdout;
  const korean = ends(await uegen(['help', 'unknown-key', '--lang', 'ko']), 0).stdout;
  for (const [text, words] of [
    [english, about.en],
    [korean, about.ko],
  ] as const) {
    assert.match(text.replace(/\s+/g, ' '), words);
    for (const example of [wrong, right]) assert.match(text, `    ${example}\n`);
  }
});

help('lists all codes, and says which word was meant', async () => {
  const { stdout } = ends(await uegen(['help', 'codes']), 0);
  for (const code of Object.keys(explanations)) assert.match(stdout, new RegExp(`^  ${code} `, 'm'));
  const ended = await uegen(['help', 'unkown-key']);
  oneError(ended, /neither a command nor a code unkown-key/);
  assert.match(ended.stderr, 'did you mean unknown-key?');
  oneError(await uegen(['help', '__proto__']), /neither/);
});

help('help of a command is its --help: with examples, exit codes and files', async () => {
  const { stdout } = ends(await uegen(['help', 'build']), 0);
  assert.is(stdout, (await uegen(['build', '--help'])).stdout);
  for (const heading of ['Examples', 'Exit codes', 'Files']) assert.match(stdout, `\n${heading}:\n  `);
  assert.is(ends(await uegen(['help']), 0).stdout, (await uegen(['--help'])).stdout);
  assert.is((await uegen(['build', '--version'])).stdout.split('\n').length, 2);
});

help('a command that there is not is called so, and the one that was meant is named', async () => {
  const near = ends(await uegen(['pln', 'config.yml']), 1).stderr;
  assert.is(near, 'uegen: error: there is no command pln\n  hint: did you mean plan?\n');
  const far = ends(await uegen(['xyzzy', '--lang', 'ko']), 1).stderr;
  assert.match(far, /^uegen: 오류: xyzzy 이라는 명령이 없습니다\n {2}힌트: 사용법\n {4}uegen init /);
});

help.run();
