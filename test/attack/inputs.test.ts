import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDiagnostics, generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { machineOptionsAreDistinct } from '../../packages/core/src/rules/autoscale.ts';
import { ends, guideConfig, oneError, uegen } from '../cli/support.ts';
import { mutate } from '../support/mutate.ts';
import { random } from '../support/random.ts';
import { put, withFolder } from '../support/scratch.ts';
import { leaks, sentinelConfig } from '../support/sentinels.ts';

const seed = Number(process.env.UEGEN_ATTACK_SEED ?? 20180119);
const RUNS = Number(process.env.UEGEN_ATTACK_RUNS ?? 300);

const attack = suite('attack: what is read');

/** What stands for something else, put behind the keys of a config. */
const SPICE = [
  (key: string) => `${key}: !env HOME`,
  (key: string) => `${key}: !env toString`,
  (key: string) => `${key}: !file /etc/hostname`,
  (key: string) => `${key}: !file "a\\0b"`,
  (key: string) => `${key}: &anchor { a: *anchor }`,
  (key: string) => `${key}: [&one [x, y], *one, *one]`,
  (key: string) => `"${key}\\e[2J": x`,
];

// An item of a list that a mutation puts into another list is no secret there, and nothing tells it from one of its own.
const isOfKey = (path: string) => !path.endsWith('.0');

attack(`${RUNS} mutated configs with references, aliases and carried files`, () => {
  const next = random(seed);
  const counts = { files: 0, diagnostics: 0 };
  const lines = sentinelConfig().split('\n');
  for (let run = 0; run < RUNS; run++) {
    const at = Math.floor(next() * lines.length);
    const spice = SPICE[run % SPICE.length] as (typeof SPICE)[number];
    const [, indent = '', key = 'x'] = /^(\s*)([\w-]+):/.exec(lines[at] ?? '') ?? [];
    const spiced = lines.map((line, index) => (index === at ? indent + spice(key) : line)).join('\n');
    const text = run % 3 === 0 ? `${lines.join('\n')}\npinpoint:\n  ${spice('x')}\n` : mutate(spiced, next);
    const content = Buffer.from(
      `"@db.password@ ${next()} @extra.title@ \u{10400}"`,
      run % 5 === 0 ? 'utf16le' : 'utf8',
    );
    const name = ['a.yml', 'a.json', 'a.properties', 'a.sh'][run % 4];
    const checkout = [{ source: `config-repository/${name}`, content, executable: false }];
    const about = `UEGEN_ATTACK_SEED=${seed}, mutation ${run}`;
    try {
      const { files, diagnostics } = generate(text, {
        checkout,
        resolveReference: ({ argument }) => ({ value: argument }),
      });
      const said = formatDiagnostics(diagnostics, { fileName: 'config.yml', text });
      assert.equal(leaks(said + JSON.stringify(diagnostics)).filter(isOfKey), [], about);
      assert.not.ok(said.includes('\u001b'), about);
      counts[files.length > 0 ? 'files' : 'diagnostics']++;
    } catch (error) {
      throw new Error(`${about}: ${(error as Error).stack}`);
    }
  }
  assert.ok(counts.files > 0 && counts.diagnostics > 0);
  console.log(`  ${counts.files} gave files, ${counts.diagnostics} diagnostics, none a stack trace`);
});

attack('aliases of aliases are an error at the alias, and what is written once may be large', () => {
  const names = [...'bcdefghijklm'];
  const bomb = names.map((name, index) => {
    const former = `*${'abcdefghijklm'[index]}`;
    return `  ${name}: &${name} {p: ${former}, q: ${former}, r: ${former}}`;
  });
  const text = guideConfig([
    'acknowledged: [config-server, host-keys]',
    `extra:\n  a: &a {x: x}\n${bomb.join('\n')}\n  z: *m`,
  ]);
  const { diagnostics } = generate(text);
  assert.is(diagnostics.length, 1);
  assert.is(diagnostics[0]?.code, 'too-large');
  assert.ok((diagnostics[0]?.position?.line ?? 0) > 1);
});

