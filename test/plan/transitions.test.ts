import { generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Cluster } from '../../packages/core/src/cluster/types.ts';
import { type PhaseName, phases } from '../../packages/core/src/phases/index.ts';
import { concernsOf, plannedNodes } from '../../packages/core/src/plan/nodes.ts';
import { recordSuccess } from '../../packages/core/src/plan/record.ts';
import { standingsOf } from '../../packages/core/src/plan/standing.ts';
import { NO_STATE, type State } from '../../packages/core/src/plan/state.ts';
import { transitions } from '../../packages/core/src/plan/transitions.ts';
import { configText } from '../support/scenarios.ts';

const table = suite('plan: transitions');

type Edit = readonly [from: string, to: string];

const AT = '2026-02-03T04:05:06Z';
const INSTALLED: readonly PhaseName[] = [
  'bootstrap-tools',
  'install',
  'deploy',
  'gitlab',
  'ci-runner',
  'apps',
];

const JOINS: Edit = ['    add-agent:\n', '    add-agent:\n      agent8: 172.31.9.9\n'];
const JOINS_PUBLIC: Edit = ['    add-agent:\n', '    add-public-agent:\n      public2: 172.31.9.9\n'];
const REMOVES: Edit = ['agent:\n    uninstall:', 'agent:\n      agent7: 172.31.0.164\n    uninstall:'];
const UNINSTALLS: Edit = ['    uninstall:\n', '    uninstall:\n      agent7: 172.31.0.164\n'];
const SEVERAL: Edit = [
  '    public: 172.31.5.136\n',
  '    public:\n      public: 172.31.5.136\n      public2: 172.31.9.9\n',
];
const SEVERAL_OUTSIDE: Edit = [
  '    public: 52.79.51.79\n',
  '    public:\n      public: 52.79.51.79\n      public2: 52.79.51.80\n',
];

const MASTERS: Edit = [
  '      master3: 172.31.1.198\n',
  '      master3: 172.31.1.198\n      master4: 172.31.9.1\n      master5: 172.31.9.2\n',
];

interface Case {
  row: string;
  edits: readonly Edit[];
  /** What was run after the installation, with the config as it was then. */
  after?: readonly { phase: PhaseName; edits: readonly Edit[] }[];
  /** The address of a machine that says it belongs to another cluster. */
  foreign?: string;
  /** What is told of it. */
  says: RegExp;
}

