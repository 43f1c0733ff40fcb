import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { questions, type Values } from '../../packages/cli/src/init/questions.ts';
import { mistakeIn } from '../../packages/cli/src/init/trial.ts';
import { schemaKeys } from '../support/keys.ts';
import { root } from '../support/scenarios.ts';
import { put, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';
import { CTRL_C, onTerminal } from './pty.ts';
import { bundle, ends, node16, oneError, uegen, untouched } from './support.ts';

const init = suite('uegen init');

const CLEAR = '\x15';
const HANGUL = /[가-힣]/;
const tags = { customTags: ['env', 'file'].map((tag) => ({ tag: `!${tag}`, resolve: String })) };

/** Enter at every question, but for what is typed there: what is wrong first, once that has shown. */
function dialog(typed: Readonly<Record<string, readonly string[]>>, minimal = false): [string, string][] {
  return questions
    .filter(({ optional }) => !(minimal && optional))
    .flatMap(({ name }) => {
      const [first = '', second] = typed[name] ?? [];
      const again: [string, string][] =
        second === undefined ? [] : [[WRONG[name] ?? name, `${CLEAR}${second}\r`]];
      return [[name, `${first}\r`], ...again];
    });
}

/** What shows below an answer that is wrong, in Korean. */
const WRONG: Readonly<Record<string, string>> = {
  'server.private.bootstrap': '값이 맞지 않습니다',
  'server.private.master': '현재 2대',
  'server.private.agent': 'agent1 와 같습니다',
  'db.ip': '프라이빗 에이전트',
};

// The oldest Node that uegen runs on, where there is one: the library for it names none.
const asked = (folder: string, words: readonly string[], script: [string, string][]) =>
  onTerminal([node16 ?? process.execPath, bundle, 'init', ...words], script, { cwd: folder });

async function builds(folder: string, language: RegExp) {
  ends(await uegen(['build', '--quiet'], { cwd: folder }), 0);
  assert.match(readFileSync(join(folder, 'RUNBOOK.md'), 'utf8').split('\n')[0] ?? '', language);
}

toolTest(init, ['python3'], "Enter at every question takes the guide's values, and the result builds", () =>
  withFolder(async (folder) => {
    const { stdout } = ends(await asked(folder, ['--from-guide', '--lang', 'en'], dialog({})), 0);
    assert.match(stdout, /config\.yml +written/);
    const text = readFileSync(join(folder, 'config.yml'), 'utf8');
    assert.match(text, /^# yaml-language-server: \$schema=uegen\.schema\.json\n/);
    assert.match(text, '# Name of the DC/OS cluster.\ncluster_name: uEngine\n');
    assert.not.match(text, HANGUL);
    assert.is(parse(text, tags).server.private.agent.agent7, '172.31.0.164');
    await builds(folder, /^# [A-Z]/);
  }),
);

toolTest(init, ['python3'], 'what is wrong shows while it is typed, in Korean, and the result builds', () =>
  withFolder(async (folder) => {
    const script = dialog(
      {
        ansible_ssh_private_key_file: ['/home/centos/key.pem'],
        'server.private.bootstrap': ['10.0.0.999', '10.0.0.1'],
        'server.private.gitlab': ['10.0.0.2'],
        'server.private.public': ['10.0.0.3'],
        'server.private.master': ['10.0.0.4 10.0.0.5', '10.0.0.4'],
        'server.private.agent': ['10.0.0.6 10.0.0.6', '10.0.0.6, 10.0.0.7'],
        'server.public.master': ['203.0.113.4'],
        'server.public.public': ['203.0.113.3'],
        'db.ip': ['10.0.0.4', '10.0.0.7'],
        'db.password': ['Quokka-3351'],
        host: ['cloud.example.com'],
      },
      true,
    );
    const { stdout, stderr } = ends(await asked(folder, ['--minimal', '--lang', 'ko'], script), 0);
    assert.not.match(stdout + stderr, 'Quokka');
    const text = readFileSync(join(folder, 'config.yml'), 'utf8');
    assert.match(text, '# DC/OS 클러스터의 이름입니다.\ncluster_name: uEngine\n');
    const { server, db, host } = parse(text, tags);
    assert.equal(server.private.agent, { agent1: '10.0.0.6', agent2: '10.0.0.7' });
    assert.equal([db.ip, host['cloud-ui']], ['10.0.0.7', 'cloud.cloud.example.com']);
    assert.is(readFileSync(join(folder, 'secrets/db-password'), 'utf8'), 'Quokka-3351\n');
    assert.is(statSync(join(folder, 'secrets/db-password')).mode & 0o777, 0o600);
    await builds(folder, HANGUL);
  }),
);

toolTest(init, ['python3'], 'Ctrl-C writes nothing', () =>
  withFolder((folder) =>
    untouched(folder, async () => {
      const ended = await asked(
        folder,
        [],
        [
          ['cluster_name', '\r'],
          ['ansible_user', CTRL_C],
        ],
      );
      assert.is(ended.status, 1);
      assert.match(ended.stdout, 'nothing was written');
    }),
  ),
);

init('--yes asks nothing; --minimal writes what must be there; the editor takes both', () =>
  withFolder(async (folder) => {
    const core = createRequire(join(root, 'packages/core/package.json'));
    const ajv = new (core('ajv/dist/2019.js').Ajv2019)({ strict: false, logger: false });
    core('ajv-formats')(ajv);
    for (const [words, place] of [
      [['--yes'], 'whole'],
      [['--yes', '--minimal'], 'least'],
    ] as const) {
      ends(await uegen(['init', place, ...words, '--lang', 'en'], { cwd: folder }), 0);
      const text = readFileSync(join(folder, place, 'config.yml'), 'utf8');
      const schema = JSON.parse(readFileSync(join(folder, place, 'uegen.schema.json'), 'utf8'));
      ajv.removeSchema();
      const validate = ajv.compile(schema);
      validate(parse(text, tags));
      assert.equal(validate.errors, null);
      ends(await uegen(['build', '--quiet'], { cwd: join(folder, place) }), 0);
    }
    const [whole, least] = ['whole', 'least'].map((place) =>
      readFileSync(join(folder, place, 'config.yml'), 'utf8'),
    );
    assert.match(whole as string, /^ {4}token:$/m);
    assert.not.match(least as string, /:$\n(?=\S|$)|token|ssh_port/m);
  }),
);

init('what is there is never overwritten; a .gitignore is merged', () =>
  withFolder(async (folder) => {
    put(folder, '.gitignore', '*.log\n/.uegen/', 0o600);
    const { stdout } = ends(await uegen(['init', '--yes'], { cwd: folder }), 0);
    assert.match(stdout, /\.gitignore +\d+ lines added/);
    const ignored = readFileSync(join(folder, '.gitignore'), 'utf8');
    assert.match(ignored, /^\*\.log\n\/\.uegen\/\n\n# /);
    assert.is(ignored.split('/.uegen/').length, 2);
    assert.is(statSync(join(folder, '.gitignore')).mode & 0o777, 0o600);
    assert.match(ignored, '\n/secrets/\n');
    await untouched(folder, async () => {
      oneError(await uegen(['init', '--yes'], { cwd: folder }), /config\.yml exists/);
    });
    put(folder, 'other/secrets/db-password', 'mine\n');
    await untouched(folder, async () => {
      oneError(await uegen(['init', 'other', '--yes'], { cwd: folder }), /db-password exists/);
    });
    oneError(await uegen(['init', 'third'], { cwd: folder }), /no terminal/);
    assert.not.ok(existsSync(join(folder, 'third')));
  }),
);

init('the questions are those that the schema asks', () => {
  const required = schemaKeys().filter(
    ({ required, schema, path }) =>
      required &&
      schema.properties === undefined &&
      !/iam\.mail|backup|autoscale|disks|mirror/.test(path.join('.')),
  );
  const set = new Set(
    questions.filter(({ optional }) => !optional).flatMap((one) => Object.keys(one.set('x'))),
  );
  set.delete('host.config');
  assert.equal([...set].sort(), required.map(({ path }) => path.join('.')).sort());
  const secrets = schemaKeys()
    .filter(({ schema }) => schema['x-secret'])
    .map(({ path }) => path.join('.'));
  for (const { name, secret } of questions) assert.is(secret === true, secrets.includes(name), name);
});

init("no answer of the guide's is wrong, whatever was answered before, in whichever network", () => {
  for (const network of ['172.31.', '10.255.', '10.254.']) {
    let known: Values = {};
    for (const [index, question] of questions.entries()) {
      const answer = (question.guide ?? question.usual?.(known) ?? 'a-secret').replace(/172\.31\./g, network);
      assert.is(mistakeIn(question, answer, known, questions.slice(index + 1)), undefined, question.name);
      known = { ...known, ...question.set(answer) };
    }
  }
});

init.run();
