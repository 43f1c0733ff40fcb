import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openConfig, replaceConfig } from '../../packages/cli/src/edit/config-text.ts';
import { formatState, type State } from '../../packages/core/src/plan/state.ts';
import { put, withFolder } from '../support/scratch.ts';
import { onTerminal } from './pty.ts';
import { bundle, ends, guideConfig, harmless, listTree, oneError, uegen } from './support.ts';

const edit = suite('uegen set and uegen node');

const SECRET = 'Pangolin-4471';

/** Runs uegen with a text on its standard input, and looks that the new secret shows nowhere. */
function fed(input: string, args: readonly string[], cwd: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, ...args], {
    input,
    cwd,
    encoding: 'utf8',
  });
  harmless({ status, stdout, stderr });
  assert.not.ok(`${stdout}${stderr}`.includes(SECRET), `${stdout}${stderr}`);
  return { status, stdout, stderr };
}

const read = (folder: string) => readFileSync(join(folder, 'config.yml'), 'utf8');

/** The lines that a diff brings and takes. */
const changes = (text: string) => text.split('\n').filter((line) => /^[+-](?![+-])/.test(line));

const TOKEN = [
  'gitlab:\n  root:\n    username:\n    password:\n    token:\n',
  'gitlab:\n  root:\n    username:\n    password:\n    token:\t# 나중에\n',
] as const;

edit('a plain key is set on its line, and shown', () =>
  withFolder(async (folder) => {
    const before = guideConfig(TOKEN);
    put(folder, 'config.yml', before, 0o640);
    const { stdout } = ends(await uegen(['set', 'gitlab.root.username', 'root'], { cwd: folder }), 0);
    assert.is(read(folder), before.replace('    username:\n', '    username: root\n'));
    assert.equal(changes(stdout), ['-    username:', '+    username: root']);
    assert.match(stdout, /Next:\n {2}uegen build\n/);
    assert.is(statSync(join(folder, 'config.yml')).mode & 0o777, 0o640);
    assert.equal(listTree(folder).length, 2);
    // Set again, nothing changes.
    const again = ends(await uegen(['set', 'gitlab.root.username', 'root'], { cwd: folder }), 0);
    assert.match(again.stdout, 'config.yml stays as it is.');
  }),
);

edit('a secret is refused on the command line, and read from a pipe into a file of its own', () =>
  withFolder(async (folder) => {
    const before = guideConfig(TOKEN);
    put(folder, 'config.yml', before);
    oneError(await uegen(['set', 'gitlab.root.token', 'visible'], { cwd: folder }), /is a secret/);
    oneError(
      await uegen(['set', 'gitlab.root.tokn', 'x'], { cwd: folder }),
      /there is no key gitlab\.root\.tokn/,
    );
    assert.is(read(folder), before);
    const { status, stdout } = fed(`${SECRET}\n`, ['set', 'gitlab.root.token'], folder);
    assert.is(status, 0);
    assert.equal(changes(stdout), [
      '-    token:\t********',
      '+    token: !file secrets/gitlab-root-token\t# 나중에',
    ]);
    assert.equal(
      ['secrets', 'secrets/.gitignore', 'secrets/gitlab-root-token'].map((path) =>
        (statSync(join(folder, path)).mode & 0o777).toString(8),
      ),
      ['700', '600', '600'],
    );
    assert.is(readFileSync(join(folder, 'secrets/.gitignore'), 'utf8'), '*\n');
    assert.is(readFileSync(join(folder, 'secrets/gitlab-root-token'), 'utf8'), `${SECRET}\n`);
    const git = (...args: string[]) => spawnSync('git', args, { cwd: folder, encoding: 'utf8' }).stdout;
    git('init', '--quiet');
    assert.is(git('status', '--porcelain', '--untracked-files=all'), '?? config.yml\n');
    ends(await uegen(['build', '--quiet'], { cwd: folder }), 0);
    assert.match(readFileSync(join(folder, 'install/gitlab/credentials'), 'utf8'), `token=${SECRET}`);
  }),
);

edit('a secret that config.yml held in plain text leaves it, and shows nowhere', () =>
  withFolder(async (folder) => {
    put(folder, 'config.yml', guideConfig());
    const { status, stdout } = fed(SECRET, ['set', 'db.password'], folder);
    assert.is(status, 0);
    assert.equal(changes(stdout), ['-  password: ********', '+  password: !file secrets/db-password']);
  }),
);

