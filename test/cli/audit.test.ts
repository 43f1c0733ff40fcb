import { chmodSync, lstatSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDiagnostics, generate, secretValues } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Node, parseDocument } from 'yaml';
import { putAt } from '../support/keys.ts';
import { root } from '../support/scenarios.ts';
import { type Ended, put, run, withFolder } from '../support/scratch.ts';
import { leaks, secretPaths, sentinelConfig, sentinels } from '../support/sentinels.ts';
import { uegenHere } from './here.ts';
import { stageIn } from './standins.ts';
import { bundle } from './support.ts';

const audit = suite('no secret leaves the files that are meant for it');

const text = sentinelConfig();
const first = sentinels[0] as string;
const secrets = secretValues(generate(text).config);

/** Runs uegen; not eight characters of a secret may be told, in any spelling. */
async function uegen(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  return told(args, await run(process.execPath, [bundle, ...args], { env }));
}

/** The same in this process. */
async function here(args: readonly string[]): Promise<Ended> {
  return told(args, await uegenHere(args));
}

function told(args: readonly string[], ended: Ended): Ended {
  assert.equal(leaks(ended.stdout + ended.stderr), [], `${args.join(' ')}\n${ended.stdout}${ended.stderr}`);
  return ended;
}

/** What the library says of a text, which is what the commands say, tells no secret. */
function assertSaidWithout(wrong: string, what: string): void {
  const { diagnostics } = generate(wrong);
  const said = formatDiagnostics(diagnostics, { fileName: 'config.yml', text: wrong });
  assert.equal(leaks(said + JSON.stringify(diagnostics)), [], `${what}\n${said}`);
}

/** Fails when a file that others may read holds a secret; answers with the number of files that only the owner may. */
function searchFiles(folder: string): number {
  let own = 0;
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const stats = lstatSync(join(folder, entry));
    // What lies there is a second name of a file as another maker left it.
    if (!stats.isFile() || entry.startsWith('.uegen/stage/old/')) continue;
    if ((stats.mode & 0o077) === 0) own++;
    else
      assert.equal(
        leaks(readFileSync(join(folder, entry), 'latin1')),
        [],
        `${entry}, ${stats.mode.toString(8)}`,
      );
  }
  return own;
}

/** A tree as another maker left it, open to all, with secrets in files that uegen knows as secret and in others. */
function foreignTree(out: string): void {
  put(out, 'deploys/db.json', `{"password": "${first}"}\n`, 0o664);
  put(out, 'install/hosts', `127.0.0.1 localhost\n# ${secrets.join('\n# ')}\n`, 0o664);
}

audit('commands on a config without mistakes, over a tree of another maker, edits and changed secrets', () =>
  withFolder(async (folder) => {
    const config = put(folder, 'config.yml', text, 0o600);
    const out = join(folder, 'out');
    foreignTree(out);
    const everywhere = async (command: typeof here) => {
      for (const words of [
        ['plan'],
        ['plan', '--summary'],
        ['build', '--check'],
        ['build', '--check', '--no-resolve'],
      ])
        for (const json of [[], ['--json']]) await command([...words, ...json, config, '--out', out]);
      for (const words of [['validate'], ['status']])
        for (const json of [[], ['--json']]) await command([...words, ...json, config]);
    };
    await everywhere(uegen);
    assert.is((await uegen(['build', config, '--out', out])).status, 0);
    assert.ok(searchFiles(out) > 8);
    await everywhere(here);
    // An edit with secrets in it, once of a file that is known to hold some and once of one that isn't.
    for (const path of ['install/ansible-hosts.yml', 'deploys/db.json']) {
      const file = join(out, path);
      const edited = `${secrets.map((secret) => `# ${secret}\n`).join('')}${readFileSync(file, 'utf8')}`;
      writeFileSync(file, edited);
      chmodSync(file, 0o600);
    }
    await everywhere(here);
    for (const json of [[], ['--json']])
      assert.is((await uegen(['build', ...json, config, '--out', out])).status, 1);
    chmodSync(join(out, 'install/ansible-hosts.yml'), 0o644);
    assert.is((await uegen(['build', '--force', '--json', config, '--out', out])).status, 0);
    searchFiles(out);
    // Secrets that change, and one that was a plain value before.
    writeFileSync(config, text.replaceAll('+/', '/+'));
    await everywhere(here);
    assert.is((await uegen(['build', '--json', config, '--out', out])).status, 0);
    searchFiles(out);
    for (const phase of ['', 'install', 'template-upload', 'package-deploy', 'gitlab'])
      await uegen(['run', ...(phase === '' ? [] : [phase, '--dry-run']), '--config', config, '--out', out]);
  }),
);

