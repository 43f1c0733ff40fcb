import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate, hasErrors } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseDocument } from 'yaml';
import { toProperties } from '../packages/core/src/serialize/properties.ts';
import { pinned } from '../packages/core/src/steps/command.ts';
import { sampleCluster } from './support/cluster.ts';
import { putAt, schemaKeys, textNames, textPlaces } from './support/keys.ts';
import { nastyStrings } from './support/nasty.ts';
import { configText, root } from './support/scenarios.ts';
import { put, withFolder } from './support/scratch.ts';
import { ASKED_IN, type NextReader, READ_NEXT } from './support/second-readers.ts';
import { toolTest } from './support/tool.ts';

const test = suite('who reads a value next');

test('every text of the schema has its row, and every row its text', () => {
  assert.equal(Object.keys(READ_NEXT).sort(), textNames().sort());
  for (const { path } of textPlaces())
    assert.ok(READ_NEXT[path.map((name) => (name === '0' ? '*' : name)).join('.')], path.join('.'));
});

test('every reader is asked by a test, and stands in a row', () => {
  const named = new Set(Object.values(READ_NEXT).flat());
  for (const [reader, file] of Object.entries(ASKED_IN)) {
    assert.ok(existsSync(join(root, file)), file);
    assert.ok(named.has(reader as NextReader), reader);
  }
});

/** An address, one of a few words, or names and addresses of hosts: letters, digits, dots, dashes and a port at most. */
const MISREADS_NOTHING = /^[\w.:,*-]*$/;

test('what nobody could misread takes no blanks, quotes or signs', () => {
  const plain = schemaKeys().filter(({ path }) =>
    READ_NEXT[path.join('.')]?.includes('nobody who could misread it'),
  );
  for (const { path } of plain.filter(({ schema }) => schema.type === 'string'))
    for (const value of accepted(
      path,
      MARKS.map((mark) => `a${mark}b`),
    ))
      assert.match(value, MISREADS_NOTHING, path.join('.'));
});

/** What one reader or another takes for something else. */
const MARKS = [
  ' ',
  '"',
  "'",
  '\\',
  '%',
  '%h',
  '%%',
  '$',
  '$HOME',
  `$${'{HOME}'}`,
  '~',
  '#',
  ';',
  '=',
  '*',
  ',',
];

/** What no other value has, and the marks that one reader or another takes for something else. */
const tries: readonly string[] = [
  ...nastyStrings,
  ...MARKS.flatMap((mark) => [`a${mark}b`, `${mark}b`, `a${mark}`, `a ${mark} b`]),
];

/** What may stand inside a value whose beginning and end are given. */
const INSIDE = [...MARKS, ...'.-_/:,+&|!()[]{}<>@?^`', '가', ''];