edit('a secret is asked for on a terminal, and what is typed does not show', () =>
  withFolder(async (folder) => {
    put(folder, 'config.yml', guideConfig());
    const args = [process.execPath, bundle, 'set', 'dcos.token', '--config', join(folder, 'config.yml')];
    const ended = await onTerminal(args, [['dcos.token (hidden while you type', `${SECRET}\n`]], {
      cwd: folder,
    });
    assert.is(ended.status, 0, ended.stdout);
    assert.not.ok(ended.stdout.includes(SECRET), ended.stdout);
    assert.is(readFileSync(join(folder, 'secrets/dcos-token'), 'utf8'), `${SECRET}\n`);
    const before = read(folder);
    const stopped = await onTerminal(args, [['dcos.token (hidden while you type', 'abc\u0003']], {
      cwd: folder,
    });
    assert.is(stopped.status, 1, stopped.stdout);
    assert.match(stopped.stdout, 'interrupted: nothing was written');
    assert.is(read(folder), before);
  }),
);

edit('what a build would refuse is not written', () =>
  withFolder(async (folder) => {
    put(folder, 'config.yml', guideConfig());
    for (const [args, why] of [
      [['set', 'ssh_port', 'ssh'], /ssh_port/],
      [['set', 'ssh-port', '22'], /ssh-port/],
      [['set', 'resolvers', '10.0.0.2'], /resolvers is a list/],
      [['set', 'server.private', 'x'], /holds keys of its own/],
      [['set', 'a..b', 'x'], /is not a key/],
      [['set'], /a key is missing/],
      [['node', 'add', 'agent7', '10.0.0.9'], /names a node agent7 already/],
      [['node', 'add', 'agent8', '172.31.6.35'], /172\.31|address/],
      [['node', 'add', 'agent8'], /needs a name and an address/],
      [['node', 'add', 'agent8', '300.1.1.1'], /agent8/],
      [['node', 'remove', 'agent99'], /no node agent99/],
      [['node', 'remove', 'master1'], /only agents can leave gracefully/],
      [['node', 'remove', 'agent1'], /db\.ip|database/],
      [['node', 'settle', 'x'], /takes no name/],
      [['node', 'list', '--public'], /takes no --public/],
      [['node', 'constructor'], /no uegen node constructor/],
    ] as const) {
      const before = listTree(folder, { times: true });
      const ended = await uegen(args, { cwd: folder });
      assert.is(ended.status, 1, args.join(' '));
      assert.match(ended.stderr, why, args.join(' '));
      assert.equal(listTree(folder, { times: true }), before, args.join(' '));
    }
    // A secret that makes the config wrong is not stored either.
    const short = fed('short', ['set', 'gitlab.root.password'], folder);
    assert.is(short.status, 1);
    assert.not.ok(existsSync(join(folder, 'secrets')));
    assert.is(fed('', ['set', 'dcos.token'], folder).status, 1);
  }),
);

edit('a config that changed since it was read is not replaced', () =>
  withFolder(async (folder) => {
    const config = put(folder, 'config.yml', guideConfig());
    const opened = openConfig(config);
    writeFileSync(config, `${guideConfig()}# meanwhile\n`);
    assert.throws(() => replaceConfig(opened, 'other: 1\n'), /was changed meanwhile: nothing was written/);
    assert.is(read(folder), `${guideConfig()}# meanwhile\n`);
    assert.equal(listTree(folder).length, 2);
  }),
);

edit('a config behind a link, with a byte order mark and CRLF, keeps all three', () =>
  withFolder(async (folder) => {
    const text = `\uFEFF${guideConfig().replaceAll('\n', '\r\n')}`;
    put(folder, 'real/main.yml', text);
    symlinkSync('real/main.yml', join(folder, 'config.yml'));
    ends(await uegen(['node', 'add', 'agent8', '172.31.10.202'], { cwd: folder }), 0);
    assert.is(
      read(folder),
      text.replace('    add-agent:\r\n', '    add-agent:\r\n      agent8: 172.31.10.202\r\n'),
    );
    assert.match(listTree(folder).join('\n'), 'config.yml link real/main.yml');
  }),
);

const member = (
  name: string,
  address: string,
  role: 'agent' | 'public',
  state: 'joined' | 'removed' | 'uninstalled' = 'joined',
) => ({ name, address, role, state });

function know(folder: string, members: State['members']): void {
  mkdirSync(join(folder, '.uegen'), { recursive: true });
  chmodSync(join(folder, '.uegen'), 0o700);
  put(folder, '.uegen/state.json', formatState({ phases: {}, members, values: {} }), 0o600);
}

