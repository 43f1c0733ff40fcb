import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { mergeYaml } from '../packages/core/src/checkout/merge-yaml.ts';
import { nastyStrings } from './support/nasty.ts';
import { put, run, withFolder } from './support/scratch.ts';
import { toolTest } from './support/tool.ts';

const test = suite('merging YAML in a checkout');
const OWN = 'vcap:\n  services:\n    db:\n      external: db.test:10002\n    iam:\n      external: "8080"\n';

/** The texts as one list of tags and values, in their order, as PyYAML sees them. */
const READ = `
import json, sys, yaml
def read(node):
    if isinstance(node, yaml.MappingNode):
        return [[read(key), read(value)] for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return [read(item) for item in node.value]
    return [node.tag, node.value]
json.dump([read(yaml.compose(text, Loader=yaml.SafeLoader)) for text in json.load(open(sys.argv[1]))], sys.stdout)
`;

async function readAll(texts: readonly string[]): Promise<unknown[]> {
  let answer = '';
  await withFolder(async (folder) => {
    const ended = await run('python3', ['-c', READ, put(folder, 'texts', JSON.stringify(texts))]);
    assert.is(ended.stderr, '');
    answer = ended.stdout;
  });
  return JSON.parse(answer);
}

function merged(text: string, own = OWN) {
  const answer = mergeYaml(text, own);
  if ('problems' in answer) throw new Error(JSON.stringify(answer.problems));
  return answer;
}

// What PyYAML of Debian reads too.
const spellings = nastyStrings.flatMap((text) => {
  const single = /[^ -~\xa0-\ud7ff]/.test(text) ? [] : [`'${text.replaceAll("'", "''")}'`];
  return [
    JSON.stringify(text).replace(
      /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
    ...single,
  ];
});
const plain = [
  '0123',
  '1e3',
  'yes',
  '~',
  'null',
  '',
  '2018-01-01',
  '1:30',
  '.nan',
  '0x1F',
  '\n    - a\n    - b',
  '!x y',
  '|\n    a\n     b\n',
  '>-\n    a\n    b\n',
  'a\n    b',
  '{a: 1, b: [c, "d"]}',
  '[]',
  '{}',
];

toolTest(test, ['python3'], 'keeps the value and the order of every key that is not its own', async () => {
  const texts = [...spellings, ...plain].map(
    (value) => `a: 1 # comment\nk: ${value}\nvcap:\n  z: ${value}\n`,
  );
  const after = await readAll(texts.map((text) => merged(text).text));
  const services = ((await readAll([OWN])) as [[unknown, [[unknown, unknown]]]][])[0]?.[0][1][0];
  const before = await readAll(texts);
  for (const [index, data] of before.entries()) {
    (data as [unknown, unknown[]][])[2]?.[1].push(services);
    assert.equal(after[index], data, texts[index]);
  }
});

test('leaves a text as it is where nothing is to be set', () => {
  const text = `# A comment\n${OWN.replace('db.test:10002', '"db.test:10002"')}more:   [ 1,2 ]\n`;
  assert.equal(merged(text), { text, overruled: [] });
});

test('says which values gave way, and sets what a reader would type', () => {
  const { text, overruled } = merged(
    'vcap:\n  services:\n    db: {external: other, driver: mysql}\n    iam: {external: 8080}\n',
  );
  assert.equal(overruled, ['vcap.services.db.external', 'vcap.services.iam.external']);
  assert.is(
    text,
    'vcap:\n  services:\n    db: { external: db.test:10002, driver: mysql }\n    iam: { external: "8080" }\n',
  );
});

test('fills what holds nothing', () => {
  for (const text of ['', '# nothing\n', '---\n', '{}\n', 'vcap:\n', 'vcap: ~\n', 'vcap: {services: ""}\n'])
    assert.equal(merged(merged(text).text), { text: merged(text).text, overruled: [] }, text);
});

test('names every problem at its place', () => {
  const problemsOf = (text: string) => {
    const answer = mergeYaml(text, OWN);
    return 'problems' in answer
      ? answer.problems.map(({ offset, message }) => `${offset} ${message.en}`)
      : [];
  };
  assert.equal(problemsOf('a: 1\na: 2\nb: &x 1\nc: *x\n'), [
    '5 this mapping holds the key twice',
    '13 the platform cannot read anchors and aliases',
    '21 the platform cannot read anchors and aliases',
  ]);
  assert.equal(problemsOf('- a\n'), ['0 this is no mapping of keys']);
  assert.equal(problemsOf('vcap:\n  services: [a]\n'), ['18 vcap.services is no mapping of keys']);
  assert.equal(problemsOf('vcap: x\n'), ['6 vcap is no mapping of keys']);
  assert.equal(problemsOf('a: 1\n---\nb: 1\n'), [
    '5 a second YAML document starts here: the file must be one',
  ]);
  assert.match(problemsOf('a:\n\tb: 1\n').join(), 'spaces, not tabs');
  assert.match(problemsOf('a: @host.x@\n').join(), '3 this cannot be read as YAML');
});

test.run();