/** Those of the values that config.yml takes at a key. */
function accepted(path: readonly string[], values: readonly string[]): string[] {
  const document = parseDocument(configText('valid', 'full'), { schema: 'failsafe' });
  // A blank is an absent key.
  return values.filter((value) => {
    if (value === '') return false;
    putAt(document, path, document.createNode(value));
    const { diagnostics } = generate(document.toString({ lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE' }), {
      outputs: [],
    });
    return !hasErrors(diagnostics);
  });
}

toolTest(test, ['ssh'], 'ssh takes the path of the key as it is typed', () => {
  const paths = accepted(
    ['ansible_ssh_private_key_file'],
    // Of a longer one ssh's log has the beginning.
    tries.filter(({ length }) => length < 200).map((value) => `/${value}`),
  );
  assert.ok(paths.length > 30 && paths.includes('/a b') && paths.includes("/a'b"), String(paths.length));
  for (const path of paths) {
    // As ansible's plugin spells it; ssh tells the path that it has made of it before it connects.
    const args = ['-v', '-F', '/dev/null', '-o', `IdentityFile="${path}"`, '-o', 'ProxyCommand=false', 'x'];
    const { stderr } = spawnSync('ssh', args, {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    const told = /^debug1: identity file (.*) type -?\d+$/m.exec(stderr)?.[1] ?? stderr;
    assert.is(bytesIn(told), path);
  }
});

/** ssh's log has bytes that aren't ASCII in octal digits. */
function bytesIn(told: string): string {
  const bytes = told.replace(/\\(\d{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

toolTest(test, ['ssh'], 'ssh takes the file of host keys and the user as they are typed', () => {
  const { ssh } = sampleCluster();
  const asked = (args: readonly string[], option: string) => {
    const { stdout } = spawnSync('ssh', ['-G', '-F', '/dev/null', ...args], { encoding: 'utf8' });
    return new RegExp(`^${option} (.*)$`, 'm').exec(stdout)?.[1];
  };
  const files = accepted(
    ['ssh', 'known-hosts'],
    tries.map((value) => `/${value}`),
  );
  assert.ok(files.length > 10, String(files.length));
  for (const knownHosts of files)
    assert.is(asked([...pinned({ ...ssh, knownHosts }), 'x'], 'userknownhostsfile'), knownHosts);
  const users = accepted(['ansible_user'], tries);
  assert.ok(users.length > 10, String(users.length));
  for (const user of users) assert.is(asked([`${user}@192.0.2.1`], 'user'), user);
});

const GENERATOR = '/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator';

toolTest(test, [GENERATOR], "systemd's reader of environment files takes cluster_name as it is typed", () =>
  withFolder(async (folder) => {
    const names = accepted(['cluster_name'], tries);
    assert.ok(names.length > 60 && names.includes('a  b') && names.includes('#b'), String(names.length));
    const lines = names.map((name, number) => `N${number}=${name.replaceAll('$', DOLLAR)}\n`);
    put(folder, 'environment.d/names.conf', lines.join(''));
    const said = execFileSync(GENERATOR, { encoding: 'utf8', env: { XDG_CONFIG_HOME: folder } });
    const read = new Map(
      said.split('\n').map((line) => [line.split('=')[0], line.slice(line.indexOf('=') + 1)]),
    );
    for (const [number, name] of names.entries()) assert.is(unquoted(read.get(`N${number}`)), name);
  }),
);

/** What no name holds: unlike a unit's EnvironmentFile, the generator expands `$`. */
const DOLLAR = '\ue000';

/** A value as the generator prints it, in quotes where a shell wants them. */
function unquoted(value = ''): string {
  const inside = /^"(.*)"$/.exec(value)?.[1];
  return (inside?.replace(/\\(.)/g, '$1') ?? value).replaceAll(DOLLAR, '$');
}

toolTest(test, ['java'], "Java's Properties give back what was put in", () =>
  withFolder(async (folder) => {
    const values = [...tries, '\u{1f600} 한글', '\\u0041', ' a', 'a ', '!a', ':a', '=a', '\f', 'a\\'];
    const text = toProperties(new Map(values.map((value, number) => [`v${number}`, value])), 'A comment');
    assert.match(text, /^[\x20-\x7e\n]*$/);
    const reader = join(root, 'test/support/Properties.java');
    const lines = execFileSync('java', [reader, put(folder, 'a.properties', text)], { encoding: 'utf8' });
    const read = lines
      .split('\n')
      .map((line) =>
        (line.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join(''),
      );
    for (const [number, value] of values.entries()) assert.is(read[number], value);
  }),
);

toolTest(test, ['findmnt'], 'mount reads a line of fstab as config.yml has its parts', () =>
  withFolder(async (folder) => {
    const [mounts, options] = (['mount', 'options'] as const).map((key) =>
      accepted(
        ['disks', '0', key],
        INSIDE.map((mark) => (key === 'mount' ? `/srv/a${mark}b` : `noatime,a${mark}b`)),
      ),
    ) as [string[], string[]];
    assert.ok(mounts.length > 4 && options.length > 4, `${mounts.length} and ${options.length}`);
    const lines = [
      ...mounts.map((mount) => [mount, 'ext4', 'defaults']),
      ...options.map((option, number) => [`/srv/${number}`, 'xfs', option]),
    ];
    const text = lines.map((line) => `UUID=0a ${line.join(' ')} 0 2\n`).join('');
    const tab = put(folder, 'fstab', text);
    const args = ['--tab-file', tab, '--json', '--list', '--noheadings', '--output', 'TARGET,FSTYPE,OPTIONS'];
    const { filesystems } = JSON.parse(execFileSync('findmnt', args, { encoding: 'utf8' }));
    assert.equal(
      filesystems.map((read: Record<string, string>) => [read.target, read.fstype, read.options]),
      lines,
    );
  }),
);

// As yum of CentOS 7 takes them apart: its lists end at blanks and commas, and `$name` is one of its variables.
const REPOSITORIES = `
import configparser, json, re, sys
parser = configparser.RawConfigParser()
parser.read(sys.argv[1])
print(json.dumps([[re.split(r'[\\s,]+', parser.get(name, key)) for key in ('baseurl', 'gpgkey')] for name in parser.sections()]))
`;

// The module that the role calls, which ansible would start anew for each.
const WRITE_REPOSITORIES = `
import json, sys
from ansible.module_utils import basic
from ansible.modules import yum_repository
for values in json.load(sys.stdin):
    basic._ANSIBLE_ARGS = json.dumps({'ANSIBLE_MODULE_ARGS': values}).encode()
    try:
        yum_repository.main()
    except SystemExit as end:
        if end.code: raise
`;

/** The Python that has ansible. */
function ansiblePython(): string {
  const program = execFileSync('sh', ['-c', 'command -v ansible-playbook'], { encoding: 'utf8' }).trim();
  return /^#!\s*(\S+)/.exec(readFileSync(program, 'utf8'))?.[1] ?? 'python3';
}

toolTest(test, ['ansible', 'python3'], 'yum reads the addresses of repositories as config.yml has them', () =>
  withFolder(async (folder) => {
    const urls = tries.flatMap((value) => [
      `https://mirror.test/${value}`,
      `https://mirror.test/a${value}b/`,
    ]);
    const [bases, keys] = ['epel', 'epel-key'].map((key) => accepted(['repositories', key], urls)) as [
      string[],
      string[],
    ];
    assert.ok(bases.length > 8 && keys.length > 8, `${bases.length} and ${keys.length}`);
    const pairs = bases.map((base, number) => [base, keys[number % keys.length] as string] as const);
    const input = pairs.map(([baseurl, gpgkey], number) => ({
      name: `r${number}`,
      file: 'all',
      description: 'one',
      baseurl,
      gpgkey,
      reposdir: folder,
    }));
    execFileSync(ansiblePython(), ['-c', WRITE_REPOSITORIES], {
      input: JSON.stringify(input),
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    const read = execFileSync('python3', ['-c', REPOSITORIES, join(folder, 'all.repo')], {
      encoding: 'utf8',
    });
    for (const [number, parts] of JSON.parse(read).entries())
      assert.equal(
        parts,
        pairs[number]?.map((one) => [one]),
      );
  }),
);

test.run();