/** Mistakes that an operator makes in the very line of a secret, or right beside it. */
const MISTAKES: Readonly<Record<string, (key: string, value: string) => string>> = {
  'a list': (key, value) => `${key}: [${value}]`,
  'a mapping': (key, value) => `${key}: { value: ${value} }`,
  'another key behind it': (key, value) => `${key}: ${value}, port: no`,
  'a misspelt key': (key, value) => `${key}x: ${value}`,
  'no space': (key, value) => `${key}:${value}`,
  'a quote that stays open': (key, value) => `${key}: "${value}`,
  'something behind the quote': (key, value) => `${key}: '${value}' ${value}`,
  'an alias': (key, value) => `${key}: *${value}`,
  'an anchor': (key, value) => `${key}: &${value} ${value}\n${key}: 1`,
  'a tag': (key, value) => `${key}: !${value} ${value}`,
  'an at sign': (key, value) => `${key}: @${value}`,
  'a percent sign': (key, value) => `${key}: %${value}`,
  'a colon inside': (key, value) => `${key}: ${value}: ${value}`,
  'a tab in front': (key, value) => `\t${key}: ${value}`,
  'a block': (key, value) => `${key}: |\n${value}\n  ${value}`,
  'two lines': (key, value) => `${key}: ${value}\n  ${value}\n${value}`,
  'a control character': (key, value) => `${key}: "${value}\\a"`,
  'an escape': (key, value) => `${key}: "${value}\\q"`,
  twice: (key, value) => `${key}: ${value}\n${key}: ${value}`,
  'a document': (key, value) => `${key}: ${value}\n---\n${value}`,
  'a list item': (key, value) => `- ${key}: ${value}`,
  'a flow': (key, value) => `{${key}: ${value}, x: 1}`,
  'a replaced value': (key, value) => `${key}: \${${value}}{cipher}${value}`,
};

audit(`${Object.keys(MISTAKES).length} mistakes beside each of ${sentinels.length} secrets`, () =>
  withFolder(async (folder) => {
    const lines = text.split('\n');
    for (const [name, mistake] of Object.entries(MISTAKES)) {
      // An error of the whole text leaves one message: some secrets are tried alone.
      const wrong = (only: number | undefined) =>
        lines
          .map((line) => {
            const index = sentinels.findIndex((secret) => line.includes(secret));
            const [, indent, key, value] = /^(\s*)([\w-]+): (.*)$/.exec(line) ?? [];
            if (index < 0 || key === undefined || (only !== undefined && index !== only)) return line;
            return mistake(key, value as string).replace(/^/gm, indent as string);
          })
          .join('\n');
      for (const only of sentinels.keys())
        if (only % 7 === name.length % 7) assertSaidWithout(wrong(only), name);
      const config = put(folder, 'config.yml', wrong(undefined));
      for (const { status, stderr } of [
        await uegen(['validate', config]),
        await here(['validate', '--json', config]),
      ]) {
        assert.ok(status === 0 || status === 1, `${name}: ${status}`);
        assert.not.match(stderr, 'crashed', name);
      }
    }
  }),
);

/** Places where a secret doesn't belong: config.yml is refused, or it goes on with them. */
const MISPLACED: Readonly<Record<string, readonly string[]>> = {
  'logins and tokens in addresses': [
    ...['tools.maven', 'tools.node', 'repositories.docker-key', 'dcos.installer', 'platform.repository'].map(
      (key) => `${key}: "https://me:${first}@mirror.test/x"`,
    ),
    `repositories.epel: "http://mirror.test/x?token=${first}"`,
    `repositories.gitlab: "https://${first}@mirror.test/$basearch"`,
    `tools.dcos-cli-checksum: "sha256:https://me:${first}@mirror.test/x"`,
    `runner.url: "https://me:${first}@gitlab.test"`,
    `gitlab.external-url: "http://gitlab.test/?private_token=${first}"`,
    `rinetd.source: "ftp://me:${first}@mirror.test/x"`,
    `tools.dcos-cli: "http://mirror.test:80/x/${first}@/y"`,
    `repositories.centos: "http://me:1/${first}@mirror.test/x"`,
  ],
  'scalars and lists in the place of sections': [
    ...['db', 'iam', 'iam.admin', 'iam.mail', 'gitlab', 'gitlab.root', 'gitlab.smtp', 'dcos', 'runner'],
    ...['runner.cache', 'runner.autoscale', 'gitlab.backup', 'gitlab.backup.upload', 'extra'],
  ].flatMap((key) => [`${key}: ${first}`, `${key}: [${first}, {a: ${first}}]`]),
  'free sections and unknown keys': [
    ...['pinpoint', 'elk', 'redis', 'mandatory-docker', 'host.kafka'].map((key) => `${key}: {a: ${first}}`),
    `extra: {mine: ${first}, deep: {er: "${first}"}}`,
    `my-own: ${first}`,
    `db.pasword: ${first}`,
    `kafka: [${first}]`,
  ],
};

/** The config with a line of `key.below: value` in it. */
function withLine(line: string): string {
  const [, key = '', value = ''] = /^(\S+): (.*)$/.exec(line) ?? [];
  const document = parseDocument(text, { schema: 'failsafe' });
  putAt(document, key.split('.'), parseDocument(value, { schema: 'failsafe' }).contents as Node);
  return document.toString({ lineWidth: 0 });
}