/** Every row of the table: an edit of the guide's config, on a cluster that runs, and what is told. */
const CASES: readonly Case[] = [
  {
    row: 'other-cluster',
    edits: [],
    foreign: '172.31.0.164',
    says: /^agent7 \(172\.31\.0\.164\) belongs to the cluster "theirs": see whether its address and cluster_name/,
  },
  {
    row: 'master-moved',
    edits: [['master2: 172.31.4.125', 'master2: 172.31.4.126']],
    says: /^master2 \(172\.31\.4\.126\) had the address 172\.31\.4\.125: it can't be done: .*keeps its address$/,
  },
  {
    row: 'master-added',
    edits: [MASTERS],
    says: /^master[45] .* is new under master: it can't be done/,
  },
  {
    row: 'master-removed',
    edits: [['      master2: 172.31.4.125\n      master3: 172.31.1.198\n', '']],
    says: /^master[23] .* is no longer listed: it can't be done: list it again/,
  },
  {
    row: 'master-removed',
    edits: [
      MASTERS,
      ['    uninstall:\n', '    uninstall:\n      master4: 172.31.9.1\n      master5: 172.31.9.2\n'],
    ],
    after: [{ phase: 'deploy', edits: [MASTERS] }],
    says: /^master[45] .* is under uninstall, and other masters stay: it can't be done: list it again/,
  },
  {
    row: 'node-uninstalling',
    // The cluster ends.
    edits: [
      [
        '    uninstall:\n',
        '    uninstall:\n      master1: 172.31.12.143\n      master2: 172.31.4.125\n      master3: 172.31.1.198\n',
      ],
    ],
    says: /^master[123] .* leaves: run uninstall$/,
  },
  {
    row: 'role-changed',
    edits: [
      ['172.31.5.136', '172.31.0.164'],
      ['      agent7: 172.31.0.164\n', ''],
    ],
    says: /^public \(172\.31\.0\.164\) is a DC\/OS agent, and config\.yml says public: take it off with uninstall/,
  },
  {
    row: 'agent-moved',
    edits: [['agent7: 172.31.0.164', 'agent7: 172.31.0.165']],
    says: /^agent7 \(172\.31\.0\.165\) had the address 172\.31\.0\.164: list the former address under gracefully/,
  },
  {
    row: 'agent-moved',
    edits: [['    public: 172.31.5.136', '    public: 172.31.5.137']],
    says: /^public \(172\.31\.5\.137\) had the address 172\.31\.5\.136: .*add-public-agent/,
  },
  {
    row: 'agent-not-joined',
    edits: [['agent7: 172.31.0.164\n', 'agent7: 172.31.0.164\n      agent8: 172.31.9.9\n']],
    says: /^agent8 \(172\.31\.9\.9\) never got DC\/OS: it never gets DC\/OS there: list it under add-agent/,
  },
  {
    row: 'agent-not-joined',
    edits: [SEVERAL, SEVERAL_OUTSIDE],
    says: /^public2 \(172\.31\.9\.9\) never got DC\/OS: .*\(add-public-agent\)$/,
  },
  {
    row: 'agent-not-joined',
    edits: [],
    after: [{ phase: 'gracefully-remove-agent', edits: [REMOVES] }],
    says: /^agent7 \(172\.31\.0\.164\) has left DC\/OS/,
  },
  { row: 'agent-joins', edits: [JOINS], says: /^agent8 \(172\.31\.9\.9\) joins: run add-agent$/ },
  { row: 'agent-joins', edits: [JOINS_PUBLIC], says: /^public2 \(172\.31\.9\.9\) joins: run add-agent$/ },
  {
    row: 'agent-settles',
    edits: [JOINS],
    after: [{ phase: 'add-agent', edits: [JOINS] }],
    says: /^agent8 .* has joined: move it to agent, .*uegen node settle/,
  },
  {
    row: 'agent-settles',
    edits: [JOINS_PUBLIC],
    after: [{ phase: 'add-agent', edits: [JOINS_PUBLIC] }],
    says: /^public2 .* has joined: move it to agent, a public one to public/,
  },
  {
    row: 'node-renamed',
    edits: [['agent7: ', 'agent9: ']],
    says: /^agent9 \(172\.31\.0\.164\) was called agent7: run install$/,
  },
  {
    row: 'agent-removing',
    edits: [REMOVES],
    says: /^agent7 .* leaves: run gracefully-remove-agent$/,
  },
  { row: 'node-uninstalling', edits: [UNINSTALLS], says: /^agent7 .* leaves: run uninstall$/ },
  {
    row: 'node-uninstalling',
    edits: [REMOVES, UNINSTALLS],
    after: [{ phase: 'gracefully-remove-agent', edits: [REMOVES] }],
    says: /^agent7 .* leaves: run uninstall$/,
  },
  {
    row: 'node-gone',
    edits: [REMOVES],
    after: [{ phase: 'gracefully-remove-agent', edits: [REMOVES] }],
    says: /^agent7 .* has left: take it out of config\.yml \(uegen node settle\)$/,
  },
  {
    row: 'node-gone',
    edits: [UNINSTALLS],
    after: [{ phase: 'uninstall', edits: [UNINSTALLS] }],
    says: /^DC\/OS is off agent7 .*: take it out of config\.yml/,
  },
  {
    row: 'agent-forgotten',
    edits: [['      agent7: 172.31.0.164\n', '']],
    says: /^agent7 .* is no longer listed: it goes on: list it under gracefully-remove-agent and uninstall$/,
  },
  {
    row: 'gitlab-moved',
    edits: [['gitlab: 172.31.15.249', 'gitlab: 172.31.15.250']],
    says: /^gitlab \(172\.31\.15\.250\) was 172\.31\.15\.249: its data stays/,
  },
  {
    row: 'ci-moved',
    edits: [['ci: 172.31.3.61', 'ci: 172.31.3.62']],
    says: /^ci \(172\.31\.3\.62\) was 172\.31\.3\.61: run ci-runner$/,
  },
  {
    row: 'bootstrap-moved',
    edits: [['bootstrap: 172.31.8.143', 'bootstrap: 172.31.8.144']],
    says: /^bootstrap \(172\.31\.8\.144\) was 172\.31\.8\.143: run bootstrap-tools there$/,
  },
  {
    row: 'database-moved',
    edits: [['ip: 172.31.6.35\n  database', 'ip: 172.31.1.235\n  database']],
    says: /^db\.ip was 172\.31\.6\.35 and is 172\.31\.1\.235 now: the data stays .*#move-database/,
  },
  {
    row: 'cluster-name',
    edits: [['cluster_name: uEngine', 'cluster_name: other']],
    says: /^cluster_name was uEngine and is other now: look whether this is the right cluster/,
  },
  {
    row: 'baked-in',
    edits: [['- 172.31.0.2', '- 172.31.0.3']],
    says: /^resolvers was 172\.31\.0\.2 and is 172\.31\.0\.3 now: DC\/OS bakes it in/,
  },
  {
    row: 'baked-in',
    edits: [['dns_search: ap-northeast-2.compute.internal', 'dns_search:']],
    says: /^dns_search was ap-northeast-2\.compute\.internal and is blank now/,
  },
  {
    row: 'ssh-access',
    edits: [['ansible_user: centos', 'ansible_user: admin']],
    says: /^ansible_user was centos and is admin now: every machine has to accept it first/,
  },
  {
    row: 'ssh-access',
    edits: [['belugarKey.pem', 'other.pem']],
    says: /^ansible_ssh_private_key_file was .*belugarKey\.pem and is .*other\.pem now/,
  },
];