attack('of many mistakes a hundred are shown, and of a long line its beginning', () => {
  const many = Array.from({ length: 5000 }, (_, index) => `unknown${index}: 1`).join('\n');
  const long = `network: {device: eth0, dns: [${'x, '.repeat(20_000)}x]}`;
  for (const rest of [many, long, `rinetd: {allow: [${'x,'.repeat(20_000)}x]}`]) {
    const text = `${guideConfig()}\n${rest}\n`;
    const { diagnostics } = generate(text);
    const said = formatDiagnostics(diagnostics, { fileName: 'config.yml', text });
    assert.ok(said.length < 80_000, String(said.length));
    const listed = said.match(/^config\.yml:/gm)?.length ?? 0;
    assert.is(listed, Math.min(100, diagnostics.length));
    const excerpts = said.match(/^ +\d+ \| /gm) ?? [];
    assert.is(new Set(excerpts).size, excerpts.length, 'a line is shown once');
    if (diagnostics.length > 100) assert.match(said, `${diagnostics.length - 100} more are not shown`);
  }
});

const FURTHER = (text: string) => `\nextra: ${text}\n`;

/** Texts that nest or repeat, by how often. */
const SHAPES: Readonly<Record<string, (times: number) => string>> = {
  'dashes that are no list': (times) => `\n${'- '.repeat(times)}x\n a: b\nc\n`,
  'dashes in dashes': (times) => FURTHER(`\n  ${'- '.repeat(times)}x`),
  'questions in dashes': (times) => FURTHER(`\n  ${'- ? '.repeat(times)}x`),
  'keys in dashes': (times) => FURTHER(`\n  ${'- a: '.repeat(times)}x`),
  brackets: (times) => FURTHER(`${'['.repeat(times)}${']'.repeat(times)}\nc`),
  braces: (times) => FURTHER(`${'{a: '.repeat(times)}x${'}'.repeat(times)}`),
  tags: (times) => FURTHER(`${'!a '.repeat(times)}x`),
  anchors: (times) => FURTHER(`${'&a '.repeat(times)}x`),
  indentations: (times) =>
    FURTHER(Array.from({ length: times / 10 }, (_, index) => `\n${' '.repeat(index + 1)}k:`).join('')),
};

attack('what nests deeper than any reader follows is an error', () => {
  for (const [name, shape] of Object.entries(SHAPES)) {
    const text = `${guideConfig()}${shape(5000)}`;
    const { diagnostics } = generate(text);
    assert.ok(
      diagnostics.some(({ code }) => code === 'yaml-syntax'),
      name,
    );
    const content = Buffer.from(`a: @db.password@${shape(5000)}`);
    const files = (source: string) => [{ source, content, executable: false }];
    for (const source of ['config-repository/a.yml', 'config-repository/application.yml'])
      generate(guideConfig(), {
        checkout: files(source),
        resources: files('uengine-eureka/src/main/resources/application.yml'),
      });
  }
});

attack('as many mistakes of a rule as a config may hold are all told', () => {
  const ports = Array.from({ length: 130_000 }, (_, index) => `    agnt${index}: 9000\n`).join('');
  const { diagnostics } = generate(`${guideConfig()}\ncadvisor:\n  ports:\n${ports}`);
  assert.is(diagnostics.filter(({ severity }) => severity === 'error').length, 130_000);
});

/** How often an item of a list is looked at while a rule is held against it. */
function looksAt(options: readonly string[]): number {
  let looks = 0;
  const counted = new Proxy(options, {
    get: (list, key) => {
      if (/^\d+$/.test(String(key))) looks++;
      return Reflect.get(list, key);
    },
  });
  machineOptionsAreDistinct({
    config: { runner: { autoscale: { options: counted } } },
    cluster: {},
  } as never);
  return looks;
}

attack('options of machines are gone through once, also where each is given twice', () => {
  const options = Array.from({ length: 2000 }, (_, index) => `amazonec2-tag-${index}=x`);
  for (const all of [options, [...options, ...options]])
    assert.ok(looksAt(all) <= 2 * all.length, `${looksAt(all)} looks at ${all.length}`);
});

attack('a value in the place of a section, a login in an address, and free sections are never shown', () => {
  for (const line of [
    'db: Okapi-7781',
    'gitlab: {smtp: Okapi-7781}',
    'redis: {host: Okapi-7781}',
    'extra: {"no good": Okapi-7781}',
    'tools: {maven: "https://me:Okapi-7781@mirror.test/maven.tar.gz"}',
    'proxy: {http: "http://me:Okapi-7781@proxy.test:3128"}',
    'tools: {node: "https://mirror.test/node.tar.gz?token=Okapi-7781"}',
    'dcos:\n  installer: https://Okapi-7781@mirror.test/x',
    'my-own: Okapi-7781',
    'platform:\n  repository: https://me:Okapi-7781@mirror.test/x.git',
  ]) {
    const text = `${guideConfig(['db:\n', 'unknown-db:\n'])}\n${line}\n`;
    const { diagnostics } = generate(text);
    const said = formatDiagnostics(diagnostics, { fileName: 'config.yml', text });
    assert.not.match(said + JSON.stringify(diagnostics), 'Okapi', line);
  }
});

