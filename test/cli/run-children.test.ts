import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Ended, put, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';
import { type Stage, stageIn } from './standins.ts';
import { bundle, ends, harmless, oneError, uegen } from './support.ts';

const children = suite('uegen run: programs');

/** Starts `uegen run` in a session of its own, so that a signal reaches nobody else. */
function start({ config, root, env }: Stage, args: readonly string[]) {
  const child = spawn(process.execPath, [bundle, 'run', '--config', config, '--out', root, ...args], {
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended: Ended = { status: null, stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', (chunk) => {
      ended[name] += chunk;
    });
  const end = new Promise<Ended>((resolve) =>
    child.on('close', (status) => {
      harmless(ended);
      resolve({ ...ended, status });
    }),
  );
  // Its output goes on for as long as a program that it started holds it.
  const exit = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  return { pid: child.pid ?? 0, exit, end, kill: (signal: NodeJS.Signals) => child.kill(signal) };
}

async function until(happened: () => boolean): Promise<void> {
  for (let tries = 0; !happened(); tries += 1) {
    assert.ok(tries < 600, 'it never happened');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const own = ({ root }: Stage) => readdirSync(join(root, '.uegen')).sort();

children('the exit code is passed on, and nothing more is started', () =>
  withFolder(async (folder) => {
    const stage = await stageIn(folder);
    stage.script('bash', 'exit 7');
    const { stderr } = ends(await stage.run(['package']), 7);
    assert.match(stderr, /uegen: error: package: bash ended with exit code 7\n$/);
    assert.is(stage.calls().length, 1);
    stage.script('bash', 'kill -9 $$');
    ends(await stage.run(['apps']), 137);
    assert.equal(own(stage), ['.gitignore', 'manifest.json', 'state.json']);
  }),
);

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  children(`${signal} ends the program with all that it started, and uegen waits for it`, () =>
    withFolder(async (folder) => {
      const stage = await stageIn(folder);
      const started = join(folder, 'started');
      const gone = join(folder, 'gone');
      // At SIGTERM the script ends at once, and what it called takes its time.
      stage.script(
        'bash',
        `/bin/bash -c 'trap "/bin/sleep 0.4; : >${gone}; exit" INT TERM; : >${started}; while :; do /bin/sleep 0.1; done'`,
      );
      const running = start(stage, ['package']);
      await until(() => existsSync(started));
      running.kill(signal);
      await running.exit;
      assert.ok(existsSync(gone), 'uegen did not wait');
      const ended = await running.end;
      assert.is(ended.status, code, ended.stderr);
      assert.match(ended.stderr, /package: it was interrupted\n$/);
      assert.is(stage.calls().length, 1);
      assert.equal(own(stage), ['.gitignore', 'manifest.json', 'state.json']);
    }),
  );

children('a second run and a build at the same time name the first one', () =>
  withFolder(async (folder) => {
    const stage = await stageIn(folder);
    const started = join(folder, 'started');
    stage.script('ansible-playbook', `: >${started}; /bin/sleep 60`);
    const running = start(stage, ['install']);
    await until(() => existsSync(started));
    const expected = new RegExp(`another uegen is running \\(process ${running.pid}\\)`);
    oneError(await stage.run(['health']), expected);
    const { config, root } = stage;
    const changed = readFileSync(config, 'utf8').replace('agent5: 172.31.7.160', 'agent5: 172.31.7.161');
    const other = join(folder, 'other.yml');
    writeFileSync(other, changed);
    const built = await uegen(['build', other, '--out', root, '--quiet']);
    assert.is(built.status, 1);
    assert.match(built.stderr, expected);
    running.kill('SIGTERM');
    ends(await running.end, 143);
    stage.script('ansible-playbook', '');
    ends(await stage.run(['health']), 0);
  }),
);

for (const [what, drops] of [
  ['a program', ''],
  ['a program that inherits nothing, as behind sudo,', 'exec 3<&-;'],
] as const)
  children(`a killed uegen: ${what} keeps the lock for as long as it runs`, () =>
    withFolder(async (folder) => {
      const stage = await stageIn(folder);
      const [started, go] = [join(folder, 'started'), join(folder, 'go')];
      stage.script('ansible-playbook', `${drops} : >${started}; until [ -e ${go} ]; do /bin/sleep 0.1; done`);
      const running = start(stage, ['install']);
      await until(() => existsSync(started));
      running.kill('SIGKILL');
      await running.exit;
      const expected = new RegExp(
        `a program that another uegen had started is still running \\(uegen was process ${running.pid},`,
      );
      try {
        oneError(await stage.run(['health']), expected);
      } finally {
        writeFileSync(go, '');
      }
      await running.end;
      stage.script('ansible-playbook', '');
      ends(await stage.run(['health']), 0);
      assert.equal(own(stage), ['.gitignore', 'manifest.json', 'state.json', 'state.key']);
    }),
  );

toolTest(children, ['flock'], 'a killed uegen: what a program left behind keeps the lock', () =>
  withFolder(async (folder) => {
    const stage = await stageIn(folder);
    stage.script('flock', 'exec /usr/bin/flock "$@"');
    const go = join(folder, 'go');
    const child = `until [ -e ${go} ]; do /bin/sleep 0.1; done`;
    stage.script('ansible-playbook', `/bin/bash -c '${child}' & /bin/sleep 0.2; kill -9 $PPID`);
    const running = start(stage, ['install']);
    try {
      await running.exit;
      oneError(await stage.run(['health']), /a program that another uegen had started is still running/);
    } finally {
      writeFileSync(go, '');
    }
    await running.end;
    stage.script('ansible-playbook', '');
    ends(await stage.run(['health']), 0);
  }),
);

children('a run that was killed leaves a lock that the next one removes', () =>
  withFolder(async (folder) => {
    const stage = await stageIn(folder);
    const started = join(folder, 'started');
    stage.script('ansible-playbook', `: >${started}; /bin/sleep 0.5`);
    const running = start(stage, ['install']);
    await until(() => existsSync(started));
    running.kill('SIGKILL');
    await running.end;
    ends(await stage.run(['health']), 0);
    assert.equal(
      own(stage).filter((name) => name.startsWith('lock')),
      [],
    );
  }),
);

const RECAP = `
echo "2026-01-01 00:00:00,000 p=1 u=x n=ansible | PLAY RECAP ****" >>"$ANSIBLE_LOG_PATH"
echo "2026-01-01 00:00:00,000 p=1 u=x n=ansible | 172.31.6.35                : ok=3    changed=0    unreachable=0    failed=1    skipped=0" >>"$ANSIBLE_LOG_PATH"
echo "2026-01-01 00:00:00,000 p=1 u=x | 172.31.1.235               : ok=0    changed=0    unreachable=1    failed=0   " >>"$ANSIBLE_LOG_PATH"
exit 4`;

children('a host that is not reached is named in the last line, one that failed above', () =>
  withFolder(async (folder) => {
    const stage = await stageIn(folder);
    stage.script('ansible-playbook', RECAP);
    const { stderr } = ends(await stage.run(['install']), 4);
    assert.equal(stderr.trimEnd().split('\n').slice(-3), [
      'uegen: error: install: ansible-playbook ended with exit code 4',
      'uegen: error: install: a task failed on agent1 (172.31.6.35)',
      'uegen: error: install: agent2 (172.31.1.235) could not be reached',
    ]);
    assert.equal(own(stage), ['.gitignore', 'manifest.json', 'state.json']);
  }),
);

toolTest(children, ['ansible-playbook'], "ansible's own recap is understood", () =>
  withFolder(async (folder) => {
    const stage = await stageIn(folder);
    put(folder, 'no-route/ssh', '#!/bin/bash\necho no route >&2\nexit 255\n', 0o755);
    const PATH = `${join(folder, 'no-route')}:${process.env.PATH}`;
    const { stdout, stderr } = await stage.run(['health', '--', '--limit', '172.31.1.235'], {
      env: { PATH },
    });
    assert.match(stdout, /UNREACHABLE!/);
    assert.match(stderr, /health: agent2 \(172\.31\.1\.235\) could not be reached\n$/);
  }),
);

const USAGE = 'usage: dcos_generate_config.sh [--genconf | --version';

children('an installer that is too new is recognized by its own list of flags', () =>
  withFolder(async (folder) => {
    const stage = await stageIn(folder);
    const refuse = (flags: string) =>
      `case "$*" in *--help) echo "${USAGE}${flags}]" ;; *) echo "error: unrecognized arguments: $2" >&2; exit 2 ;; esac`;
    for (const program of ['sudo', 'bash']) stage.script(program, refuse(''));
    const late = ends(await stage.run(['preflight']), 2);
    assert.match(late.stderr, /has no --preflight: it is of DC\/OS 1\.14, 2\.0 or later/);
    assert.match(late.stderr, /설치파일 다운로드\n$/);
    for (const program of ['sudo', 'bash']) stage.script(program, refuse(' | --preflight'));
    const known = ends(await stage.run(['preflight', '--', '--frobnicate']), 2);
    assert.not.match(known.stderr, '2.0');
    const before = stage.calls().length;
    stage.script('bash', 'exit 1');
    stage.script('sudo', 'exit 1');
    ends(await stage.run(['deploy']), 1);
    assert.is(stage.calls().length, before + 1);
  }),
);

children.run();
