import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { dnsRecords } from '../../packages/core/src/phases/index.ts';
import { put, withFolder } from '../support/scratch.ts';
import { headers, platformIn } from './platform.ts';
import { bundle, ends, oneError } from './support.ts';

const up = suite('uegen up and status');

up('a fresh cluster is installed by one command, and the second one runs nothing', () =>
  withFolder(async (folder) => {
    const { command, calls, due, state } = await platformIn(folder);
    const wanted = await due();
    const { stderr } = ends(await command('up', '--yes'), 0);
    assert.equal(headers(stderr), wanted);
    assert.match(stderr, /^\[1\/\d+\] bootstrap-tools: .* \(\d+ left\)$/m);
    for (const name of [
      'ssh-root-login',
      'ssh-root-login-revert',
      'uninstall',
      'db-password',
      'restart-cloud-server',
    ])
      assert.not.ok(headers(stderr).includes(name), name);
    assert.match(stderr, /^ {2}install +done +\d+:\d\d +\.uegen\/logs\/\S+-install\.log$/m);
    const made = calls().length;
    assert.equal(await due(), []);
    assert.match(ends(await command('up', '--yes'), 0).stderr, /^Nothing is due\.$/m);
    assert.is(calls().length, made);
    assert.ok(state().members.some(({ name, state: what }) => name === 'agent8' && what === 'joined'));
  }),
);

up('it stops where a phase fails, with its exit code, and goes on there', () =>
  withFolder(async (folder) => {
    const { command, script, due } = await platformIn(folder);
    script('ansible-playbook', '[ "$1" != ansible-install.yml ] || { echo broken; exit 4; }');
    const failed = ends(await command('up', '--yes'), 4);
    assert.is(headers(failed.stderr).at(-1), 'install');
    assert.match(failed.stderr, /^ {2}install +ended with exit code 4 /m);
    assert.match(failed.stdout, 'broken');
    assert.match(
      ends(await command('status'), 0).stdout,
      /^ {2}due +install +begun \d{4}-.* UTC, not ended$/m,
    );
    script('ansible-playbook', '');
    assert.is(headers(ends(await command('up', '--yes'), 0).stderr)[0], 'install');
    assert.equal(await due(), []);
  }),
);

/** What stands in the locks of a tree. */
const lockTexts = (root: string) =>
  readdirSync(join(root, '.uegen'))
    .filter((name) => name.startsWith('lock.'))
    .map((name) => readFileSync(join(root, '.uegen', name), 'utf8'));

