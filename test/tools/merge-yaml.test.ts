import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { nastyStrings } from '../support/nasty.ts';
import { findPython2, type Python } from '../support/python2.ts';
import { random } from '../support/random.ts';
import { root } from '../support/scenarios.ts';
import { put, run, withFolder } from '../support/scratch.ts';
import { PYTHON2, toolTest } from '../support/tool.ts';
import { below, entriesOf, foreignEntries, jackson } from '../support/yaml-entries.ts';

const test = suite('merge-yaml.py');
const PROGRAM = join(root, 'packages/templates/src/merge-yaml.py');

const services = (text: string) => `vcap:\n  services:\n${text.replace(/^/gm, '    ')}\n`;
const CURRENT = `db:
  external: db.test:10002
  internal: lb.test:10002
iam:
  external: iam.test`;
const OWN = services(CURRENT);

/** Runs the program on two texts, and says what it wrote. */
async function merge(python: Python, own: string, live: string | Uint8Array, names: readonly string[] = []) {
  let result: string | undefined;
  let ended = { status: null as number | null, stdout: '', stderr: '' };
  await withFolder(async (folder) => {
    const [mine, theirs, out] = [put(folder, 'own', own), put(folder, 'live', live), join(folder, 'out')];
    const args = [PROGRAM, mine, theirs, out, 'LIVE', ...names];
    ended = await run(python.command, args, { env: { ...python.env, LC_ALL: 'C' } });
    if (ended.stdout === 'changed\n') result = readFileSync(out, 'utf8');
  });
  return { ...ended, result };
}

const done = (result: string) => ({ status: 0, stdout: 'changed\n', stderr: '', result });

const REFUSED: readonly [string, string | Uint8Array, string][] = [
  ['a key given twice', 'a: 1\nb:\n  c: 1\n  "c": 2\n', 'LIVE, line 4, column 3: a key is given twice'],
  ['a key given twice in a list', 'a:\n- b: 1\n  b: 2\n', 'line 3, column 3: a key is given twice'],
  ['an anchor', 'a: &x 1\n', 'LIVE, line 1, column 4: the platform cannot read anchors'],
  ['an alias', 'a: &x {b: 1}\nc: *x\n', 'the platform cannot read anchors and aliases'],
  ['an alias to nothing', 'a: *x\n', 'line 1, column 4: the platform cannot read anchors and aliases'],
  ['a tab', 'a:\n\tb: 1\n', 'line 2, column 1'],
  ['two documents', 'a: 1\n---\nb: 2\n', 'line 2, column 1'],
  ['a quote that stays open', 'a: "b\n', 'LIVE, line 2'],
  ['a list', '- a\n', 'this is no mapping of keys'],
  ['a text', 'hello\n', 'this is no mapping of keys'],
  ['a symbolic link', '../elsewhere.yml', 'this is no mapping of keys'],
  ['vcap as a list', 'vcap: [a]\n', 'line 1, column 7: vcap is no mapping of keys'],
  ['vcap as a number', 'vcap: 0\n', 'vcap is no mapping of keys'],
  [
    'services as a text',
    'vcap:\n  services: none\n',
    'line 2, column 13: vcap.services is no mapping of keys',
  ],
  ['bytes that are no UTF-8', Buffer.from('a: "\xe9"\n', 'latin1'), 'LIVE'],
  ['a control character', 'a: "\u0001"\n', 'LIVE'],
  ['an escape beyond Unicode', 'a: "\\UFFFFFFFF"\n', 'LIVE: this cannot be read as YAML'],
  ['what PyYAML 3.10 asserts', 'a:\n - "b\n"c": d\n', 'LIVE'],
  ['a pit', `a: ${'['.repeat(700)}${']'.repeat(700)}\n`, 'LIVE: it is nested too deeply'],
];

const pythons: readonly [string, () => Python | undefined][] = [
  ['python3', () => ({ command: 'python3', env: {} })],
  [PYTHON2, findPython2],
];