for (const [name, lines] of Object.entries(MISPLACED))
  audit(`${name}: nothing that is said tells them`, () =>
    withFolder(async (folder) => {
      for (const line of lines) assertSaidWithout(withLine(line), line);
      // The commands say what the library says: one config is enough for all of them.
      const config = put(folder, 'config.yml', withLine(lines[0] as string), 0o600);
      const at = ['--config', config, '--out', join(folder, 'out')];
      for (const command of ['validate', 'plan', 'build', 'status', 'downloads', 'up'])
        await uegen([command, ...at]);
      for (const command of ['validate', 'status']) await here([command, '--json', ...at]);
      searchFiles(folder);
    }),
  );

audit('what up runs, its logs, and what it keeps of machines and phases', () =>
  withFolder(async (folder) => {
    const key = put(folder, 'key.pem', 'a key\n', 0o600);
    const there = text
      .replace('/home/centos/belugarKey.pem', key)
      .replace('/etc/uegen/known_hosts', '/dev/null');
    const stage = await stageIn(folder, there);
    const at = ['--config', stage.config, '--out', stage.root];
    const runs = [
      ['up', '--dry-run'],
      ['up', '--yes', '--until', 'genconf'],
      ['up', '--yes'],
      ['status', '--live'],
      ['status', '--json'],
      ['run', 'gitlab', '--yes'],
    ];
    for (const args of runs) await uegen([...args, ...at], stage.env);
    // A phase that fails says why.
    stage.script('ansible-playbook', 'echo "it went wrong" >&2; exit 2');
    await uegen(['run', 'ci-runner', ...at], stage.env);
    const kept = readdirSync(join(stage.root, '.uegen'), { recursive: true, encoding: 'utf8' }).filter(
      (path) => lstatSync(join(stage.root, '.uegen', path)).isFile(),
    );
    for (const wanted of [/^logs\//, /^state\.json$/, /^manifest\.json$/])
      assert.ok(
        kept.some((path) => wanted.test(path)),
        `${wanted}: ${kept}`,
      );
    // Files of its own hold no secret at all, whoever may read them.
    for (const path of kept.filter((path) => !path.startsWith('stage/')))
      assert.equal(leaks(readFileSync(join(stage.root, '.uegen', path), 'latin1')), [], path);
    // What stood in for the programs noted how they were called.
    assert.equal(
      stage.calls().flatMap(({ argv }) => leaks(argv.join(' '))),
      [],
    );
  }),
);

/** Programs that make a run of uegen fail from inside, with a secret in the message of the error. */
const FAILURES = {
  'a bug while it compares': `const crypto = require('node:crypto'); const { createHash } = crypto;
    crypto.createHash = (kind) => ({ update(data) {
      if (String(data).includes(SECRET)) throw new TypeError('unexpected ' + data);
      return createHash(kind).update(data);
    } });`,
  'a bug while it writes': `const fs = require('node:fs'); const write = fs.writeFileSync;
    fs.writeFileSync = (file, data) => {
      if (String(Buffer.from(data)).includes(SECRET)) throw new RangeError(SECRET + '\\n' + Buffer.from(data));
      write(file, data);
    };`,
  'its end while it writes': `const fs = require('node:fs'); const rename = fs.renameSync; let count = 0;
    fs.renameSync = (...paths) => { if (++count === 12) process.kill(process.pid, 'SIGKILL'); rename(...paths); };`,
};

for (const [name, program] of Object.entries(FAILURES))
  audit(`${name}: neither the report nor what is left behind tells anything`, () =>
    withFolder(async (folder) => {
      const config = put(folder, 'config.yml', text, 0o600);
      const out = join(folder, 'out');
      foreignTree(out);
      const failing = put(folder, 'fail.cjs', `const SECRET = '${first}';\n${program}`);
      const NODE_OPTIONS = `--require ${failing}`;
      const { status, stderr } = await uegen(['build', config, '--out', out], { NODE_OPTIONS });
      assert.is(status, name.startsWith('a bug') ? 1 : null);
      if (status === 1) assert.match(stderr, /uegen: crashed\.[\s\S]*phase: \w+\n/);
      for (const path of ['deploys/db.json', 'install/hosts'])
        if (readFileSync(join(out, path), 'utf8').includes(first)) rmSync(join(out, path));
      searchFiles(out);
      assert.is((await uegen(['build', config, '--out', out])).status, 0);
      searchFiles(out);
    }),
  );

audit('the search itself finds a secret, whole, in part and encoded', () => {
  const path = (secretPaths[0] as string[]).join('.');
  const bytes = Buffer.from(`x${first}`);
  for (const spelt of [
    first.slice(3, 11),
    encodeURIComponent(first),
    bytes.toString('base64'),
    bytes.toString('hex'),
  ])
    assert.equal(leaks(`text ${spelt} text`), [path], spelt);
  assert.equal(leaks(readFileSync(join(root, 'README.md'), 'utf8')), []);
});

audit.run();
