import {
  chmodSync,
  chownSync,
  cpSync,
  lstatSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hashOf } from '../../packages/cli/src/tree/survey.ts';
import { giveAway } from '../cli/standins.ts';
import {
  bundle,
  ends,
  guideConfig,
  listTree,
  NOBODY,
  oneError,
  uegen,
  untouched,
  withTree,
} from '../cli/support.ts';
import { put, run } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';

const attack = suite("attack: uegen's own folder");

const OTHER = guideConfig(['agent7: 172.31.0.164', 'agent7: 172.31.0.199']);
const HASH = 'a'.repeat(64);

/** A journal that wants something outside of the tree, or nothing that a build could have wanted. */
const JOURNALS: Readonly<Record<string, object>> = {
  'a file above': {
    entries: [{ path: '../victim', before: HASH, after: null, backup: false }],
    folders: [],
    backup: '1',
  },
  'an absolute file': {
    entries: [{ path: '/etc/victim', before: null, after: HASH, backup: true }],
    folders: [],
    backup: '1',
  },
  'a folder above': { entries: [], folders: ['../victim'], backup: '1' },
  'a backup above': { entries: [], folders: [], backup: '../../victim' },
  'a file of git': {
    entries: [{ path: '.git/config', before: null, after: null, backup: false }],
    folders: [],
    backup: '1',
  },
  'a file of its own': {
    entries: [{ path: '.uegen/state.json', before: null, after: null, backup: false }],
    folders: [],
    backup: '1',
  },
};

attack('a journal or manifest that names something outside is an error, and nothing is touched', () =>
  withTree(async ({ root, config, out }) => {
    put(root, 'victim', 'precious\n');
    const build = ['build', config, '--out', out];
    for (const [name, journal] of Object.entries(JOURNALS))
      for (const file of ['journal.json', 'rollback.json']) {
        const place = put(out, `.uegen/${file}`, JSON.stringify(journal), 0o600);
        await untouched(root, async () =>
          oneError(await uegen(build), /journal of an interrupted build is damaged/),
        ).catch((error) => assert.unreachable(`${name}: ${error}`));
        rmSync(place);
      }
    const manifest = join(out, '.uegen/manifest.json');
    const text = readFileSync(manifest, 'utf8');
    for (const path of ['../victim', '/etc/victim', '.git/config', '.uegen/state.json']) {
      writeFileSync(manifest, text.replace('"install/hosts"', JSON.stringify(path)));
      await untouched(root, async () => oneError(await uegen(build), /manifest\.json is damaged: it lists/));
    }
    assert.is(readFileSync(join(root, 'victim'), 'utf8'), 'precious\n');
  }),
);

attack('a link among its folders is an error, and nothing goes through it', () =>
  withTree(async ({ root, config, out }) => {
    writeFileSync(config, OTHER);
    put(root, 'elsewhere/keep', 'precious\n');
    for (const name of ['stage', 'backup', 'logs']) {
      const link = join(out, '.uegen', name);
      symlinkSync(join(root, 'elsewhere'), link);
      await untouched(join(root, 'elsewhere'), async () =>
        oneError(
          await uegen(['build', config, '--out', out, '--force']),
          new RegExp(`${name} is a symbolic link`),
        ),
      );
      rmSync(link);
    }
    ends(await uegen(['build', config, '--out', out, '--quiet']), 0);
  }),
);

attack('a link in the place of a backup to come is an error, and the tree stays', () =>
  withTree(async ({ root, config, out }) => {
    // An interrupted build says itself where its backups go.
    const hosts = readFileSync(join(out, 'install/hosts'));
    put(out, '.uegen/stage/new/0', 'new\n');
    put(out, '.uegen/stage/old/0', hosts);
    const entry = { path: 'install/hosts', before: hashOf(hosts), after: hashOf('new\n'), backup: true };
    put(out, '.uegen/journal.json', JSON.stringify({ entries: [entry], folders: [], backup: '1' }));
    put(root, 'elsewhere/keep', 'precious\n');
    put(out, '.uegen/backup/1/x', '');
    symlinkSync(join(root, 'elsewhere'), join(out, '.uegen/backup/1/install'));
    await untouched(join(root, 'elsewhere'), async () =>
      oneError(await uegen(['build', config, '--out', out]), /backup\/1\/install is a symbolic link/),
    );
    assert.equal(readFileSync(join(out, 'install/hosts')), hosts);
  }),
);

attack("what isn't a folder, or can't be entered, is named by its path, with the way out", () =>
  withTree(async ({ root, config, out }) => {
    const own = join(out, '.uegen');
    renameSync(own, join(out, 'aside'));
    writeFileSync(own, '');
    for (const command of ['build', 'plan']) {
      const ended = await uegen([command, config, '--out', out]);
      oneError(ended, new RegExp(`${own} is not a folder`));
    }
    rmSync(own);
    renameSync(join(out, 'aside'), own);
    if (process.getuid?.() !== 0) return;
    // The program lies where only root may go.
    const copy = join(root, 'uegen.cjs');
    cpSync(bundle, copy);
    chmodSync(out, 0o777);
    writeFileSync(config, OTHER);
    for (const command of ['build', 'plan']) {
      const ended = await run(process.execPath, [copy, command, config, '--out', out], { uid: NOBODY });
      oneError(ended, new RegExp(`${own} can't be entered: it belongs to another user`));
      assert.match(ended.stderr, `hint: sudo chown -R ${NOBODY} '${own}' gives it to you`);
    }
    chownSync(own, NOBODY, NOBODY);
    chmodSync(own, 0);
    const ended = await run(process.execPath, [copy, 'plan', config, '--out', out], { uid: NOBODY });
    oneError(ended, new RegExp(`${own} can't be entered: its mode is 0000`));
    assert.match(ended.stderr, `hint: chmod u+rwx '${own}'`);
  }),
);

toolTest(attack, ['root'], "a build over another user's tree says so before it writes", () =>
  withTree(async ({ config, out }) => {
    giveAway(out, NOBODY);
    const same = await uegen(['build', config, '--out', out]);
    assert.not.match(ends(same, 0).stderr, 'another user');
    writeFileSync(config, OTHER);
    const { stderr } = ends(await uegen(['build', config, '--out', out, '--quiet']), 0);
    assert.match(stderr, `warning: ${out} was built by another user (uid ${NOBODY})`);
    assert.match(stderr, `sudo chown -R ${NOBODY} '${out}' gives it back`);
  }),
);

attack('a newer manifest is called newer, and stays', () =>
  withTree(async ({ config, out }) => {
    const manifest = join(out, '.uegen/manifest.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"format":1', '"format":2'));
    const before = listTree(out);
    const ended = await uegen(['build', config, '--out', out]);
    oneError(ended, /error: a newer uegen wrote \.uegen\/manifest\.json/);
    assert.not.match(ended.stderr, 'delete');
    assert.equal(listTree(out), before);
  }),
);

attack("output that can't be written doesn't hide what was done", () =>
  withTree(async ({ config, out }) => {
    if (!lstatSync('/dev/full', { throwIfNoEntry: false })) return;
    writeFileSync(config, OTHER);
    const script = 'exec "$0" "$1" build "$2" --out "$3" >/dev/full';
    const ended = await run('sh', ['-c', script, process.execPath, bundle, config, out]);
    oneError(ended, /the output can't be written; what was done before is done: no space is left/);
    assert.match(readFileSync(join(out, 'install/hosts'), 'utf8'), '172.31.0.199');
    ends(await uegen(['plan', config, '--out', out]), 0);
  }),
);

attack.run();
