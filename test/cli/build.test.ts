import { chmodSync, cpSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { configFile, generateScenario, root } from '../support/scenarios.ts';
import { put, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';
import { uegenHere } from './here.ts';
import {
  bundle,
  ends,
  filesOf,
  guideConfig,
  harmless,
  listTree,
  NOBODY,
  node16,
  oneError,
  secrets,
  uegen,
  untouched,
  withTree,
} from './support.ts';

const tree = suite('uegen build: the tree');

const guide = configFile('valid', 'guide');

for (const [name, node] of Object.entries({ 'this Node': process.execPath, 'Node 16': node16 })) {
  if (node === undefined) {
    console.log(`skipped builds on ${name}: it is not installed`);
    continue;
  }

  tree(
    `${name}: the guide's config gives every file with its bytes and mode, and a second build touches none`,
    () =>
      withFolder(async (folder) => {
        const out = join(folder, 'out');
        const first = ends(await uegen(['build', guide, '--out', out], { node }), 0);
        const { files } = generateScenario('valid', 'guide');
        assert.match(first.stdout, `${out}: ${files.length} created, 0 changed, 0 unchanged`);
        assert.equal(filesOf(out), files.map(({ path }) => path).sort(byPart));
        for (const { path, content, mode } of files) {
          assert.equal(readFileSync(join(out, path)), Buffer.from(content), path);
          assert.is(lstatSync(join(out, path)).mode & 0o7777, Number.parseInt(mode, 8), path);
        }
        await untouched(folder, async () => {
          const second = ends(await uegen(['build', guide, '--out', out], { node }), 0);
          assert.match(second.stdout, `${out}: 0 created, 0 changed, ${files.length} unchanged`);
        });
      }),
  );

  tree(`${name}: what is wrong with a config is said, and nothing is written`, () =>
    withFolder(async (folder) => {
      const config = put(folder, 'config.yml', guideConfig(['agent1: 172.31.6.35', 'agent1: 172.31.6.999']));
      await untouched(folder, async () => {
        oneError(
          await uegen(['build', config, '--out', join(folder, 'out')], { node }),
          /config\.yml:\d+:\d+: error: /,
        );
      });
    }),
  );
}

// The order of walking, in which a folder's files come together.
function byPart(left: string, right: string): number {
  const [a, b] = [left.replaceAll('/', '\0'), right.replaceAll('/', '\0')];
  return a < b ? -1 : 1;
}

tree('modes are the same under every umask, and secrets are for the owner alone', () =>
  withFolder(async (folder) => {
    const trees: string[][] = [];
    for (const umask of ['000', '077', '022']) {
      const out = join(folder, umask, 'out');
      const script = `umask ${umask}; exec "$@"`;
      const args = ['-c', script, 'sh', process.execPath, bundle, 'build', guide, '--out', out];
      ends(await run('sh', args), 0);
      trees.push(listTree(out));
    }
    assert.equal(trees[0], trees[1]);
    assert.equal(trees[0], trees[2]);
    const secret = generateScenario('valid', 'guide').files.filter((file) => file.secret);
    assert.ok(secret.length > 0);
    for (const { path } of secret)
      assert.ok(
        trees[0]?.some((line) => line.startsWith(`${path} file 600 `)),
        path,
      );
  }),
);

tree('a file that lost its mode gets it back', () =>
  withTree(async ({ config, out }) => {
    const before = listTree(out);
    chmodSync(join(out, 'install/docker-build.sh'), 0o644);
    chmodSync(join(out, 'deploys/config.json'), 0o644);
    assert.match((await uegen(['build', config, '--out', out])).stdout, /0 created, 2 changed/);
    assert.equal(listTree(out), before);
  }),
);

tree('only what differs is written', () =>
  withTree(async ({ config, out }) => {
    const times = new Map(filesOf(out).map((path) => [path, lstatSync(join(out, path)).mtimeMs]));
    writeFileSync(config, guideConfig(['agent7: 172.31.0.164', 'agent7: 172.31.0.165']));
    const { files } = JSON.parse(ends(await uegen(['build', config, '--out', out, '--json']), 0).stdout);
    const changed = new Set<string>();
    for (const { path, action } of files) if (action === 'change') changed.add(path);
    assert.ok(changed.size > 0 && changed.size < times.size);
    for (const [path, time] of times)
      assert.is(lstatSync(join(out, path)).mtimeMs !== time, changed.has(path), path);
  }),
);

tree('by default the tree lies beside the config', () =>
  withFolder(async (folder) => {
    put(folder, 'config.yml', guideConfig());
    ends(await uegen(['build'], { cwd: folder }), 0);
    assert.equal(readdirSync(folder).sort(), [
      '.uegen',
      'RUNBOOK.md',
      'cloud-config-repository',
      'config.yml',
      'deploys',
      'install',
    ]);
  }),
);

tree('in a checkout the tree lies in the checkout, with its own files carried', () =>
  withFolder(async (folder) => {
    cpSync(join(root, 'fixtures/valid/checkout'), folder, { recursive: true });
    const before = filesOf(folder);
    const texts = before.map((path) => readFileSync(join(folder, path)));
    ends(await uegen(['build', '--quiet'], { cwd: join(folder, 'uengine-resource') }), 0);
    for (const [index, path] of before.entries())
      assert.equal(readFileSync(join(folder, path)), texts[index], path);
    const wanted = generateScenario('valid', 'checkout').files;
    for (const { path, content } of wanted)
      assert.equal(readFileSync(join(folder, path)), Buffer.from(content), path);
    assert.ok(wanted.some(({ path }) => path.startsWith('uengine-cloud-ui/')));
    assert.equal(filesOf(folder).sort(), [...before, ...wanted.map(({ path }) => path)].sort());
  }),
);

tree('a symbolic link in the folders of a checkout is refused', () =>
  withFolder(async (folder) => {
    cpSync(join(root, 'fixtures/valid/checkout'), folder, { recursive: true });
    const resources = join(folder, 'uengine-resource');
    await run('ln', ['-s', '/etc/hostname', join(resources, 'ui-files/link.html')]);
    await untouched(folder, async () => {
      oneError(
        await uegen(['build'], { cwd: resources }),
        /uengine-resource\/ui-files\/link\.html is a symbolic link/,
      );
    });
  }),
);

tree.run();

const answers = suite('uegen build: answers');

answers('--json says what was done, --quiet nothing', () =>
  withFolder(async (folder) => {
    const config = put(folder, 'config.yml', guideConfig());
    const made = ends(await uegen(['build', config, '--json']), 0);
    assert.is(made.stderr, '');
    const answer = JSON.parse(made.stdout);
    assert.is(answer.status, 'done');
    assert.is(answer.root, folder);
    assert.is(answer.counts.create, filesOf(folder).length - 1);
    assert.equal(Object.keys(answer.files[0]), ['path', 'action', 'secret']);
    const quiet = ends(await uegen(['build', config, '--quiet']), 0);
    assert.is(`${quiet.stdout}${quiet.stderr}`, '');
  }),
);

answers('--json of an invalid config is JSON, holds the mistakes and no secret', () =>
  withFolder(async (folder) => {
    const config = put(folder, 'config.yml', guideConfig(['ssh_port: 22', 'ssh_port: 70000']));
    const ended = ends(await uegen(['build', config, '--json']), 1);
    assert.is(ended.stderr, '');
    const answer = JSON.parse(ended.stdout);
    assert.is(answer.status, 'invalid');
    assert.is(answer.diagnostics.length, 1);
  }),
);

answers('an unknown option and an unknown command are one error with the usage', () =>
  withFolder(async (folder) => {
    for (const args of [
      ['build', '--frobnicate'],
      ['bild'],
      [],
      ['build', 'a.yml', 'b.yml'],
      ['build', '--out'],
    ])
      oneError(await uegen(args, { cwd: folder }), /^uegen: error: /);
    assert.equal(readdirSync(folder), []);
  }),
);

// Each mistake next to a value that mustn't be shown.
const mistakes: Readonly<Record<string, readonly [string, string]>> = {
  'a list as password': [`password: ${secrets[0]}`, `password: [${secrets[0]}]`],
  'an unclosed quote': [`password: ${secrets[0]}`, `password: "${secrets[0]}`],
  'a tab': [`password: ${secrets[0]}`, `password:\t\t- ${secrets[0]}`],
  'an alias': [`password: ${secrets[0]}`, `password: *${secrets[0]}`],
  'a tag': [`password: ${secrets[0]}`, `password: !${secrets[0]} x`],
  'a misspelt key': [`password: ${secrets[0]}`, `pasword: ${secrets[0]}`],
  'a colon inside': [`password: ${secrets[0]}`, `password: a: ${secrets[0]}`],
  'a key twice': [`password: ${secrets[0]}`, `password: ${secrets[0]}\n  password: ${secrets[0]}`],
};

for (const [name, edit] of Object.entries(mistakes))
  answers(`${name} where a secret stands: an error that doesn't show it`, () =>
    withFolder(async (folder) => {
      const config = put(folder, 'config.yml', guideConfig(edit));
      // One run of the bundle is enough: what the others say comes from the same diagnostics.
      for (const ended of [
        await uegen(['build', config]),
        await uegenHere(['plan', config]),
        await uegenHere(['build', '--json', config]),
        await uegenHere(['build', '--check', config]),
      ]) {
        ends(ended, 1);
        assert.match(`${ended.stdout}${ended.stderr}`, /error/);
      }
      assert.equal(readdirSync(folder), ['config.yml']);
    }),
  );

answers.run();

const badConfigs = suite('uegen build: a config that can not be read');

const contents: Readonly<Record<string, readonly [string | Uint8Array, RegExp]>> = {
  empty: ['', /error: .*empty/],
  'not UTF-8': [
    Buffer.from([0x61, 0x3a, 0x20, 0xff, 0xfe, 0x0a]),
    /^uegen: error: the config .* is not UTF-8$/,
  ],
  'multi-document': [`${guideConfig()}---\n${guideConfig()}`, /error: .*document/],
  '50 MB': [Buffer.alloc(50_000_000, '# filler\n'), /^uegen: error: the config .* is larger than 16 MiB$/],
  'a list': [`- ${secrets[0]}\n- b\n`, /error: /],
  'a scalar': [`${secrets[0]}\n`, /error: /],
  'full of NUL': [Buffer.alloc(4096), /error: /],
};

badConfigs(`${Object.keys(contents).join(', ')}: one error, and the old tree stays as it is`, () =>
  withTree(async ({ root: folder, config, out }) => {
    for (const [content, message] of Object.values(contents)) {
      writeFileSync(config, content);
      await untouched(folder, async () => {
        oneError(await uegen(['build', config, '--out', out]), message);
        for (const args of [['plan'], ['build', '--check']])
          oneError(await uegenHere([...args, config, '--out', out]), message);
      });
    }
  }),
);

badConfigs('missing, and a folder: one error', () =>
  withTree(async ({ root: folder, out }) => {
    await untouched(folder, async () => {
      oneError(
        await uegen(['build', join(folder, 'none.yml'), '--out', out]),
        /can't read the config .*: no such file/,
      );
      oneError(await uegen(['build', folder, '--out', out]), /can't read the config .*: it is a folder/);
      oneError(
        await uegen(['build', `${folder}/config.yml/x`, '--out', out]),
        /can't read the config .*not a folder/,
      );
    });
  }),
);

badConfigs('a config that never ends is not read to its end', () =>
  withFolder(async (folder) => {
    oneError(await uegen(['build', '/dev/zero', '--out', join(folder, 'out')]), /larger than 16 MiB/);
    assert.equal(readdirSync(folder), []);
  }),
);

toolTest(badConfigs, ['root'], 'unreadable: one error', () =>
  withTree(async ({ root: folder, config, out }) => {
    chmodSync(config, 0o600);
    await untouched(folder, async () => {
      oneError(
        await uegen(['build', config, '--out', out], { uid: NOBODY }),
        /can't read the config .*: permission denied/,
      );
    });
  }),
);

badConfigs.run();

const badFolders = suite('uegen build: an output folder that can not be used');

badFolders('a file, and a folder below a file: one error', () =>
  withFolder(async (folder) => {
    const config = put(folder, 'config.yml', guideConfig());
    const file = put(folder, 'out', 'mine\n');
    await untouched(folder, async () => {
      oneError(await uegen(['build', config, '--out', file]), /the output folder .* is not a folder/);
      oneError(await uegen(['build', config, '--out', `${file}/deeper`]), /output folder/);
    });
  }),
);

badFolders('a file where a folder must be, and a folder where a file must be', () =>
  withFolder(async (folder) => {
    const config = put(folder, 'config.yml', guideConfig());
    put(folder, 'a/install', 'mine\n');
    mkdirSync(join(folder, 'b/install/hosts/mine'), { recursive: true });
    await untouched(folder, async () => {
      const first = ends(await uegen(['build', config, '--out', join(folder, 'a'), '--quiet']), 1);
      assert.match(first.stderr, /install\/hosts can't be written: install is a file/);
      oneError(
        await uegen(['build', config, '--out', join(folder, 'b'), '--quiet']),
        /install\/hosts can't be written: it is a folder/,
      );
    });
  }),
);

toolTest(badFolders, ['root'], 'read-only for this user: one error, also when it holds an old tree', () =>
  withTree(async ({ root: folder, config, out }) => {
    await run('chmod', ['-R', 'a+rX', out]);
    const fresh = join(folder, 'fresh');
    mkdirSync(fresh);
    writeFileSync(config, guideConfig(['agent7: 172.31.0.164', 'agent7: 172.31.0.165']));
    await untouched(folder, async () => {
      for (const place of [out, fresh, join(fresh, 'deep/er')])
        oneError(
          await uegen(['build', config, '--out', place], { uid: NOBODY }),
          /permission denied|not permitted/,
        );
    });
  }),
);

toolTest(
  badFolders,
  ['root'],
  'one folder of the tree is read-only: the old tree comes back as a whole',
  () =>
    withTree(async ({ config, out }) => {
      await run('chown', ['-R', String(NOBODY), out]);
      // cloud-config-repository and install differ too, and some of them are replaced before the failure.
      await run('chown', ['root', join(out, 'cloud-config-repository')]);
      writeFileSync(config, guideConfig(['agent7: 172.31.0.164', 'agent7: 172.31.0.165']));
      const before = listTree(out);
      oneError(
        await uegen(['build', config, '--out', out], { uid: NOBODY }),
        /can't write cloud-config-repository\/.*: permission denied/,
      );
      assert.equal(listTree(out), before);
    }),
);

toolTest(badFolders, ['root'], 'a read-only file system: one error', () =>
  withTree(async ({ root: folder, config, out }) => {
    writeFileSync(config, guideConfig(['agent7: 172.31.0.164', 'agent7: 172.31.0.165']));
    const script = `mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"`;
    const args = [
      '--mount',
      'sh',
      '-c',
      script,
      out,
      process.execPath,
      bundle,
      'build',
      config,
      '--out',
      out,
    ];
    await untouched(folder, async () => {
      const ended = await run('unshare', args);
      harmless(ended);
      oneError(ended, /the file system is read-only \(EROFS\)/);
    });
  }),
);

toolTest(
  badFolders,
  ['root'],
  'a full disk: one error, nothing stays of a first build, and an old tree stays whole',
  () =>
    withFolder(async (folder) => {
      const config = put(folder, 'config.yml', guideConfig());
      const other = put(
        folder,
        'other.yml',
        guideConfig(
          ['agent7: 172.31.0.164', 'agent7: 172.31.0.165'],
          ['database: uengine', 'database: other'],
        ),
      );
      const out = join(folder, 'out');
      mkdirSync(out);
      const build = (file: string) => `"${process.execPath}" "${bundle}" build "${file}" --out "$0" --quiet`;
      const list = [
        'find "$0" -mindepth 1 ! -name filler -type f -exec sha256sum {} + | sort',
        'find "$0" -mindepth 1 -type d | sort',
      ];
      const onDisk = (size: string, lines: readonly string[]) =>
        run('unshare', [
          '--mount',
          'sh',
          '-c',
          [`mount -t tmpfs -o size=${size} none "$0"`, ...lines].join('\n'),
          out,
        ]);

      const first = await onDisk('64k', [build(config), 'echo "status $?"', ...list]);
      harmless(first);
      assert.is(first.stdout, 'status 1\n');
      assert.match(
        first.stderr,
        /^uegen: error: can't write \S+: no space is left on the disk \(ENOSPC\)\n$/,
      );

      const fill = ['dd if=/dev/zero of="$0/filler" bs=4k 2>/dev/null', 'truncate -s -8192 "$0/filler"'];
      const lines = [build(config), ...list, ...fill, build(other), 'echo "status $?"', ...list];
      const second = await onDisk('8m', lines);
      harmless(second);
      const [before, after] = second.stdout.split('status 1\n');
      assert.ok((before?.length ?? 0) > 1000, second.stdout);
      assert.is(after, before);
      assert.match(second.stderr, /^uegen: error: can't .*: no space is left on the disk \(ENOSPC\)\n$/);
    }),
);

badFolders.run();
