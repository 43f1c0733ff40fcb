import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cluster, generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { asUser, commandsOf, type Phase, phases } from '../../packages/core/src/phases/index.ts';
import type { State } from '../../packages/core/src/plan/state.ts';
import { type Ended, withFolder } from '../support/scratch.ts';
import { headers, type Platform, platformIn } from './platform.ts';
import { PRINTED, PROGRAMS } from './standins.ts';
import { bundle, ends, harmless, oneError } from './support.ts';

const stopped = suite('uegen up, stopped in each phase');

// A call of the test's choice ends with a code, or waits to be stopped and leaves its number.
const HOOK = `
if [ -e "$CALLS.stop" ]; then
  { read -r call; read -r how; } <"$CALLS.stop"
  if [ "\${0##*/} $*" = "$call" ]; then
    [ "$how" = wait ] || exit "$how"
    echo "$$" >"$CALLS.pid"
    exec /bin/sleep 60
  fi
fi
`;

const isRoot = process.getuid?.() === 0;

function clusterOf({ config }: Platform): Cluster {
  const { cluster } = generate(readFileSync(config, 'utf8'), {
    resolveReference: ({ argument }) => ({ value: argument }),
  });
  if (cluster === undefined) throw new Error('the config has errors');
  return cluster;
}

/** What a phase runs, as a stand-in is called. */
const callsOf = (phase: Phase, cluster: Cluster) =>
  commandsOf(phase, cluster).map((command) => asUser(command, isRoot, []).argv);

/** The phases that `uegen up` runs on a fresh cluster, by itself. */
const carriedOut = (cluster: Cluster) =>
  phases.filter(
    (phase) =>
      !phase.named &&
      phase.idle?.(cluster) === undefined &&
      phase.afterwards === undefined &&
      phase.closes === undefined &&
      !phase.settled?.(cluster),
  );

