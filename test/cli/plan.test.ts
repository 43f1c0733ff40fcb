import { chmodSync, lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { put, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';
import { uegenHere } from './here.ts';
import {
  bundle,
  ends,
  filesOf,
  guideConfig,
  harmless,
  NOBODY,
  node16,
  oneError,
  secrets,
  uegen,
  untouched,
  withTree,
} from './support.ts';

const MOVED = ['agent7: 172.31.0.164', 'agent7: 172.31.0.199'] as const;

const plan = suite('uegen plan');

plan('after a build there is nothing to do', () =>
  withTree(async ({ root, config, out }) => {
    await untouched(root, async () => {
      const text = ends(await uegen(['plan', config, '--out', out]), 0);
      assert.is(text.stdout, 'Nothing to do: the tree is what the config gives.\n');
      const json = JSON.parse(ends(await uegen(['plan', config, '--out', out, '--json']), 0).stdout);
      assert.is(json.status, 'nothing-to-do');
      assert.equal([json.nodes, json.phases, json.interrupted], [[], [], null]);
    });
  }),
);

plan('before the first build every file is to be created, and not even the folder is made', () =>
  withFolder(async (folder) => {
    const config = put(folder, 'config.yml', guideConfig());
    await untouched(folder, async () => {
      const { files } = JSON.parse(
        ends(await uegen(['plan', config, '--out', join(folder, 'out'), '--json']), 2).stdout,
      );
      assert.ok(files.length > 10);
      for (const { path, action } of files) assert.is(action, 'create', path);
    });
  }),
);

for (const [name, node] of Object.entries({ 'this Node': process.execPath, 'Node 16': node16 })) {
  if (node === undefined) {
    console.log(`skipped plans on ${name}: it is not installed`);
    continue;
  }
  plan(`${name}: another address of one agent changes exactly the files that mention it`, () =>
    withTree(async ({ root, config, out }) => {
      const mention = filesOf(out).filter((path) =>
        readFileSync(join(out, path), 'utf8').includes('172.31.0.164'),
      );
      assert.ok(mention.length > 1);
      writeFileSync(config, guideConfig(MOVED));
      await untouched(root, async () => {
        const answer = JSON.parse(
          ends(await uegen(['plan', config, '--out', out, '--json'], { node }), 2).stdout,
        );
        const changed: string[] = [];
        for (const { path, action, diff } of answer.files) {
          if (action === 'unchanged') continue;
          assert.is(action, 'change', path);
          changed.push(path);
          if (/holds secrets/.test(diff)) continue;
          assert.match(diff, /^-.*172\.31\.0\.164/m);
          assert.match(diff, /^\+.*172\.31\.0\.199/m);
        }
        assert.equal(changed.sort(), mention.sort());
        assert.equal(answer.counts.change, mention.length);
        assert.is(answer.nodes.length, 1);
        assert.match(
          answer.nodes[0].message,
          /^agent7 \(172\.31\.0\.199\) had the address 172\.31\.0\.164: run install$/,
        );
        const text = ends(await uegen(['plan', config, '--out', out], { node }), 2).stdout;
        for (const path of mention) assert.ok(text.includes(path), path);
        assert.match(text, `0 to create, ${mention.length} to change, 0 to delete`);
      });
      ends(await uegenHere(['build', config, '--out', out, '--quiet']), 0);
      ends(await uegenHere(['plan', config, '--out', out]), 0);
    }),
  );
}

plan('--summary leaves out the diffs', () =>
  withTree(async ({ config, out }) => {
    writeFileSync(config, guideConfig(MOVED));
    const { stdout } = ends(await uegenHere(['plan', config, '--out', out, '--summary']), 2);
    assert.not.match(stdout, /^@@|^[-+]/m);
    assert.match(stdout, /change {2,}install\/hosts/);
  }),
);

plan('an agent that joins: add-agent is to be run', () =>
  withTree(async ({ config, out }) => {
    writeFileSync(config, guideConfig(['    add-agent:\n', '    add-agent:\n      agent8: 172.31.0.188\n']));
    const { stdout } = ends(await uegenHere(['plan', config, '--out', out]), 2);
    assert.match(stdout, '  agent8 (172.31.0.188) joins: run add-agent\n');
    assert.match(
      stdout,
      'To run after the build:\n  install (2 files)\n  add-agent (4 files)\n  cadvisor (2 files)\n',
    );
  }),
);

plan('a changed secret shows as changed, neither the old value nor the new one', () =>
  withTree(async ({ root, config, out }) => {
    const values = [
      'Walrus-new-0001',
      'Walrus-new-0002',
      'Walrus-new-0003',
      'Walrus-new-0004',
      'Walrus-new-0005',
    ];
    writeFileSync(config, guideConfig(...secrets.map((old, index) => [old, values[index] ?? ''] as const)));
    await untouched(root, async () => {
      for (const args of [['plan'], ['plan', '--json'], ['plan', '--summary'], ['build', '--check']]) {
        // The old values are looked for in every run.
        const { stdout, stderr } = await uegenHere([...args, config, '--out', out]);
        assert.not.match(`${stdout}${stderr}`, 'Walrus');
        if (args[0] === 'plan') assert.match(stdout, 'deploys/db.json');
      }
      const { stdout } = ends(await uegen(['plan', config, '--out', out]), 2);
      assert.match(stdout, /^deploys\/db\.json: holds secrets, \d+ lines? differs?; they are not shown$/m);
    });
  }),
);

plan('a change names the phases that carry it to what runs, and says what it means', () =>
  withTree(async ({ config, out }) => {
    const plannedFor = async (edit: readonly [from: string, to: string]) => {
      writeFileSync(config, guideConfig(edit));
      return ends(await uegenHere(['plan', config, '--out', out, '--summary']), 2);
    };
    const due = ({ stdout }: { stdout: string }) =>
      (/To run after the build:\n((?: .*\n)*)/.exec(stdout)?.[1] ?? '')
        .trimEnd()
        .split('\n')
        .map((line) => /^ {2}(\S+)( \(.*?\))?:?/.exec(line)?.[1]?.replace(':', ''));
    const password = await plannedFor([`password: ${secrets[0]}`, 'password: another-pw']);
    assert.equal(due(password), ['db-password', 'apps']);
    assert.match(password.stdout, 'a database that runs keeps its password until this sets the new one');
    const secret = await plannedFor([`client-secret: ${secrets[2]}`, 'client-secret: another']);
    assert.equal(due(secret), ['restart-cloud-server', 'cadvisor']);
    const agent = await plannedFor(MOVED);
    assert.not.ok(due(agent).includes('restart-cloud-server'), 'the list of cadvisor is read by browsers');

    const moved = await plannedFor(['ip: 172.31.6.35\n', 'ip: 172.31.1.235\n']);
    assert.equal(due(moved), ['apps', 'backup']);
    assert.match(
      moved.stderr,
      /config\.yml:\d+:7: warning: db\.ip was 172\.31\.6\.35 \(agent1\) at the last build: the data stays there/,
    );
    assert.match(moved.stderr, 'copy the folder from 172.31.6.35 to 172.31.1.235');
    const built = ends(await uegenHere(['build', config, '--out', out]), 0);
    assert.match(built.stderr, 'db.ip was 172.31.6.35');
    assert.not.match(ends(await uegenHere(['plan', config, '--out', out]), 0).stderr, 'db.ip was');
  }),
);

plan('a secret that lies in a file not made by uegen is masked in the diff', () =>
  withFolder(async (folder) => {
    const config = put(folder, 'config.yml', guideConfig());
    put(
      folder,
      'install/hosts',
      `172.31.6.35 agent1\n# ${secrets[0]}\npassword=${secrets[1]}\napi_token: Walrus\n`,
    );
    for (const args of [['plan'], ['plan', '--json'], ['build', '--check']]) {
      const { stdout, stderr } = ends(await uegenHere([...args, config]), 2);
      assert.match(stdout, 'install/hosts');
      assert.not.match(`${stdout}${stderr}`, 'Walrus');
    }
  }),
);

plan('an edit by hand that holds a secret is masked when it stops the build', () =>
  withTree(async ({ config, out }) => {
    const file = join(out, 'install/hosts');
    writeFileSync(file, `${readFileSync(file)}# ${secrets[2]}\n# token=Walrus\n`);
    const ended = ends(await uegenHere(['build', config, '--out', out]), 1);
    assert.match(ended.stderr, /^-# \*+$/m);
    assert.not.match(ended.stderr, 'Walrus');
  }),
);

plan('a mistake in the config: exit 1', () =>
  withTree(async ({ root, config, out }) => {
    writeFileSync(config, guideConfig(['ssh_port: 22', 'ssh_port: x']));
    await untouched(root, async () =>
      oneError(await uegen(['plan', config, '--out', out]), /config\.yml:\d+/),
    );
  }),
);

toolTest(plan, ['root'], 'plan works for who may only read, and in a read-only file system', () =>
  withFolder(async (folder) => {
    chmodSync(folder, 0o755);
    const config = put(folder, 'config.yml', guideConfig());
    await untouched(folder, async () => {
      ends(await uegen(['plan', config], { uid: NOBODY }), 2);
      const script = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"';
      const ended = await run('unshare', [
        '--mount',
        'sh',
        '-c',
        script,
        folder,
        process.execPath,
        bundle,
        'plan',
        config,
      ]);
      harmless(ended);
      ends(ended, 2);
    });
    ends(await uegen(['build', config, '--quiet']), 0);
    await untouched(folder, async () => {
      const script = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"';
      const ended = await run('unshare', [
        '--mount',
        'sh',
        '-c',
        script,
        folder,
        process.execPath,
        bundle,
        'plan',
        config,
      ]);
      ends(ended, 0);
    });
    await untouched(folder, async () => {
      // uegen's own folder is the owner's alone, and so are the secrets.
      oneError(
        await uegen(['plan', config], { uid: NOBODY }),
        /\.uegen can't be entered: it belongs to another user/,
      );
    });
  }),
);

plan.run();

const check = suite('uegen build --check');

check(
  'exit 0 for the tree of the config, also without .uegen, secrets and permission bits, as git has it',
  () =>
    withTree(async ({ root, config, out }) => {
      rmSync(join(out, '.uegen'), { recursive: true });
      for (const path of filesOf(out)) {
        const { mode } = lstatSync(join(out, path));
        if ((mode & 0o077) === 0) rmSync(join(out, path));
        else chmodSync(join(out, path), mode & 0o100 ? 0o775 : 0o664);
      }
      await untouched(root, async () => {
        const ended = ends(await uegen(['build', '--check', config, '--out', out]), 0);
        assert.is(ended.stdout, 'The tree is what the config gives.\n');
      });
    }),
);

const damages: Readonly<Record<string, readonly [string, (out: string) => void]>> = {
  'a changed file': ['content', (out) => writeFileSync(join(out, 'install/hosts'), 'mine\n')],
  'a missing file': ['missing', (out) => rmSync(join(out, 'install/hosts'))],
  'an executable bit too many': ['executable', (out) => chmodSync(join(out, 'install/hosts'), 0o755)],
  'a folder in its place': [
    'not-a-file',
    (out) => {
      rmSync(join(out, 'install/hosts'));
      put(out, 'install/hosts/x', 'mine\n');
    },
  ],
};

for (const [name, [kind, damage]] of Object.entries(damages))
  check(`exit 2 for ${name}`, () =>
    withTree(async ({ root, config, out }) => {
      damage(out);
      await untouched(root, async () => {
        const { stdout } = ends(await uegen(['build', '--check', config, '--out', out, '--json']), 2);
        assert.equal(JSON.parse(stdout).differences, [{ path: 'install/hosts', kind }]);
        assert.match(
          ends(await uegenHere(['build', '--check', config, '--out', out]), 2).stdout,
          /^install\/hosts /,
        );
        assert.is(ends(await uegenHere(['build', '--check', config, '--out', out, '--quiet']), 2).stdout, '');
      });
    }),
  );

check('exit 1 for a mistake in the config', () =>
  withTree(async ({ root, config, out }) => {
    writeFileSync(config, guideConfig(['ssh_port: 22', 'ssh_port: x']));
    await untouched(root, async () =>
      oneError(await uegen(['build', '--check', config, '--out', out]), /config\.yml:/),
    );
  }),
);

check.run();
