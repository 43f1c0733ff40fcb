import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { checkConfig, generate, outputs, parseConfig, resolveCluster } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isMap, isSeq, parseDocument } from 'yaml';
import { random } from './support/random.ts';
import { configText, generateScenario, root, scenarioNames } from './support/scenarios.ts';

const determinism = suite('determinism');

const digest = (name: string, text: string): string => {
  const hash = createHash('sha256');
  for (const { path, mode, secret, content } of generate(text, answers).files)
    hash.update(`${path} ${mode} ${secret}\n`).update(content);
  return `${name} ${hash.digest('hex')}`;
};
const answers = { resolveReference: ({ argument }: { argument: string }) => ({ value: argument }) };

/** The text with the keys of every mapping in another order; lists stay as they are. */
function shuffled(text: string, seed: number): string {
  const document = parseDocument(text, { schema: 'failsafe' });
  const next = random(seed);
  const visit = (node: unknown): void => {
    if (isSeq(node)) for (const item of node.items) visit(item);
    if (!isMap(node)) return;
    node.items.sort(() => next() - 0.5);
    for (const { value } of node.items) visit(value);
  };
  visit(document.contents);
  return document.toString();
}

for (const name of scenarioNames('valid'))
  determinism(`${name}: the order of the keys doesn't matter`, () => {
    const text = configText('valid', name);
    const expected = digest(name, text);
    for (const seed of [1, 2, 3]) assert.is(digest(name, shuffled(text, seed)), expected);
  });

/** Every file of every scenario. */
const all = scenarioNames('valid').map((name) => generateScenario('valid', name).files);

/** Environments by the time zone and the locale that a program finds in them. */
const ENVIRONMENTS: Readonly<Record<string, Record<string, string>>> = {
  'UTC en-US': { TZ: 'UTC', LC_ALL: 'C' },
  'Asia/Seoul ko-KR': { TZ: 'Asia/Seoul', LC_ALL: 'ko_KR.UTF-8', LANG: 'ko_KR.UTF-8' },
  'America/St_Johns tr-TR': { TZ: 'America/St_Johns', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' },
};

determinism('another time zone and another locale give the same bytes', () => {
  const program = `
    import { createHash } from 'node:crypto';
    import { generateScenario, scenarioNames } from './test/support/scenarios.ts';
    const hash = createHash('sha256');
    for (const name of scenarioNames('valid')) for (const file of generateScenario('valid', name).files) hash.update(file.path).update(file.content);
    const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
    console.log(timeZone, locale, hash.digest('hex'));`;
  const run = (env: Record<string, string>) =>
    execFileSync(
      process.execPath,
      ['--conditions=source', '--import', 'tsx', '--input-type=module', '-e', program],
      {
        cwd: root,
        env: { ...process.env, ...env },
        encoding: 'utf8',
      },
    );
  const hash = createHash('sha256');
  for (const { path, content } of all.flat()) hash.update(path).update(content);
  const expected = hash.digest('hex');
  const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
  // This process is one of them, or one more.
  const others = Object.entries(ENVIRONMENTS).filter(([name]) => name !== `${timeZone} ${locale}`);
  assert.ok(others.length >= 2);
  for (const [name, env] of others) assert.is(run(env), `${name} ${expected}\n`);
});

determinism('nothing that goes in is changed', () => {
  const freeze = <T>(value: T): T => {
    if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
      Object.freeze(value);
      Object.values(value).forEach(freeze);
    }
    return value;
  };
  const parsed = parseConfig(configText('valid', 'remove-agent'));
  assert.ok('tree' in parsed);
  const { config } = checkConfig(freeze(parsed.tree));
  assert.ok(config);
  const cluster = freeze(resolveCluster(freeze(config)));
  const twice = [0, 1].map(() => outputs.flatMap((output) => output(cluster)));
  assert.equal(twice[0], twice[1]);
});

determinism('every file ends its last line, none has a carriage return, and paths are distinct', () => {
  for (const files of all) {
    assert.is(new Set(files.map(({ path }) => path)).size, files.length);
    for (const { path, content } of files) {
      if (typeof content !== 'string') continue;
      assert.ok(content.endsWith('\n'), path);
      assert.not.ok(content.includes('\r'), path);
    }
  }
});

determinism('the bundled example runs and adds its own output', () => {
  const printed = execFileSync(process.execPath, [join(root, 'examples/render.mjs')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  assert.match(printed, /^0600 deploys\/db\.json/m);
  assert.match(printed, /^agent7,agent,172\.31\.0\.164$/m);
});

determinism.run();