/** Values of a reference that can't be answered, and what is said then. */
const REFERENCES: Readonly<Record<string, RegExp>> = {
  '!env toString': /error: the environment variable toString is not set/,
  '!env Okapi-7781': /error: what follows !env is not the name of an environment variable/,
  '!file "a\\0b"': /error: what follows !file is not the path of a file/,
  '!file .': /error: \. is not a regular file/,
  '!file pipe': /error: pipe is not a regular file/,
  '!file /dev/zero': /error: \/dev\/zero is not a regular file/,
  '!file large': /error: large is larger than 1 MiB/,
};

attack('references to what is none end with one error each', () =>
  withFolder(async (folder) => {
    spawnSync('sh', ['-c', 'mkfifo "$0"', join(folder, 'pipe')]);
    put(folder, 'large', 'x'.repeat(1024 * 1024 + 1));
    for (const [reference, expected] of Object.entries(REFERENCES)) {
      const text = guideConfig(['password: Quagga-db-7781', `password: ${reference}`]);
      oneError(await uegen(['validate', put(folder, 'config.yml', text)]), expected);
    }
  }),
);

attack('a carried file is never left out or left unfilled in silence', () =>
  withFolder(async (folder) => {
    const resource = join(folder, 'uengine-resource');
    const config = put(resource, 'config.yml', guideConfig());
    const carried = join(resource, 'config-repository');
    mkdirSync(carried, { recursive: true });
    const [open, close] = [Buffer.from([0xc7, 0xd1, 0xb1, 0xdb]), Buffer.from(': @db.password@\n')];
    writeFileSync(join(carried, 'euc-kr.yml'), Buffer.concat([open, close]));
    const refused = /euc-kr\.yml: error: @db\.password@ stands in a file that is not UTF-8/;
    assert.match(ends(await uegen(['validate', config]), 1).stderr, refused);
    writeFileSync(join(carried, 'euc-kr.yml'), Buffer.from('a: @db.password@\n', 'utf16le'));
    assert.match(ends(await uegen(['validate', config]), 1).stderr, refused);
    writeFileSync(join(carried, 'euc-kr.yml'), 'a: b\n');
    assert.not.match((await uegen(['validate', config])).stderr, 'UTF-8');
    writeFileSync(Buffer.concat([Buffer.from(`${carried}/`), open]), 'a: b\n');
    oneError(await uegen(['validate', config]), /holds a file whose name is not UTF-8/);
  }),
);

attack('data goes to no folder of the system', () => {
  const backup = (line: string) => guideConfig(['gitlab:\n  root:', `gitlab:\n  backup: {${line}}\n  root:`]);
  for (const text of [
    backup('path: /etc'),
    backup('config-path: /usr/local/backup'),
    `${guideConfig()}\nregistry: {data-path: /var/lib}\n`,
    `${guideConfig()}\nminio: {data-path: /root/minio}\n`,
  ]) {
    const errors = generate(text).diagnostics.filter(({ severity }) => severity === 'error');
    assert.match(
      errors.map(({ message }) => message).join(),
      /^[\w.-]+ (?:is|is inside [\w/]+,) a system folder$/,
    );
  }
});

attack('--json tells every mistake, however many there are', () =>
  withFolder(async (folder) => {
    const wrong = (key: string, count: number) => `${key}: {allow: [${'x,'.repeat(count - 1)}x]}`;
    put(folder, 'config.yml', `${guideConfig()}\n${wrong('rinetd', 2500)}\n`);
    const { stderr } = ends(await uegen(['validate'], { cwd: folder }), 1);
    assert.match(stderr, '2400 more are not shown; --json lists all\n2500 errors\n');
    const { stdout } = ends(await uegen(['validate', '--json'], { cwd: folder }), 1);
    const { diagnostics }: { diagnostics: { path: string[] }[] } = JSON.parse(stdout);
    assert.equal(
      diagnostics.map(({ path }) => Number(path.at(-1))),
      Array.from({ length: 2500 }, (_, index) => index),
    );
    assert.is(stdout, `${JSON.stringify(JSON.parse(stdout), null, 2)}\n`);
  }),
);

attack.run();