up('killed in the middle of a phase, it goes on with that phase', () =>
  withFolder(async (folder) => {
    const { root, config, script, command, due, env, state } = await platformIn(folder);
    const flag = join(folder, 'reached');
    script(
      'ansible-playbook',
      `[ "$1" != ansible-gitlab.yml ] || { echo $$ >${flag}.new; /bin/mv ${flag}.new ${flag}; exec /bin/sleep 60; }`,
    );
    const child = spawn(process.execPath, [bundle, 'up', '--yes', '--config', config, '--out', root], {
      env: { ...process.env, ...env },
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.on('close', resolve));
    // There is no flock here: what keeps the lock is that uegen has written the program down.
    const isNoted = () => lockTexts(root).some((text) => text.includes(readFileSync(flag, 'utf8').trim()));
    while (!existsSync(flag) || !isNoted()) await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill('SIGKILL');
    await ended;
    assert.ok(state().phases.gitlab?.started);
    // What it had started goes on.
    oneError(await command('up', '--yes'), /a program that another uegen had started is still running/);
    process.kill(Number(readFileSync(flag, 'utf8')), 'SIGKILL');
    script('ansible-playbook', '');
    const again = ends(await command('up', '--yes'), 0);
    assert.is(headers(again.stderr)[0], 'gitlab');
    assert.equal(await due(), []);
  }),
);

up('--from, --until, named phases and --dry-run choose among what is due', () =>
  withFolder(async (folder) => {
    const { command, calls } = await platformIn(folder);
    const dry = ends(await command('up', '--dry-run', '--until', 'hostname'), 0);
    assert.match(dry.stdout, /^# hostname\n\(cd install && ansible-playbook ansible-hostname\.yml\)$/m);
    assert.not.match(dry.stdout, 'ansible-install');
    assert.is(calls().length, 0);
    assert.equal(headers(ends(await command('up', '--yes', '--until', 'hostname'), 0).stderr), [
      'bootstrap-tools',
      'download',
      'hostname',
    ]);
    assert.equal(
      headers(ends(await command('up', '--yes', '--from', 'hostname', '--until', 'static-ip'), 0).stderr),
      ['static-ip'],
    );
    assert.equal(headers(ends(await command('up', 'ssh-root-login', '--yes'), 0).stderr), ['ssh-root-login']);
    const { stdout } = ends(await command('status'), 0);
    assert.match(stdout, /^ {2}due +ssh-root-login-revert +root can log in; only when it is named$/m);
    assert.match(
      ends(await command('up', '--yes', '--until', 'apps', '--from', 'gitlab-projects'), 0).stderr,
      /gitlab-projects/,
    );
    oneError(await command('up', '--until', 'frobnicate', '--yes'), /no phase frobnicate/);
    oneError(
      await command('up', '--from', 'apps', '--until', 'install', '--yes'),
      /apps comes after install/,
    );
  }),
);

up('without --yes and without a terminal nothing is run', () =>
  withFolder(async (folder) => {
    const { command, calls } = await platformIn(folder);
    assert.match(ends(await command('up'), 1).stderr, /asks for confirmation/);
    assert.is(calls().length, 0);
  }),
);

up("the log of a phase is its owner's, without secrets, and that of the token is none", () =>
  withFolder(async (folder) => {
    const { command, script, root, edit } = await platformIn(folder);
    script('ansible-playbook', 'printf "\\e[32mok\\e[0m my-secret-pw done\\n"');
    ends(await command('up', 'install', '--yes'), 0);
    edit(['token: Okapi.token.1', 'token:']);
    ends(await command('up', 'dcos-token', '--yes'), 0);
    const folderOfLogs = join(root, '.uegen/logs');
    const logs = readdirSync(folderOfLogs);
    assert.equal(
      logs.map((name) => name.replace(/^.*Z-/, '')),
      ['inspect.log', 'install.log', 'inspect.log'],
    );
    const log = join(folderOfLogs, logs[0] ?? '');
    assert.is(readFileSync(log, 'utf8'), 'ok ******** done\n');
    assert.equal([statSync(log).mode & 0o777, statSync(folderOfLogs).mode & 0o777], [0o600, 0o700]);
  }),
);

up('where somebody has to act, it says so and goes on the next time', () =>
  withFolder(async (folder) => {
    const { command, edit, due } = await platformIn(folder);
    edit(['    password: Okapi-root-2', '    password:']);
    const waits = ends(await command('up', '--yes'), 1);
    assert.is(headers(waits.stderr).at(-1), 'package');
    assert.match(
      waits.stderr,
      /package can't be run yet: gitlab\.root\.password is blank .*\.\nThen run uegen up again/,
    );
    assert.match(
      ends(await command('status'), 0).stdout,
      /^ {2}blocked +package +never run; gitlab\.root\.password is blank/m,
    );
    edit(['    password:\n', '    password: Okapi-root-2\n']);
    ends(await command('up', '--yes'), 0);
    assert.equal(await due(), []);
  }),
);

up(
  'a name that is not registered, or a login that is missing, is told once, and asked for before each phase that needs it',
  () =>
    withFolder(async (folder) => {
      const { command, edit, due, bin, script } = await platformIn(folder);
      const registered = put(folder, 'registered', 'gitlab.pas-mini.io 52.78.60.43\n');
      put(
        bin,
        'getent',
        `#!/bin/bash\nwhile read -r name address; do [ "$2" != "$name" ] || echo "$address STREAM"; done <${registered}\ncase "$2" in *[!0-9.]*) ;; *) echo "$2 STREAM" ;; esac\n`,
        0o755,
      );
      edit(['external-url: http://127.0.0.1:8000', 'external-url: http://git.pas-mini.io:8000']);
      const step = async (...parts: readonly RegExp[]) => {
        const { stderr } = ends(await command('up', '--yes'), 1);
        for (const part of parts) assert.match(stderr, part);
        assert.match(stderr, /\nThen run uegen up again: it goes on here\.\n/);
        return headers(stderr);
      };
      // Each run goes on where the last one stopped.
      const missing = /git\.pas-mini\.io doesn't resolve: make the records of install\/dns-records\.md/;
      assert.is((await step(missing)).at(-1), 'gitlab-projects');
      assert.equal(await step(missing), ['gitlab-projects']);
      put(folder, 'registered', 'gitlab.pas-mini.io 52.78.60.43\ngit.pas-mini.io 10.9.8.7\n');
      assert.equal(await step(/git\.pas-mini\.io resolves to 10\.9\.8\.7 and not to 52\.78\.60\.43: make/), [
        'gitlab-projects',
      ]);
      put(folder, 'registered', 'gitlab.pas-mini.io 52.78.60.43\ngit.pas-mini.io 52.78.60.43\n');
      script('dcos', 'echo "no token" >&2; exit 1');
      // The apps want every row of the table, and somebody who has logged in.
      const apps = await step(
        /^apps can't be run yet: leader\.pas-mini\.io doesn't resolve, config\.pas-mini\.io doesn't resolve, .*; dcos can't ask Marathon \(no token\): run dcos cluster setup http:\/\/52\.79\.125\.242 and log in with a browser/m,
      );
      assert.is(apps[0], 'gitlab-projects');
      const { cluster } = generate(readFileSync(join(folder, 'config.yml'), 'utf8'));
      const rows =
        cluster === undefined ? [] : dnsRecords(cluster).map(({ name, right }) => `${name} ${right[0]}\n`);
      put(folder, 'registered', rows.join(''));
      assert.equal(await step(/^apps can't be run yet: dcos can't ask Marathon/m), ['apps']);
      script('dcos', '');
      assert.is(headers(ends(await command('up', '--yes'), 0).stderr)[0], 'apps');
      assert.equal(await due(), []);
    }),
);

up('plan, build, status and up say the same of a change, in the same order', () =>
  withFolder(async (folder) => {
    const { command, due, edit } = await platformIn(folder);
    ends(await command('up', '--yes'), 0);
    edit(['log-max-size: 50m', 'log-max-size: 60m'], ['agent7: 172.31.0.164', 'agent9: 172.31.0.164']);
    const wanted = await due();
    assert.ok(wanted.includes('install'));
    const planned = JSON.parse(ends(await command('plan', '--json'), 2).stdout);
    const built = JSON.parse(ends(await command('build', '--json'), 0).stdout);
    for (const { phases } of [planned, built])
      assert.equal(
        phases.map(({ phase }: { phase: string }) => phase),
        wanted,
      );
    assert.equal(planned.nodes, built.nodes);
    assert.match(
      ends(await command('build'), 0).stdout,
      /^To run now:\n {2}install: .*agent9 .* was called agent7/m,
    );
    assert.match(
      ends(await command('plan'), 0).stdout,
      /^Nodes:\n(?:.*\n)+ {2}agent9 \(172\.31\.0\.164\) was called agent7: run install$/m,
    );
    assert.equal(
      headers(ends(await command('up', '--yes'), 0).stderr),
      wanted.filter((name) => !/^(db-password|ssh)/.test(name)),
    );
  }),
);

up('another version of Docker has to be brought before install, which up says', () =>
  withFolder(async (folder) => {
    const { command, calls, edit } = await platformIn(folder);
    ends(await command('up', '--yes'), 0);
    edit(['17.05.0.ce-1.el7.centos', '17.06.0.ce-1.el7.centos']);
    const made = calls().length;
    const advice = 'upgrade-docker is due and comes before it: uegen run upgrade-docker';
    assert.match(ends(await command('up', '--yes'), 1).stderr, `install can't be run yet: ${advice}.`);
    assert.is(calls().length, made);
    assert.match(
      ends(await command('status'), 0).stdout,
      new RegExp(`^ {2}blocked +install +.*; ${advice}$`, 'm'),
    );
    ends(await command('run', 'upgrade-docker', '--yes'), 0);
    assert.ok(headers(ends(await command('up', '--yes'), 0).stderr).includes('install'));
    assert.match(ends(await command('up', '--yes'), 0).stderr, /^Nothing is due\.$/m);
  }),
);

up("what a cluster that runs can't take is an error, and up runs nothing", () =>
  withFolder(async (folder) => {
    const { command, calls, edit } = await platformIn(folder);
    ends(await command('up', '--yes'), 0);
    edit(['master2: 172.31.4.125', 'master2: 172.31.4.126']);
    const made = calls().length;
    assert.match(
      ends(await command('plan', '--summary'), 1).stdout,
      /error: master2 .* had the address 172\.31\.4\.125/,
    );
    assert.match(
      ends(await command('up', '--yes'), 1).stderr,
      /can't take these changes of config\.yml: nothing was run/,
    );
    assert.is(calls().length, made);
    ends(await command('status', '--forget', 'nodes'), 0);
    assert.not.match(ends(await command('plan', '--summary'), 0).stdout, 'error:');
  }),
);

up('status names the key that is missing or open, and clears a record', () =>
  withFolder(async (folder) => {
    const { command, due, state } = await platformIn(folder);
    chmodSync(join(folder, 'key.pem'), 0o644);
    assert.match(
      ends(await command('status'), 0).stdout,
      /^ {2}blocked +install +never run; others may read .*key\.pem/m,
    );
    chmodSync(join(folder, 'key.pem'), 0o600);
    ends(await command('up', '--yes'), 0);
    ends(await command('status', '--forget', 'hostname'), 0);
    assert.equal(await due(), ['hostname']);
    oneError(await command('status', '--forget', 'frobnicate'), /no phase frobnicate/);
    ends(await command('status', '--forget'), 0);
    assert.equal(state().phases, {});
  }),
);

up("status names the user's mail and the registration token that phases lack", () =>
  withFolder(async (folder) => {
    const { command, edit } = await platformIn(folder, { fetching: true });
    edit(['  user: sppark@uengine.org', '  user:'], ['  token: 306c411ef28850993d24faa3a05204', '  token:']);
    const { stdout } = ends(await command('status'), 0);
    assert.match(
      stdout,
      /^ {2}blocked +dcos-token +never run; dcos\.user is blank: its value is the mail address of a user of DC\/OS$/m,
    );
    assert.match(
      stdout,
      /^ {2}blocked +ci-runner +never run; runner\.registration-token is blank: its value is that of GitLab's/m,
    );
  }),
);

up('two at once: the second is refused', () =>
  withFolder(async (folder) => {
    const { root, config, script, command, env } = await platformIn(folder);
    const flag = join(folder, 'reached');
    script('ansible-playbook', `: >${flag}; exec /bin/sleep 4`);
    const first = spawn(
      process.execPath,
      [bundle, 'up', 'install', '--yes', '--config', config, '--out', root],
      {
        env: { ...process.env, ...env },
        stdio: 'ignore',
      },
    );
    const ended = new Promise((resolve) => first.on('close', resolve));
    while (!existsSync(flag)) await new Promise((resolve) => setTimeout(resolve, 50));
    assert.match(ends(await command('up', 'hostname', '--yes'), 1).stderr, /another uegen is running/);
    await ended;
  }),
);

up.run();
