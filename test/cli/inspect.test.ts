import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Cluster } from '../../packages/core/src/cluster/types.ts';
import { machinesOf } from '../../packages/core/src/plan/inspection.ts';
import { givenBy, textOf } from '../support/answers.ts';
import { answerOf } from '../support/answers-schema.ts';
import { put, withFolder } from '../support/scratch.ts';
import { fullConfig, type Stage, stageIn } from './standins.ts';
import { ends, uegen } from './support.ts';

const inspect = suite('uegen status --live');

interface Asked extends Stage {
  cluster: Cluster;
  /** What the machines answer from now on: by address the text of a file, all others as they should. */
  answer(changes?: Readonly<Record<string, string | null>>): void;
  status(...args: string[]): ReturnType<typeof uegen>;
  stateText(): string;
}

async function askedIn(folder: string): Promise<Asked> {
  const key = put(folder, 'key.pem', 'a key\n', 0o600);
  const text = fullConfig()
    .replace('/home/centos/belugarKey.pem', key)
    .replace('    gracefully-remove-agent:\n      agent6: 172.31.11.70\n', '')
    .replace('    uninstall:\n      agent7: 172.31.0.164\n', '');
  const { cluster } = generate(text);
  if (cluster === undefined) throw new Error('the full config has mistakes');
  const stage = await stageIn(folder, text);
  const { root, config, env, script } = stage;
  const given = join(folder, 'given');
  script(
    'ansible-playbook',
    `if [ "$1" = ansible-inspect.yml ]; then /bin/mkdir -p ../.uegen/answers; /bin/cp ${given}/* ../.uegen/answers/; fi; exit 0`,
  );
  return {
    ...stage,
    cluster,
    answer: (changes = {}) => {
      rmSync(given, { recursive: true, force: true });
      mkdirSync(given);
      for (const node of machinesOf(cluster)) {
        const answer = changes[node.address] ?? textOf(givenBy(node, cluster));
        if (changes[node.address] !== null) writeFileSync(join(given, `${node.address}.json`), answer);
      }
    },
    status: (...args) => uegen(['status', ...args, '--config', config, '--out', root], { env }),
    stateText: () => readFileSync(join(root, '.uegen/state.json'), 'utf8'),
  };
}

const AGENT = '172.31.6.35';
type Row = Readonly<Record<'phase' | 'state' | 'name' | 'known', string>>;

inspect(
  'a folder .uegen that was deleted comes back from the machines, and up offers nothing that they have',
  () =>
    withFolder(async (folder) => {
      const { answer, status, root, config, env, calls } = await askedIn(folder);
      answer();
      rmSync(join(root, '.uegen'), { recursive: true });
      assert.match(
        ends(await status('--live'), 0).stderr,
        /the machines weren't asked: .* holds no tree of uegen: run uegen build first/,
      );
      ends(await uegen(['build', config, '--out', root, '--quiet']), 0);
      const { stdout } = ends(await status('--live', '--json'), 0);
      answerOf('status', stdout);
      const { phases, nodes, asked, silent } = JSON.parse(stdout);
      assert.match(asked, /^\d{4}-/);
      assert.equal(silent, []);
      const states = new Map(phases.map(({ phase, state }: Row) => [phase, state]));
      assert.equal(
        [states.get('install'), states.get('deploy'), states.get('package')],
        ['done', 'done', 'unknown'],
      );
      assert.is(nodes.find(({ name }: Row) => name === 'agent1').known, 'joined');
      assert.not.ok(existsSync(join(root, '.uegen/answers')));
      const before = calls().length;
      const ran = ends(await uegen(['up', '--yes', '--json', '--config', config, '--out', root], { env }), 0);
      answerOf('up', ran.stdout);
      const { stderr } = ran;
      assert.match(stderr, /^Asking the machines/m);
      // agent8 answers that it has joined already.
      assert.match(stderr, /^Nothing is due\.$/m);
      assert.is(calls().length, before + 1);
    }),
);