edit('a node joins, is settled, leaves and is settled: config.yml is as it was', () =>
  withFolder(async (folder) => {
    const before = guideConfig(['    add-agent:\n', '    add-agent:   # 새 노드\n']);
    put(folder, 'config.yml', before);
    ends(await uegen(['node', 'add', 'agent8', '172.31.10.202'], { cwd: folder }), 0);
    const added = read(folder);
    assert.is(added, before.replace('# 새 노드\n', '# 새 노드\n      agent8: 172.31.10.202\n'));
    // Nothing is known yet, so nothing is settled.
    const early = ends(await uegen(['node', 'settle'], { cwd: folder }), 0);
    assert.match(
      early.stderr,
      'agent8 (172.31.10.202) stays under add-agent: it is not known to have joined',
    );
    assert.is(read(folder), added);
    know(folder, [member('agent8', '172.31.10.202', 'agent')]);
    const settled = ends(await uegen(['node', 'settle'], { cwd: folder }), 0);
    assert.equal(changes(settled.stdout), ['+      agent8: 172.31.10.202', '-      agent8: 172.31.10.202']);
    assert.is(
      read(folder),
      before.replace(
        '      agent7: 172.31.0.164\n',
        '      agent7: 172.31.0.164\n      agent8: 172.31.10.202\n',
      ),
    );
    ends(await uegen(['node', 'remove', 'agent8'], { cwd: folder }), 0);
    assert.match(read(folder), '    gracefully-remove-agent:\n      agent8: 172.31.10.202\n');
    const twice = ends(await uegen(['node', 'remove', 'agent8'], { cwd: folder }), 0);
    assert.match(twice.stderr, 'lists agent8 under gracefully-remove-agent already');
    const listed = ends(await uegen(['node', 'list', '--json'], { cwd: folder }), 0);
    const row = JSON.parse(listed.stdout).nodes.find(({ name }: { name: string }) => name === 'agent8');
    assert.equal(row, {
      name: 'agent8',
      address: '172.31.10.202',
      role: 'agent',
      wanted: 'removing',
      known: 'joined',
    });
    know(folder, [member('agent8', '172.31.10.202', 'agent', 'uninstalled')]);
    ends(await uegen(['node', 'settle'], { cwd: folder }), 0);
    assert.is(read(folder), before);
    const idle = ends(await uegen(['node', 'settle'], { cwd: folder }), 0);
    assert.match(idle.stderr, 'there is nothing to settle');
  }),
);

edit('a node that never joined is only taken off the list, and a node is uninstalled', () =>
  withFolder(async (folder) => {
    put(folder, 'config.yml', guideConfig());
    ends(await uegen(['node', 'add', 'agent8', '172.31.10.202'], { cwd: folder }), 0);
    const { stderr } = ends(await uegen(['node', 'remove', 'agent8'], { cwd: folder }), 0);
    assert.match(stderr, 'is not known to have joined: it is only taken off add-agent');
    assert.is(read(folder), guideConfig());
    ends(await uegen(['node', 'uninstall', 'agent7'], { cwd: folder }), 0);
    assert.is(
      read(folder),
      guideConfig(['    uninstall:\n', '    uninstall:\n      agent7: 172.31.0.164\n']),
    );
  }),
);

edit('a second public agent is settled beside the first, which keeps the name that the guide gives it', () =>
  withFolder(async (folder) => {
    put(folder, 'config.yml', guideConfig());
    ends(await uegen(['node', 'add', 'public2', '172.31.5.137', '--public'], { cwd: folder }), 0);
    assert.match(read(folder), 'add-public-agent:\n      public2: 172.31.5.137\n');
    know(folder, [member('public2', '172.31.5.137', 'public')]);
    ends(await uegen(['node', 'settle'], { cwd: folder }), 0);
    assert.match(read(folder), '    public:\n      public: 172.31.5.136\n      public2: 172.31.5.137\n');
    ends(await uegen(['validate'], { cwd: folder }), 0);
  }),
);

edit('--run builds, and runs what is due, and passes on how that ends', () =>
  withFolder(async (folder) => {
    put(folder, 'config.yml', guideConfig());
    ends(await uegen(['build', '--quiet'], { cwd: folder }), 0);
    // In an ansible-playbook that refuses, the chain ends.
    put(folder, 'bin/ansible-playbook', '#!/bin/sh\necho "played $*"\nexit 3\n', 0o755);
    const env = { PATH: `${join(folder, 'bin')}:${process.env.PATH}` };
    const ended = await uegen(['node', 'add', 'agent8', '172.31.10.202', '--run'], { cwd: folder, env });
    assert.is(ended.status, 3, ended.stderr);
    assert.is(ended.stdout.split('played').length, 2);
    assert.match(readFileSync(join(folder, 'install/hosts'), 'utf8'), 'agent8');
  }),
);

edit.run();
