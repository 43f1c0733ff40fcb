import { downloadsOf } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { answerOf } from '../support/answers-schema.ts';
import { configFile, generateScenario } from '../support/scenarios.ts';
import { uegen } from './support.ts';

const downloads = suite('uegen downloads');

const guide = configFile('valid', 'guide');

downloads('lists in columns what is fetched, for which phase, in both languages', async () => {
  const { status, stdout } = await uegen(['downloads', guide]);
  assert.is(status, 0);
  assert.match(stdout, /^Files:\n {2}maven +bootstrap-tools +https:\S+ +sha256:[0-9a-f]{64}\n/);
  assert.match(stdout, /\n {2}docker-ce-17\.12\.1\.ce-1\.el7\.centos +install +docker\n/);
  assert.match(stdout, /\nImages \(Docker\):\n {2}google\/cadvisor:v0\.28\.0 +install\n/);
  const korean = await uegen(['downloads', guide, '--lang', 'ko']);
  assert.match(korean.stdout, /^파일:\n {2}maven +bootstrap-tools/);
  assert.match(korean.stdout, '패키지가 의존하는 다른 패키지도');
});

downloads('--json is the whole list; a config with errors is refused', async () => {
  const { stdout } = await uegen(['downloads', configFile('valid', 'full'), '--json']);
  const { cluster } = generateScenario('valid', 'full');
  assert.ok(cluster);
  const { status, cluster: name, downloads: list } = answerOf('downloads', stdout);
  assert.equal([status, name, list], ['listed', 'uEngine', downloadsOf(cluster)]);
  const wrong = await uegen(['downloads', configFile('invalid', 'two-masters'), '--json']);
  assert.is(wrong.status, 1);
  const refused = answerOf('downloads', wrong.stdout);
  assert.is(refused.status, 'invalid');
  assert.match(JSON.stringify(refused.diagnostics), 'there must be 1, 3 or 5 masters');
});

downloads.run();