for (const [tool, find] of pythons) {
  const add = (name: string, body: (python: Python) => Promise<void>) =>
    toolTest(test, [tool], `${tool} ${name}`, () => body(find() as Python));

  add('sets its own keys and keeps all others with their spelling, in their order', async (python) => {
    const live = (db: string) => `---
zuul: {a: "1", b: [x, 'y']}
vcap:
  other: 0123
  services:
    shop: {dev: {external: "shop.test"}}
    db:
      external: ${db}
    'yes': 1e3
    no: |
      text

      more
spring:
- 1:30
- !custom '1:30'
`;
    const merged = live('db.test:10002\n      internal: lb.test:10002').replace(
      'spring',
      '    iam:\n      external: iam.test\nspring',
    );
    assert.equal(await merge(python, OWN, live('"old.test"')), done(merged));
    assert.is((await merge(python, OWN, merged)).stdout, 'current\n');
  });

  add('changes nothing where the values are the same, however they are spelt', async (python) => {
    const same = [
      OWN,
      `# A comment\n${OWN}`,
      jackson({
        vcap: {
          services: {
            iam: { external: 'iam.test' },
            db: { internal: 'lb.test:10002', external: 'db.test:10002' },
          },
        },
      }),
      '{"vcap": {"services": {"iam": {"external": "iam.test"}, "db": {"internal": "lb.test:10002", "external": "db.test:10002"}}}}\n',
    ];
    for (const live of same) assert.is((await merge(python, OWN, live)).stdout, 'current\n', live);
    const typed = 'a: 0x10\nb: yes\nc: .nan\nd: ~\ne: 1_000\n';
    assert.is(
      (await merge(python, typed, 'a: 16\nb: true\nc: .NaN\nd: null\ne: 1000\n')).stdout,
      'current\n',
    );
    for (const live of ['a: "16"', 'a: 17', "a: 0x10\nb: 'yes'"])
      assert.is((await merge(python, typed, `${live}\n`)).stdout, 'changed\n', live);
  });

  add('takes out only services that are its own', async (python) => {
    const live = services(`${CURRENT}\nuengine-cloud-ui:\n  external: ui.test\nuengine-cloud-uix: 1`);
    const { result = '' } = await merge(python, OWN, live, ['db', 'iam', 'uengine-cloud-ui']);
    assert.equal(entriesOf(result), entriesOf(services(`${CURRENT}\nuengine-cloud-uix: 1`)));
    assert.is((await merge(python, OWN, result, ['db', 'iam', 'uengine-cloud-ui'])).stdout, 'current\n');
  });

  add('fills what holds nothing yet', async (python) => {
    for (const live of [
      '',
      '---\n',
      '# nothing\n',
      'vcap:\n',
      'vcap: ""\n',
      '{}\n',
      'vcap: {services: }\n',
      'vcap:\n  services: ""\n',
      'vcap:\n  services: []\n',
    ]) {
      const { result = '', stderr } = await merge(python, OWN, live);
      assert.equal(entriesOf(result).at(-1)?.[0], 'vcap', stderr);
      assert.is((await merge(python, OWN, result)).stdout, 'current\n', live);
    }
  });

  add('refuses what it could only break, and says where', async (python) => {
    for (const [what, live, complaint] of REFUSED) {
      const { status, stdout, stderr } = await merge(python, OWN, live);
      assert.is(status, 1, what);
      assert.is(stdout, '', what);
      assert.ok(stderr.startsWith('template-upload: ') && stderr.includes(complaint), `${what}: ${stderr}`);
      assert.is(stderr.trim().split('\n').length, 1, stderr);
    }
    const own = await merge(python, 'a: &x 1\n', 'b: 1\n');
    assert.match(own.stderr, /own, line 1, column 4: the platform cannot read anchors/);
  });

  add('keeps what the platform writes as it is, with any value', async (python) => {
    const next = random(20180122);
    for (let round = 0; round < 6; round++) {
      const pick = () => nastyStrings[Math.floor(next() * nastyStrings.length)] as string;
      const app = () => ({ dev: { external: pick(), internal: pick() }, prod: { external: pick() } });
      const apps = Object.fromEntries([0, 1, 2, 3].map((number) => [`app-${number}`, app()]));
      const live = jackson({
        vcap: { services: { db: { external: 'old' }, ...apps } },
        spring: { profile: pick() },
      });
      const { result = '', stderr } = await merge(python, OWN, live);
      assert.is(stderr, '');
      assert.equal(foreignEntries(result, ['db', 'iam']), foreignEntries(live, ['db', 'iam']));
      const place = ['vcap', 'services', 'iam'];
      assert.equal(below(entriesOf(result), ...place), below(entriesOf(OWN), ...place));
    }
  });
}

test.run();
