import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { imageResources } from '../support/image-resources.ts';
import { put, run, withFolder } from '../support/scratch.ts';
import { uegenHere } from './here.ts';
import { ends, filesOf, guideConfig, listTree, oneError, uegen, untouched, withTree } from './support.ts';

const MOVED = ['agent7: 172.31.0.164', 'agent7: 172.31.0.199'] as const;
const HOSTS = 'install/hosts';

interface Entry {
  path: string;
  mode: string;
  hash: string;
  secret: boolean;
}

/** Adds a file to what the manifest says of the last build. */
function listAlso(out: string, entries: readonly Partial<Entry>[]): void {
  const file = join(out, '.uegen/manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  for (const entry of entries)
    manifest.files.push({ mode: '0644', hash: hash('old\n'), secret: false, ...entry });
  writeFileSync(file, JSON.stringify(manifest));
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const edits = suite('uegen build: edits by hand');

edits('an edit in any file stops the build as a whole, and is kept', () =>
  withTree(async ({ root, config, out }) => {
    const all = filesOf(out);
    // Other files differ too; none of them is written.
    writeFileSync(config, guideConfig(MOVED));
    const stops = async (command: typeof uegenHere, paths: readonly string[]) => {
      const before = paths.map((path) => readFileSync(join(out, path)));
      for (const path of paths) appendFileSync(join(out, path), '# mine\n');
      await untouched(root, async () => {
        const { stderr } = ends(await command(['build', config, '--out', out]), 1);
        assert.equal(
          [...stderr.matchAll(/^uegen: error: (.*) was edited by hand$/gm)].map(([, path]) => path).sort(),
          [...paths].sort(),
        );
        assert.match(stderr, '--force');
        assert.match(stderr, 'Nothing was written.');
      });
      for (const [index, path] of paths.entries()) writeFileSync(join(out, path), before[index] as Buffer);
    };
    await stops(uegen, all);
    for (const path of all.filter((_, index) => index % 20 === 0)) await stops(uegenHere, [path]);
  }),
);

edits('plan says that a file was edited; --json has it', () =>
  withTree(async ({ root, config, out }) => {
    appendFileSync(join(out, HOSTS), '# mine\n');
    await untouched(root, async () => {
      const { stdout } = ends(await uegenHere(['plan', config, '--out', out]), 2);
      assert.match(stdout, /^edited {2,}install\/hosts/m);
      assert.match(stdout, /^-# mine$/m);
      const answer = JSON.parse(ends(await uegenHere(['build', config, '--out', out, '--json']), 1).stdout);
      assert.is(answer.status, 'stopped');
      assert.is(answer.counts.edited, 1);
    });
  }),
);

edits('--force replaces each edited file and keeps the edit in a backup folder of its own', () =>
  withTree(async ({ config, out }) => {
    const wanted = listTree(out, { own: false });
    for (const [number, text] of [
      ['1', '# first\n'],
      ['2', '# second\n'],
    ] as const) {
      for (const path of [HOSTS, 'deploys/db.json']) appendFileSync(join(out, path), text);
      const edited = [HOSTS, 'deploys/db.json'].map((path) => readFileSync(join(out, path), 'utf8'));
      const { stdout } = ends(await uegenHere(['build', config, '--out', out, '--force']), 0);
      assert.match(stdout, `kept in .uegen/backup/${number}.`);
      assert.equal(listTree(out, { own: false }), wanted);
      const backup = join(out, '.uegen/backup', number);
      assert.equal(
        [HOSTS, 'deploys/db.json'].map((path) => readFileSync(join(backup, path), 'utf8')),
        edited,
      );
    }
    assert.equal(readdirSync(join(out, '.uegen')).sort(), ['.gitignore', 'backup', 'manifest.json']);
  }),
);

edits('the very edit that the config gives now is no edit', () =>
  withTree(async ({ config, out, root }) => {
    const other = join(root, 'other');
    writeFileSync(config, guideConfig(MOVED));
    ends(await uegenHere(['build', config, '--out', other, '--quiet']), 0);
    writeFileSync(join(out, HOSTS), readFileSync(join(other, HOSTS)));
    ends(await uegenHere(['build', config, '--out', out, '--quiet']), 0);
    assert.equal(listTree(out), listTree(other));
  }),
);

edits('a deleted file and a deleted folder come back', () =>
  withTree(async ({ config, out }) => {
    const wanted = listTree(out);
    rmSync(join(out, HOSTS));
    rmSync(join(out, 'deploys'), { recursive: true });
    assert.match(ends(await uegenHere(['build', config, '--out', out]), 0).stdout, '9 created, 0 changed');
    assert.equal(listTree(out), wanted);
  }),
);

edits("the operator's own files stay, with or without --force", () =>
  withTree(async ({ config, out }) => {
    const own = [
      'install/genconf/ssh_key',
      'install/genconf/serve/x.tgz',
      'install/dcos_generate_config.sh',
      'deploys/.hidden',
      'mine',
    ];
    for (const path of own) put(out, path, `${path}\n`, 0o640);
    writeFileSync(config, guideConfig(MOVED));
    for (const args of [[], ['--force']])
      ends(await uegenHere(['build', config, '--out', out, '--quiet', ...args]), 0);
    for (const path of own) assert.is(readFileSync(join(out, path), 'utf8'), `${path}\n`);
    ends(await uegenHere(['plan', config, '--out', out]), 0);
  }),
);

edits('a file that uegen did not list stands where one is to come: the build stops', () =>
  withTree(async ({ root, config, out }) => {
    const file = join(out, '.uegen/manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    manifest.files = manifest.files.filter(({ path }: Entry) => path !== HOSTS);
    writeFileSync(file, JSON.stringify(manifest));
    writeFileSync(join(out, HOSTS), 'mine\n');
    await untouched(root, async () => {
      oneError(
        await uegenHere(['build', config, '--out', out, '--quiet']),
        /install\/hosts was not made by uegen/,
      );
    });
    ends(await uegenHere(['build', config, '--out', out, '--force', '--quiet']), 0);
    assert.is(readFileSync(join(out, '.uegen/backup/1', HOSTS), 'utf8'), 'mine\n');
  }),
);

edits.run();

const pruning = suite('uegen build: files that no output makes any more');

pruning('an unedited one is deleted with the folders that it leaves empty, an edited one stays', () =>
  withTree(async ({ config, out }) => {
    const wanted = listTree(out);
    put(out, 'old/deep/gone.txt', 'old\n');
    put(out, 'install/gone.txt', 'old\n');
    put(out, 'kept/edited.txt', 'edited\n');
    listAlso(
      out,
      ['old/deep/gone.txt', 'install/gone.txt', 'kept/edited.txt', 'never/there.txt'].map((path) => ({
        path,
      })),
    );
    const planned = ends(await uegenHere(['plan', config, '--out', out]), 2).stdout;
    assert.match(planned, /^delete {2,}old\/deep\/gone\.txt$/m);
    assert.match(planned, /^keep {2,}kept\/edited\.txt \(edited by hand\)$/m);
    ends(await uegenHere(['build', '--check', config, '--out', out]), 2);
    const { stdout } = ends(await uegenHere(['build', config, '--out', out]), 0);
    assert.match(stdout, '2 deleted');
    assert.is(readFileSync(join(out, 'kept/edited.txt'), 'utf8'), 'edited\n');
    rmSync(join(out, 'kept'), { recursive: true });
    assert.equal(listTree(out), wanted);
    ends(await uegenHere(['plan', config, '--out', out]), 0);
  }),
);

pruning('a config in which an output has less to make', () =>
  withFolder(async (folder) => {
    const resources = join(folder, 'uengine-resource');
    const config = put(resources, 'config.yml', guideConfig());
    for (const { source, content } of imageResources()) put(folder, source, content);
    put(resources, 'ui-files/old/page.html', '<p>old</p>\n');
    put(resources, 'ui-files/index.html', '<p>hello</p>\n');
    ends(await uegenHere(['build', config, '--quiet']), 0);
    assert.ok(existsSync(join(folder, 'uengine-cloud-ui/old/page.html')));
    renameSync(join(resources, 'ui-files/old/page.html'), join(resources, 'ui-files/page.html'));
    ends(await uegenHere(['build', config, '--quiet']), 0);
    assert.equal(readdirSync(join(folder, 'uengine-cloud-ui')), ['index.html', 'page.html']);
  }),
);

pruning('what has taken the place of a listed file stays', () =>
  withTree(async ({ root, config, out }) => {
    const outside = put(root, 'outside/file', 'old\n');
    mkdirSync(join(out, 'folder'));
    symlinkSync(outside, join(out, 'link'));
    symlinkSync(join(root, 'outside'), join(out, 'linked'));
    await run('mkfifo', [join(out, 'pipe')]);
    listAlso(
      out,
      ['folder', 'link', 'linked/file', 'pipe'].map((path) => ({ path })),
    );
    const before = listTree(root, { own: false }).filter((line) => !/\.uegen/.test(line));
    for (const args of [[], ['--force']]) {
      ends(await uegenHere(['build', config, '--out', out, '--quiet', ...args]), 0);
      assert.equal(
        listTree(root, { own: false }).filter((line) => !/\.uegen/.test(line)),
        before,
      );
    }
  }),
);

pruning.run();

const takeOver = suite('uegen build: a tree that uegen did not make');

takeOver('is taken over, with backups of what differs; the rest stays', () =>
  withFolder(async (folder) => {
    const config = put(folder, 'config.yml', guideConfig());
    put(folder, HOSTS, 'by maven\n', 0o664);
    put(folder, 'deploys/db.json', '{}\n', 0o664);
    put(folder, 'install/genconf/ssh_key', 'mine\n', 0o600);
    const planned = ends(await uegenHere(['plan', config]), 2).stdout;
    assert.match(planned, /^change {2,}install\/hosts \(not made by uegen, taken over\)$/m);
    const { stdout } = ends(await uegenHere(['build', config]), 0);
    assert.match(stdout, "This tree was not made by uegen. It is uegen's from now on.");
    assert.match(stdout, 'kept in .uegen/backup/1.');
    assert.equal(filesOf(join(folder, '.uegen/backup/1')), ['deploys/db.json', HOSTS]);
    assert.is(readFileSync(join(folder, '.uegen/backup/1', HOSTS), 'utf8'), 'by maven\n');
    assert.is(readFileSync(join(folder, 'install/genconf/ssh_key'), 'utf8'), 'mine\n');
    ends(await uegenHere(['plan', config]), 0);
  }),
);

takeOver.run();

const hostile = suite('uegen build: a manifest that lies, a tree with links');

const paths = [
  '../outside/file',
  'install/../../outside/file',
  '..',
  '.',
  '',
  'a//b',
  'install/./hosts',
  'a\\..\\b',
  'C:/x',
  '.uegen/manifest.json',
  '.UEGEN/backup',
  '.git/config',
  'x/.GIT/hooks/a',
  'a\nb',
  'a\0b',
];

hostile('paths that lead out of the tree: one error, nothing is touched', () =>
  withTree(async ({ root, config, out }) => {
    const file = join(out, '.uegen/manifest.json');
    const honest = readFileSync(file);
    const outside = put(root, 'outside/file', 'old\n');
    for (const path of [...paths, outside]) {
      writeFileSync(file, honest);
      listAlso(out, [{ path }]);
      await untouched(root, async () => {
        for (const args of [['build'], ['build', '--force'], ['plan']])
          oneError(
            await uegenHere([...args, config, '--out', out]),
            /^uegen: error: \.uegen\/manifest\.json is damaged: it lists /,
          );
      });
    }
  }),
);

const texts = [
  '',
  'null',
  '[]',
  '{',
  '{"format":0}',
  '{"format":1,"uegen":"","config":"","files":{},"nodes":[]}',
];

hostile('a manifest that is none: one error, nothing is touched', () =>
  withTree(async ({ root, config, out }) => {
    const file = join(out, '.uegen/manifest.json');
    for (const text of texts) {
      writeFileSync(file, text);
      await untouched(root, async () => {
        oneError(
          await uegenHere(['build', config, '--out', out, '--force']),
          /\.uegen\/manifest\.json is damaged: /,
        );
      });
    }
    rmSync(file);
    symlinkSync('../../config.yml', file);
    await untouched(root, async () => {
      oneError(
        await uegenHere(['build', config, '--out', out, '--force']),
        /\.uegen\/manifest\.json is not a file/,
      );
    });
  }),
);

hostile('an entry that differs from a file of the tree only in case does not delete that', () =>
  withTree(async ({ config, out }) => {
    const wanted = listTree(out);
    const content = readFileSync(join(out, HOSTS), 'utf8');
    listAlso(out, [{ path: 'INSTALL/HOSTS', hash: hash(content) }]);
    ends(await uegenHere(['build', config, '--out', out, '--quiet']), 0);
    assert.equal(listTree(out), wanted);
    // A second name of the same file, as a file system that ignores case has it.
    await run('ln', [join(out, HOSTS), join(out, 'install/HOSTS')]);
    listAlso(out, [{ path: 'install/HOSTS', hash: hash(content) }]);
    ends(await uegenHere(['build', config, '--out', out, '--quiet']), 0);
    assert.is(readFileSync(join(out, HOSTS), 'utf8'), content);
    assert.ok(existsSync(join(out, 'install/HOSTS')));
  }),
);

const links: Readonly<Record<string, readonly [string, RegExp]>> = {
  'a file': [HOSTS, /install\/hosts can't be written: it is a symbolic link/],
  'a folder': ['deploys', /can't be written: deploys is a symbolic link/],
  "uegen's own folder": ['.uegen', /\.uegen is a symbolic link/],
};

for (const [name, [path, message]] of Object.entries(links))
  hostile(`${name} replaced by a symbolic link is refused, and what it leads to stays`, () =>
    withTree(async ({ root, config, out }) => {
      renameSync(join(out, path), join(root, 'outside'));
      symlinkSync(join(root, 'outside'), join(out, path));
      writeFileSync(config, guideConfig(MOVED));
      await untouched(root, async () => {
        for (const args of [[], ['--force']]) {
          const ended = ends(await uegenHere(['build', config, '--out', out, '--quiet', ...args]), 1);
          assert.match(ended.stderr, message);
        }
      });
    }),
  );

hostile('a link that leads nowhere is refused too, also on a first build', () =>
  withFolder(async (folder) => {
    const config = put(folder, 'config.yml', guideConfig());
    mkdirSync(join(folder, 'install'));
    symlinkSync(join(folder, 'nowhere'), join(folder, HOSTS));
    await untouched(folder, async () => {
      oneError(
        await uegenHere(['build', config, '--quiet']),
        /install\/hosts can't be written: it is a symbolic link/,
      );
    });
  }),
);

const journals: readonly object[] = [
  {
    entries: [{ path: '../outside/file', before: null, after: null, backup: false }],
    folders: [],
    backup: '1',
  },
  { entries: [], folders: ['../outside'], backup: '1' },
  { entries: [], folders: [], backup: '../../outside' },
  { entries: 1 },
];

hostile('a journal that lies: one error, nothing is touched', () =>
  withTree(async ({ root, config, out }) => {
    put(root, 'outside/file', 'old\n');
    for (const name of ['journal.json', 'rollback.json'])
      for (const journal of journals) {
        const file = put(out, `.uegen/${name}`, JSON.stringify(journal));
        await untouched(root, async () => {
          for (const command of ['build', 'plan'])
            oneError(
              await uegenHere([command, config, '--out', out]),
              /the journal of an interrupted build is damaged/,
            );
        });
        rmSync(file);
      }
  }),
);

hostile.run();
