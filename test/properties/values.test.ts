import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GeneratedFile, generate, hasErrors } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseDocument, type Scalar } from 'yaml';
import { type SchemaKey, schemaKeys } from '../support/keys.ts';
import { leaves } from '../support/leaves.ts';
import { nastyStrings } from '../support/nasty.ts';
import { random } from '../support/random.ts';
import { readGitlabRb } from '../support/ruby.ts';
import { configText, root } from '../support/scenarios.ts';
import { toolTest } from '../support/tool.ts';

const values = suite('any value arrives as typed, or is refused at its place');

const TOKEN = 'benigntoken';
// The guide's config, and, for sections that it lacks, one that has them.
const BASES: Record<string, string> = { runner: 'full', minio: 'full', gitlab: 'full', iam: 'gitlab-s3' };
const baseOf = ({ path }: SchemaKey): string => configText('valid', BASES[path[0] as string] ?? 'guide');
const fields = schemaKeys().filter(({ schema }) => schema.type === 'string' && !schema['x-later']);
const strings = [...nastyStrings, ...moreStrings()];

function moreStrings(): string[] {
  const next = random(7);
  const alphabet = [...'abc019 \'"\\`$(){}[]<>&|;#%@!*?~^=+-_.,:/한글é😀\t\n\u0000\u0007\u2028'];
  const randomString = () =>
    Array.from(
      { length: 1 + Math.floor(next() * 12) },
      () => alphabet[Math.floor(next() * alphabet.length)],
    ).join('');
  return [
    ...[
      '#{x}',
      '$(id)',
      '`id`',
      '{{ 1 }}',
      '{% x %}',
      '{# x #}',
      '@host.db@',
      '%d',
      '&<>"',
      'a: b',
      'a #b',
      "it's",
      'end\\',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what Spring would replace
      '${HOME}',
      '{cipher}x',
    ],
    ...[
      '\u0000',
      'a\u0007b',
      '\u001b[31m',
      'tab\there',
      'new\nline',
      '한글 비밀번호',
      'pass😀word',
      '!unsafe x',
      '*alias',
      '&anchor',
      '|',
      '>',
      '- x',
    ],
    ...Array.from({ length: 40 }, randomString),
  ];
}

// What a plain scalar of YAML 1.1 or 1.2 would be typed as anything but text, and stays text here.
const WITHOUT_QUOTES = /^(?:[-+.\w]+|\d+:\d+|\d{4}-\d\d-\d\d)$/;
const MEANS_NOTHING = /^(?:~|null|Null|NULL)$/;

/** The base with `value` at the key, as an operator would type it: in quotes only where it needs them. */
function configWith(base: string, path: readonly string[], value: string): string {
  const document = parseDocument(base, { schema: 'failsafe' });
  for (let depth = 1; depth < path.length; depth++) {
    const at = path.slice(0, depth);
    if (document.getIn(at) === undefined || document.getIn(at) === null)
      document.setIn(at, document.createNode({}));
  }
  const scalar = document.createNode(value) as Scalar<string>;
  scalar.type = WITHOUT_QUOTES.test(value) && !MEANS_NOTHING.test(value) ? 'PLAIN' : 'QUOTE_DOUBLE';
  document.setIn(path, scalar);
  return document.toString({ lineWidth: 0 });
}

interface Request {
  field: string;
  value: string;
  file: GeneratedFile;
  reader: string;
}

// Only values of few characters land there, and the tests of these files have the real reader.
const READ_ELSEWHERE = /\.sh$|\.cron$|\/hosts$|rinetd\.conf$|ip-detect$/;

function readerOf(path: string): string | undefined {
  if (path.endsWith('.json')) return 'json';
  if (path.endsWith('.rb')) return 'ruby';
  if (path.startsWith('install/genconf/') && path.endsWith('.yaml')) return 'pyyaml';
  if (path.startsWith('cloud-config-repository/')) return 'pyyaml';
  if (path.endsWith('.toml')) return 'toml';
  return path.endsWith('.yml') && !path.includes('/roles/') ? 'ansible' : undefined;
}

/** The Python that ansible itself runs on, which need not be the first on the PATH. */
function pythonOfAnsible(): string {
  const ansible = execFileSync('sh', ['-c', 'command -v ansible'], { encoding: 'utf8' }).trim();
  return /^#!\s*(\S+)/.exec(readFileSync(ansible, 'utf8'))?.[1] ?? 'python3';
}

