import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { commands } from '../../packages/cli/src/commands/index.ts';
import { imageResources } from '../support/image-resources.ts';
import { put, withFolder } from '../support/scratch.ts';
import { bundle, ends, guideConfig, NOBODY, oneError, uegen } from './support.ts';

const finding = suite('finding the config');

const READERS = Object.entries(commands).filter(([, { options }]) => options.config !== undefined);

/** A config in a checkout, beside the resources that its images are built from. */
function putCheckout(folder: string): string {
  for (const { source, content } of imageResources()) put(folder, source, content);
  return put(folder, 'uengine-resource/config.yml', guideConfig());
}

/** What uegen prints with a text on its standard input, which is a pipe. */
function fed(text: string, args: readonly string[], cwd: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, ...args], {
    input: text,
    cwd,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

finding('every command that reads a config takes --config and --out', () => {
  const others = Object.keys(commands).filter((name) => !READERS.some(([reader]) => reader === name));
  assert.equal(others.sort(), ['completion', 'help', 'init', 'schema']);
  for (const [name, { options }] of READERS) assert.ok(options.out, name);
});

finding('both layouts are found, from the folder and from those below', () =>
  withFolder(async (home) => {
    const env = { HOME: home };
    put(home, 'plain/config.yml', guideConfig());
    putCheckout(join(home, 'checkout'));
    for (const [cwd, config] of [
      ['plain', undefined],
      ['plain/install', '../config.yml'],
      ['plain/install/roles/base', '../../../config.yml'],
      ['checkout/uengine-resource', undefined],
      ['checkout', 'uengine-resource/config.yml'],
      ['checkout/install', '../uengine-resource/config.yml'],
    ] as const) {
      mkdirSync(join(home, cwd), { recursive: true });
      const { stdout, stderr } = ends(await uegen(['validate'], { cwd: join(home, cwd), env }), 0);
      assert.is(stderr, config === undefined ? '' : `uegen: note: the config is ${config}\n`, cwd);
      assert.is(stdout, `${config ?? 'config.yml'}: no errors found\n`, cwd);
    }
  }),
);

finding('where both layouts are there, the nearer config wins, and the plain one before the other', () =>
  withFolder(async (home) => {
    const env = { HOME: home };
    put(home, 'config.yml', guideConfig());
    put(home, 'uengine-resource/config.yml', 'server: {}\n');
    const inner = put(home, 'inner/install/hosts', '');
    const { stdout } = ends(await uegen(['validate'], { cwd: home, env }), 0);
    assert.is(stdout, 'config.yml: no errors found\n');
    put(home, 'inner/uengine-resource/config.yml', 'server: {}\n');
    const wrong = ends(await uegen(['validate'], { cwd: join(inner, '..'), env }), 1);
    assert.match(wrong.stderr, '../uengine-resource/config.yml:1:1: error');
  }),
);

finding('the search ends at the root of a git repository, and at the home', () =>
  withFolder(async (folder) => {
    put(folder, 'config.yml', guideConfig());
    const refused = /can't read the config .\/config.yml: no such file/;
    put(folder, 'repository/.git', 'gitdir: elsewhere\n');
    mkdirSync(join(folder, 'repository/install'));
    oneError(await uegen(['status'], { cwd: join(folder, 'repository/install') }), refused);
    mkdirSync(join(folder, 'home/install'), { recursive: true });
    const env = { HOME: join(folder, 'home') };
    const away = await uegen(['status'], { cwd: join(folder, 'home/install'), env });
    oneError(away, refused);
    assert.match(away.stderr, 'neither here nor in a folder above');
    // The home may be named by a link.
    symlinkSync(join(folder, 'home'), join(folder, 'link'));
    oneError(
      await uegen(['status'], { cwd: join(folder, 'home/install'), env: { HOME: join(folder, 'link') } }),
      refused,
    );
  }),
);

finding('a link that leads nowhere is no reason to take another config', () =>
  withFolder(async (home) => {
    put(home, 'config.yml', guideConfig());
    mkdirSync(join(home, 'inner'));
    symlinkSync('gone.yml', join(home, 'inner/config.yml'));
    const env = { HOME: home };
    oneError(await uegen(['validate'], { cwd: join(home, 'inner'), env }), /no such file/);
  }),
);

if (process.getuid?.() === 0)
  finding("a stranger's config in a folder above is not taken", () =>
    withFolder(async (folder) => {
      chmodSync(folder, 0o755);
      const config = put(folder, 'config.yml', guideConfig());
      chownSync(config, 12345, 12345);
      mkdirSync(join(folder, 'mine'));
      const cwd = join(folder, 'mine');
      const ended = await uegen(['validate'], { cwd, uid: NOBODY, env: { HOME: cwd } });
      oneError(ended, /can't read/);
      oneError(
        await uegen(['validate'], { cwd, uid: NOBODY, env: { HOME: '/' } }),
        /belongs to another user/,
      );
      ends(await uegen(['validate', '--config', '../config.yml'], { cwd, uid: NOBODY }), 0);
      // Through sudo, what belongs to who typed it is no stranger's.
      ends(await uegen(['validate'], { cwd, env: { HOME: '/', SUDO_UID: '12345' } }), 0);
    }),
  );

finding('validate and plan read a config from a pipe, and say where in it a mistake is', () =>
  withFolder(async (folder) => {
    const out = join(folder, 'out');
    const valid = fed(guideConfig(), ['validate', '-'], folder);
    assert.equal(valid, { status: 0, stdout: '<stdin>: no errors found\n', stderr: '' });
    const planned = fed(guideConfig(), ['plan', '--config', '-', '--out', out, '--summary'], folder);
    assert.is(planned.status, 2, planned.stderr);
    assert.match(planned.stdout, /to create/);
    const wrong = fed(`${guideConfig()}sever: {}\n`, ['validate', '-'], folder);
    assert.is(wrong.status, 1);
    assert.match(wrong.stderr, /^<stdin>:\d+:1: error: /);
    assert.not.ok(existsSync(out));
  }),
);

finding('references of a config from a pipe are relative to the folder', () =>
  withFolder(async (folder) => {
    put(folder, 'secrets/db', 'Heron-9\n');
    const text = guideConfig(['password: Quagga-db-7781', 'password: !file secrets/db']);
    ends({ ...fed(text, ['validate', '-'], folder) }, 0);
    assert.is(fed(text, ['validate', '-'], join(folder, 'secrets')).status, 1);
  }),
);

finding('every other command refuses -', async () => {
  for (const [name] of READERS.filter(([reader]) => !['validate', 'plan', 'downloads'].includes(reader)))
    oneError(await uegen([name, '--config', '-']), /only validate, plan and downloads read a config/);
});

finding("RUNBOOK's commands work as printed, in both layouts and in install/", () =>
  withFolder(async (home) => {
    const env = { HOME: home };
    const plain = put(home, 'plain/config.yml', guideConfig());
    const checkout = putCheckout(join(home, 'checkout'));
    for (const [config, top] of [
      [plain, join(home, 'plain')],
      [checkout, join(home, 'checkout')],
    ] as const) {
      ends(await uegen(['build', config, '--quiet']), 0);
      const text = readFileSync(join(top, 'RUNBOOK.md'), 'utf8');
      const names = [...text.matchAll(/`uegen run ([a-z-]+)` 명령은 다음을 실행합니다/g)].map(
        ([, name]) => name,
      );
      assert.ok(names.length > 15);
      for (const cwd of [top, join(top, 'install')]) {
        const [name] = names as [string];
        const { stdout } = ends(await uegen(['run', name, '--dry-run'], { cwd, env }), 0);
        assert.ok(text.includes(stdout) || process.getuid?.() === 0, `${config} ${name}`);
        assert.match(stdout, 'ansible-bootstrap-tools.yml');
      }
      const again = ends(await uegen(['build'], { cwd: join(top, 'install'), env }), 0);
      assert.match(again.stdout, / 0 created, 0 changed, /);
    }
  }),
);

finding('--quiet leaves out which config was taken, and a name that is given says nothing', () =>
  withFolder(async (home) => {
    putCheckout(home);
    const env = { HOME: home };
    const quiet = ends(await uegen(['build', '--quiet'], { cwd: home, env }), 0);
    assert.is(quiet.stderr, '');
    const named = ends(await uegen(['plan', 'uengine-resource/config.yml'], { cwd: home, env }), 0);
    assert.is(named.stderr, '');
  }),
);

finding.run();