function clusterOf(edits: readonly Edit[]): Cluster {
  const text = edits.reduce(
    (config, [from, to]) => {
      assert.ok(config.includes(from), `the config holds no ${from}`);
      return config.replace(from, to);
    },
    configText('valid', 'guide'),
  );
  const { cluster, diagnostics } = generate(text);
  if (cluster === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return cluster;
}

function after(state: State, phase: PhaseName, cluster: Cluster): State {
  return recordSuccess(state, { phase, at: AT, inputs: {}, cluster });
}

const running = INSTALLED.reduce((state, phase) => after(state, phase, clusterOf([])), NO_STATE);

table('every row has a case', () => {
  assert.equal(transitions.map(({ name }) => name).sort(), [...new Set(CASES.map(({ row }) => row))].sort());
});

for (const { row, edits, after: past = [], foreign, says } of CASES) {
  table(`${row}: ${says.source}`, () => {
    const known = past.reduce((so, { phase, edits: then }) => after(so, phase, clusterOf(then)), running);
    const members = known.members.map((member) =>
      member.address === foreign ? { ...member, cluster: 'theirs' } : member,
    );
    const state = { ...known, members };
    const cluster = clusterOf(edits);
    const concerns = concernsOf(cluster, state, undefined);
    const found = concerns.filter(({ transition }) => transition === row);
    assert.ok(found.length > 0, concerns.map(({ message }) => message).join('\n') || 'nothing is told');
    for (const { message } of found) assert.match(message, says);
    // Nothing else is told of the same node.
    const addresses = found.map(({ node }) => node?.address);
    const others = concerns.filter(
      ({ node, transition }) => node && transition !== row && addresses.includes(node.address),
    );
    assert.equal(
      others.map(({ message }) => message),
      [],
    );
    const { verdict, phase } = transitions.find(({ name }) => name === row) ?? {};
    assert.is(verdict === 'phase', phase !== undefined);
    const due = standingsOf(cluster, state, concerns, () => ({})).filter(({ state: how }) => how === 'due');
    if (phase !== undefined) assert.ok(due.some((one) => one.phase === phase));
  });
}

table('what is as it was means nothing', () => {
  assert.equal(concernsOf(clusterOf([]), running, undefined), []);
});

table('on a fresh cluster the same edits mean to install', () => {
  const before = plannedNodes(clusterOf([]));
  const edits: readonly (readonly [edits: Edit[], says: RegExp])[] = [
    [
      [['agent7: 172.31.0.164\n', 'agent7: 172.31.0.164\n      agent8: 172.31.9.9\n']],
      /^agent8 .* is new: run install$/,
    ],
    [
      [['master2: 172.31.4.125', 'master2: 172.31.4.126']],
      /^master2 .* had the address 172\.31\.4\.125: run install$/,
    ],
    [[['- 172.31.0.2', '- 172.31.0.3']], /^$/],
    [[['ip: 172.31.6.35\n  database', 'ip: 172.31.1.235\n  database']], /^$/],
  ];
  const installing = after(NO_STATE, 'install', clusterOf([]));
  for (const state of [NO_STATE, installing])
    for (const [edit, says] of edits) {
      const concerns = concernsOf(clusterOf(edit), state, before);
      assert.match(concerns.map(({ message }) => message).join(), says);
      assert.ok(concerns.every(({ verdict }) => verdict !== 'error'));
    }
});

const standing = (state: State, cluster: Cluster, digests: Record<string, string> = {}) =>
  new Map(
    standingsOf(cluster, state, concernsOf(cluster, state, undefined), () => digests).map((one) => [
      one.phase,
      one,
    ]),
  );

table('phases are due in their one order, until they are done', () => {
  const cluster = clusterOf([]);
  const fresh = standingsOf(cluster, NO_STATE, [], () => ({}));
  assert.equal(
    fresh.map(({ phase }) => phase),
    phases.map(({ name }) => name),
  );
  for (const { phase, state, named, reason } of fresh) {
    if (state === 'due') assert.equal([named, reason], [false, { why: 'never' }], phase);
  }
  assert.is(fresh.find(({ phase }) => phase === 'ssh-root-login')?.state, 'waiting');
  assert.is(fresh.find(({ phase }) => phase === 'restart-cloud-server')?.state, 'waiting');
  const done = phases.reduce((state, { name }) => after(state, name, cluster), NO_STATE);
  assert.equal(
    standingsOf(cluster, done, [], () => ({})).filter(({ state }) => state === 'due'),
    [],
  );
});

table('a change of what a phase read makes it due, and what is done for good stays done', () => {
  const cluster = clusterOf([]);
  const record = (phase: PhaseName) =>
    recordSuccess(running, {
      phase,
      at: AT,
      inputs: { 'a.yml#x': 'a'.repeat(16), 'a.yml#10.0.0.1/y': 'b'.repeat(16) },
      cluster,
    });
  const changed = { 'a.yml#x': 'c'.repeat(16), 'a.yml#10.0.0.2/y': 'b'.repeat(16) };
  assert.equal(standing(record('install'), cluster, changed).get('install')?.reason, {
    why: 'inputs',
    inputs: ['a.yml#x'],
  });
  assert.is(standing(record('deploy'), cluster, changed).get('deploy')?.state, 'done');
});

table('an opened root login is due to be closed, by name only', () => {
  const cluster = clusterOf([]);
  const opened = recordSuccess(running, {
    phase: 'ssh-root-login',
    at: '2026-03-01T00:00:00Z',
    inputs: {},
    cluster,
  });
  const open = standing(opened, cluster).get('ssh-root-login-revert');
  assert.equal([open?.state, open?.named, open?.reason], ['due', true, { why: 'open' }]);
  const closed = recordSuccess(opened, {
    phase: 'ssh-root-login-revert',
    at: '2026-03-02T00:00:00Z',
    inputs: {},
    cluster,
  });
  assert.is(standing(closed, cluster).get('ssh-root-login-revert')?.state, 'done');
});

table('where the record has gaps, what has none is unknown and not due', () => {
  const cluster = clusterOf([]);
  const known = standing({ ...running, gaps: true }, cluster);
  assert.equal([known.get('package')?.state, known.get('install')?.state], ['unknown', 'done']);
});

table('a row speaks both languages', () => {
  for (const { when, advice } of transitions)
    for (const text of [when, advice]) assert.ok(/[가-힣]/.test(text.ko) && !/[가-힣]/.test(text.en));
});

table.run();