/** What each file's real reader makes of it. */
function readAll(requests: readonly Request[]): unknown[] {
  const input = requests.map(({ file, reader }, id) => ({ id, reader, text: file.content as string }));
  const answers: unknown[] = input.map(({ reader, text }) =>
    reader === 'json' ? JSON.parse(text) : undefined,
  );
  const rubies = input.filter(({ reader }) => reader === 'ruby');
  const settings = readGitlabRb(rubies.map(({ text }) => text));
  for (const [index, { id }] of rubies.entries()) answers[id] = settings[index];
  const lines = input
    .filter(({ reader }) => reader !== 'json' && reader !== 'ruby')
    .map((request) => JSON.stringify(request));
  const python = spawnSync(pythonOfAnsible(), [join(root, 'test/support/read_yaml.py')], {
    input: lines.join('\n'),
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  assert.is(python.status, 0, python.stderr);
  for (const line of python.stdout.trimEnd().split('\n')) {
    const { id, data, error } = JSON.parse(line);
    assert.is(
      error,
      undefined,
      `${requests[id]?.file.path} with ${JSON.stringify(requests[id]?.value)}: ${error}`,
    );
    answers[id] = data;
  }
  return answers;
}

/** The files that the value of a field changes. */
function changedFiles(
  files: readonly GeneratedFile[],
  without: ReadonlyMap<string, unknown>,
): GeneratedFile[] {
  return files.filter(({ path, content }) => without.get(path) !== content);
}

toolTest(
  values,
  ['python3', 'ansible', 'ruby'],
  `${fields.length} fields, ${strings.length} strings each`,
  () => {
    const requests: Request[] = [];
    let [accepted, refused] = [0, 0];
    for (const field of fields) {
      const base = baseOf(field);
      const plain = new Map(generate(base).files.map(({ path, content }) => [path, content]));
      for (const value of [TOKEN, ...strings]) {
        const text = configWith(base, field.path, value);
        const { files, diagnostics } = generate(text);
        const where = `${field.path.join('.')} = ${JSON.stringify(value)}`;
        if (hasErrors(diagnostics)) {
          // A value may be refused at another key that it doesn't go with.
          const placed = diagnostics.some(
            ({ severity, position }) => severity === 'error' && position !== undefined,
          );
          assert.ok(placed, `${where} is refused without a place: ${JSON.stringify(diagnostics)}`);
          refused++;
          continue;
        }
        accepted++;
        for (const file of changedFiles(files, plain)) {
          const reader = readerOf(file.path);
          if (reader !== undefined) requests.push({ field: field.path.join('.'), value, file, reader });
          else
            assert.ok(
              READ_ELSEWHERE.test(file.path),
              `${where} lands in ${file.path}, which nothing reads here`,
            );
        }
      }
    }
    const read = readAll(requests);
    const footprint = new Map<string, { leaf: string; before: string; after: string }[]>();
    for (const [index, { field, value, file }] of requests.entries()) {
      if (value !== TOKEN) continue;
      const marks = [...leaves(read[index])]
        .filter(([, leaf]) => typeof leaf === 'string' && leaf.includes(TOKEN))
        .map(([leaf, text]) => ({
          leaf,
          before: String(text).split(TOKEN)[0] ?? '',
          after: String(text).split(TOKEN)[1] ?? '',
        }));
      footprint.set(`${field} ${file.path}`, marks);
    }
    let compared = 0;
    for (const [index, { field, value, file, reader }] of requests.entries()) {
      if (value === '' || value === TOKEN) continue;
      const found = leaves(read[index]);
      // Stars are the guide's sample, with which GitLab is told to send no mail.
      if (reader === 'ruby' && /(?:mail|smtp)\.password$/.test(field) && /^\*+$/.test(value)) {
        assert.is(found.get('/smtp_enable'), false, `${field} of stars`);
        continue;
      }
      for (const { leaf, before, after } of footprint.get(`${field} ${file.path}`) ?? []) {
        assert.is(found.get(leaf), before + value + after, `${field} in ${file.path} at ${leaf}`);
        compared++;
      }
    }
    console.log(
      `${accepted} values accepted, ${refused} refused, ${compared} compared with what the reader saw`,
    );
    assert.ok(accepted > 500 && refused > 500 && compared > 500, 'the test looked at too little');
  },
);

values.run();