inspect('who is silent or answers nonsense is named, and nothing known of it changes', () =>
  withFolder(async (folder) => {
    const { answer, status, stateText } = await askedIn(folder);
    answer();
    ends(await status('--live'), 0);
    const members = (text: string) => text.replace(/^.*?"members"/s, '');
    const before = members(stateText());
    for (const odd of [null, '', '{"format":1,"name":7}', '\u001b[2J', '[]']) {
      answer({ [AGENT]: odd });
      const { stdout, stderr } = ends(await status('--live'), 0);
      assert.match(stderr, `warning: agent1 (${AGENT}) did not answer: what is known of them stays as it is`);
      assert.match(stderr, /\.uegen\/logs\/\S+-inspect\.log tells more/);
      assert.not.match(stdout + stderr, '\u001b');
      assert.is(members(stateText()), before);
      assert.not.match(stdout, /^ {2}due +install/m);
    }
  }),
);

inspect('answers of an earlier time are not taken for those of now', () =>
  withFolder(async (folder) => {
    const { answer, status, root, script } = await askedIn(folder);
    answer();
    put(root, `.uegen/answers/${AGENT}.json`, '{}');
    script('ansible-playbook', 'exit 4');
    assert.match(ends(await status('--live'), 0).stderr, /and \d+ more did not answer/);
    assert.not.ok(existsSync(join(root, '.uegen/answers')));
    assert.not.ok(existsSync(join(root, '.uegen/state.json')));
  }),
);

inspect('a machine of another cluster or role is an error, and up refuses', () =>
  withFolder(async (folder) => {
    const { answer, status, cluster, root, config, env, calls } = await askedIn(folder);
    const node = machinesOf(cluster).find(({ address }) => address === AGENT);
    if (node === undefined) throw new Error('there is no agent1');
    const given = givenBy(node, cluster);
    const odd = [
      [
        { values: ['cluster_name="their\\u001b[31mcluster"'] },
        /agent1 .* belongs to the cluster "their\uFFFD\[31mcluster"/,
      ],
      [
        { paths: ['/etc/mesosphere/roles/master'] },
        /agent1 .* is a DC\/OS master, and config\.yml says agent/,
      ],
    ] as const;
    for (const [change, says] of odd) {
      answer({ [AGENT]: textOf({ ...given, ...change }) });
      const { stdout } = ends(await status('--live'), 1);
      assert.match(stdout, says);
      assert.not.match(stdout, '\u001b');
      const before = calls().length;
      const refused = ends(await uegen(['up', '--yes', '--config', config, '--out', root], { env }), 1);
      assert.match(refused.stderr, says);
      assert.match(refused.stderr, 'nothing was run');
      assert.is(calls().length, before + 1);
    }
  }),
);

inspect('a damaged state is set aside, said and regained', () =>
  withFolder(async (folder) => {
    const { answer, status, root, stateText } = await askedIn(folder);
    answer();
    for (const damage of ['x', '{"format":9}']) {
      writeFileSync(join(root, '.uegen/state.json'), damage);
      const { stderr } = ends(await status('--live'), 0);
      assert.match(stderr, /warning: \.uegen\/state\.json was set aside as \.uegen\/state\.aside\.\d\.json/);
      assert.match(stateText(), '"name":"agent1"');
    }
    assert.is(readdirSync(join(root, '.uegen')).filter((name) => name.includes('aside')).length, 2);
  }),
);

inspect('a clock that is off and DC/OS without a role are told', () =>
  withFolder(async (folder) => {
    const { answer, status, cluster } = await askedIn(folder);
    const node = machinesOf(cluster).find(({ address }) => address === AGENT);
    if (node === undefined) throw new Error('there is no agent1');
    answer({ [AGENT]: textOf({ ...givenBy(node, cluster), clock: [1000, 1095], paths: [] }) });
    const { stderr } = ends(await status('--live'), 0);
    assert.match(stderr, `agent1 (${AGENT}) has a clock that is 95 s behind`);
    assert.match(stderr, `agent1 (${AGENT}) has DC/OS, and none of the roles`);
  }),
);

inspect('without a tree the machines are not asked, which is a warning', () =>
  withFolder(async (folder) => {
    const { answer, status, root, calls } = await askedIn(folder);
    answer();
    rmSync(join(root, 'install/ansible-inspect.yml'));
    assert.match(
      ends(await status('--live'), 0).stderr,
      /the machines weren't asked: the tree in .* is not what/,
    );
    assert.is(calls().length, 0);
  }),
);

inspect.run();
