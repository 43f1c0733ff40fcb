import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { stageIn } from '../cli/standins.ts';
import { bundle, ends, guideConfig, harmless, listTree, oneError, uegen } from '../cli/support.ts';
import { type Ended, put, type RunOptions, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';

const PAIRS = Number(process.env.UEGEN_ATTACK_PAIRS ?? 10);

const attack = suite('attack: locks');

const TOOLS = ['root', 'unshare', 'flock'];
const ELSEWHERE = ['--pid', '--fork', '--mount-proc', process.execPath, bundle];

/** Runs uegen as the first process of a PID namespace of its own, as in a container. */
async function contained(args: readonly string[], options?: RunOptions): Promise<Ended> {
  const ended = await run('/usr/bin/unshare', [...ELSEWHERE, ...args], options);
  harmless(ended);
  return ended;
}

toolTest(attack, TOOLS, `${PAIRS} pairs of builds from two PID namespaces: one is told, never a mix`, () =>
  withFolder(async (folder) => {
    const texts = [guideConfig(), guideConfig(['agent7: 172.31.0.164', 'agent7: 172.31.0.199'])];
    const configs = texts.map((text, index) => put(folder, `${index}.yml`, text));
    const trees: string[] = [];
    for (const config of configs) {
      const place = `${config}.wanted`;
      mkdirSync(place);
      ends(await uegen(['build', config, '--out', place, '--quiet']), 0);
      trees.push(listTree(place).join('\n'));
    }
    const counts = { both: 0, told: 0 };
    const out = join(folder, 'out');
    mkdirSync(out);
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const runs = await Promise.all(
        configs.map((config) => contained(['build', config, '--out', out, '--quiet'])),
      );
      for (const ended of runs)
        if (ended.status !== 0) oneError(ended, /another uegen is running in another container/);
      const written = runs.filter(({ status }) => status === 0).length;
      assert.ok(written > 0, `pair ${pair}: both were told`);
      counts[written === 2 ? 'both' : 'told'] += 1;
      assert.ok(trees.includes(listTree(out).join('\n')), `pair ${pair}: a mix`);
    }
    console.log(
      `  of ${PAIRS} pairs ${counts.both} wrote one after the other, ${counts.told} had one that was told`,
    );
  }),
);

toolTest(
  attack,
  TOOLS,
  'a program that outlives uegen is seen from another PID namespace, and its end, too',
  () =>
    withFolder(async (folder) => {
      const stage = await stageIn(folder);
      stage.script('flock', 'exec /usr/bin/flock "$@"');
      const [started, go] = [join(folder, 'started'), join(folder, 'go')];
      stage.script('ansible-playbook', `: >${started}; until [ -e ${go} ]; do /bin/sleep 0.1; done`);
      const env = { ...process.env, ...stage.env };
      const running = spawn(
        process.execPath,
        [bundle, 'run', '--config', stage.config, '--out', stage.root, 'install'],
        { env, stdio: 'ignore', detached: true },
      );
      while (!existsSync(started)) await new Promise((resolve) => setTimeout(resolve, 50));
      const health = ['run', '--config', stage.config, '--out', stage.root, 'health'];
      try {
        const first = await contained(health, { env: stage.env });
        oneError(first, /another uegen is running in another container/);
        running.kill('SIGKILL');
        assert.equal(await contained(health, { env: stage.env }), first);
      } finally {
        writeFileSync(go, '');
      }
      stage.script('ansible-playbook', '');
      for (let tries = 0; ; tries += 1) {
        const { status, stderr } = await contained(health, { env: stage.env });
        if (status === 0) break;
        assert.ok(tries < 50, stderr);
      }
      assert.not.ok(listTree(stage.root).some((line) => line.includes('lock.')));
    }),
);

attack.run();