/** Starts `uegen up --yes` in a session of its own, and waits until a call of a stand-in is reached. */
async function upUntil({ config, root, env }: Platform) {
  const pidFile = `${env.CALLS}.pid`;
  rmSync(pidFile, { force: true });
  const child = spawn(process.execPath, [bundle, 'up', '--yes', '--config', config, '--out', root], {
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended: Ended = { status: null, stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', (chunk) => {
      ended[name] += chunk;
    });
  let gone = false;
  const exit = new Promise<Ended>((resolve) =>
    child.on('exit', (status) => {
      gone = true;
      resolve({ ...ended, status });
    }),
  );
  while (!existsSync(pidFile) || readFileSync(pidFile, 'utf8') === '') {
    assert.not.ok(gone, `it ended before: ${ended.stdout}${ended.stderr}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    pid: child.pid,
    program: Number(readFileSync(pidFile, 'utf8')),
    stop: async (signal: NodeJS.Signals) => {
      child.kill(signal);
      const end = await exit;
      harmless(ended);
      return { ...end, stdout: ended.stdout, stderr: ended.stderr };
    },
  };
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
};

const locks = ({ root }: Platform) =>
  readdirSync(join(root, '.uegen')).filter((name) => /^(?:lock|ansible)\./.test(name));

/** What is recorded, without the moments and the digests, whose key is another in each tree. */
const recorded = ({ phases: all, ...rest }: State) => ({
  ...rest,
  phases: Object.fromEntries(
    Object.entries(all).map(([name, { started, done, inputs }]) => [
      name,
      { started: started !== undefined, done: done !== undefined, inputs: Object.keys(inputs) },
    ]),
  ),
});

stopped(
  'by a failure, by signals and by SIGKILL: what was done is never done again, and the end is the same',
  () =>
    withFolder(async (folder) => {
      const platform = await platformIn(folder, { fetching: true });
      const { command, calls, script, due, state, env, run } = platform;
      for (const program of PROGRAMS) script(program, `${HOOK}${PRINTED[program] ?? ''}`);
      const cluster = clusterOf(platform);
      const order = carriedOut(cluster);
      assert.equal(
        order.map(({ name }) => name),
        await due(),
      );
      const expected: (readonly string[])[] = [];
      for (const [index, phase] of order.entries()) {
        const all = callsOf(phase, cluster);
        const last = all.at(-1)?.join(' ');
        const stopAt = (how: string) => writeFileSync(`${env.CALLS}.stop`, `${last}\n${how}\n`);
        // Its exit code is that of the program.
        stopAt('7');
        const failed = ends(await command('up', '--yes'), 7);
        assert.is(headers(failed.stderr).at(-1), phase.name);
        assert.match(failed.stderr, `error: ${phase.name}: ${all.at(-1)?.[0]} ended with exit code 7\n`);
        assert.equal(locks(platform), []);
        // A signal goes on to the program, and uegen waits for it.
        stopAt('wait');
        const [signal, code] = index % 2 === 0 ? (['SIGTERM', 143] as const) : (['SIGINT', 130] as const);
        const running = await upUntil(platform);
        if (index === 0) {
          const busy = new RegExp(`another uegen is running \\(process ${running.pid}\\)`);
          assert.match(ends(await command('up', '--yes'), 1).stderr, busy);
          assert.match(ends(await command('up', 'health', '--yes'), 1).stderr, busy);
          oneError(await run(['health']), busy);
        }
        const interrupted = await running.stop(signal);
        assert.not.ok(isAlive(running.program), `${phase.name}: the program goes on`);
        ends(interrupted, code);
        assert.match(interrupted.stderr, `error: ${phase.name}: it was interrupted\n`);
        assert.equal(headers(interrupted.stderr), [phase.name]);
        assert.equal(locks(platform), []);
        assert.is(state().phases[phase.name]?.done, undefined);
        assert.ok(state().phases[phase.name]?.started);
        // Killed, it can't tidy up, and the next run does.
        const killed = await upUntil(platform);
        await killed.stop('SIGKILL');
        process.kill(killed.program, 'SIGKILL');
        assert.is(locks(platform).filter((name) => name.startsWith('lock')).length, 1);
        rmSync(`${env.CALLS}.stop`);
        expected.push(...all, ...all, ...all, ...all);
      }
      ends(await command('up', '--yes'), 0);
      assert.equal(locks(platform), []);
      const made = () => calls().filter(({ argv }) => !/^dcos marathon app list/.test(argv.join(' ')));
      assert.equal(
        made().map(({ argv }) => argv.join(' ')),
        expected.map((argv) => argv.join(' ')),
      );
      // A second one runs nothing.
      const count = calls().length;
      assert.match(ends(await command('up', '--yes'), 0).stderr, /^Nothing is due\.$/m);
      assert.is(calls().length, count);
      await withFolder(async (other) => {
        const straight = await platformIn(other, { fetching: true });
        ends(await straight.command('up', '--yes'), 0);
        // But for the folder in which they lie.
        const there = (text: string) => text.replaceAll(other, folder);
        assert.equal(recorded(state()), JSON.parse(there(JSON.stringify(recorded(straight.state())))));
        assert.is(readFileSync(platform.config, 'utf8'), there(readFileSync(straight.config, 'utf8')));
      });
    }),
);

const SECRETS = ['Narwhal.token-1.x_2', 'Narwhal-root-3', 'Narwhal-runner-4'];

/** Every file below a folder that holds a text, but those where uegen keeps its secrets. */
const holders = (folder: string, word: string) =>
  (readdirSync(folder, { recursive: true, encoding: 'utf8' }) as string[]).filter(
    (path) =>
      statSync(join(folder, path)).isFile() &&
      !/^(?:secrets|bin|out\/(?:install|cloud-config-repository|uengine-resource))\//.test(path) &&
      readFileSync(join(folder, path), 'latin1').includes(word),
  );

stopped('no value that it fetches shows in an output, a log, the state or a list of processes', () =>
  withFolder(async (folder) => {
    const platform = await platformIn(folder, { fetching: true });
    const { command, script, env, root, due } = platform;
    const [dcos, gitlab, runner] = SECRETS;
    const looks = '/bin/ps -eo args >>"$CALLS.ps"; /usr/bin/env >>"$CALLS.env"\n';
    for (const program of PROGRAMS) script(program, `${looks}${PRINTED[program] ?? ''}`);
    script(
      'ssh',
      `${looks}case "$*" in *'bash -s --'*) echo ${dcos} ;; *) echo gitlab.root.token=${gitlab}; echo runner.registration-token=${runner} ;; esac`,
    );
    // What a later phase lets slip is shown as the program's own, and masked in its log.
    script('git', looks);
    script(
      'bash',
      `${looks}${PRINTED.bash}\n[ "$1" != docker-build.sh ] || echo "token ${gitlab} and ${dcos}" >&2`,
    );
    const { stdout, stderr } = ends(await command('up', '--yes'), 0);
    const own = stderr.replace(`token ${gitlab} and ${dcos}\n`, '');
    for (const secret of SECRETS) {
      assert.not.ok(`${stdout}${own}`.includes(secret), `${secret} is shown`);
      assert.equal(holders(folder, secret), []);
    }
    const log = readdirSync(join(root, '.uegen/logs')).find((name) => name.endsWith('-package.log')) ?? '';
    assert.match(readFileSync(join(root, '.uegen/logs', log), 'utf8'), /^token \*{8} and \*{8}$/m);
    for (const file of ['ps', 'env']) assert.ok(readFileSync(`${env.CALLS}.${file}`, 'utf8').length > 0);
    assert.equal(await due(), []);
    for (const [name, ...args] of [
      ['status'],
      ['status', '--json'],
      ['plan'],
      ['run'],
      ['doctor', '--json'],
    ] as const) {
      const shown = await command(name, ...args);
      for (const secret of SECRETS) assert.not.ok(`${shown.stdout}${shown.stderr}`.includes(secret), name);
    }
  }),
);

stopped.run();
