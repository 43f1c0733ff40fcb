import { generate } from '@uegen/core';
import * as assert from 'uvu/assert';
import type { Cluster } from '../../packages/core/src/cluster/types.ts';
import type { PhaseName } from '../../packages/core/src/phases/index.ts';
import { recordSuccess } from '../../packages/core/src/plan/record.ts';
import { NO_STATE, type State } from '../../packages/core/src/plan/state.ts';
import { configText } from './scenarios.ts';

/** A replacement in a text. */
export type Edit = readonly [from: string, to: string];

export const AT = '2026-02-03T04:05:06Z';

/** The phases that have been carried out on a cluster that runs. */
export const INSTALLED: readonly PhaseName[] = [
  'bootstrap-tools',
  'install',
  'deploy',
  'gitlab',
  'ci-runner',
  'apps',
];

const ADDS = (section: string): Edit => ['cluster_name:', `${section}\ncluster_name:`];
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

/** An edit of the guide's config, and what it means. */
export interface Case {
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
export const CASES: readonly Case[] = [
  {
    row: 'other-cluster',
    edits: [],
    foreign: '172.31.0.164',
    says: /^agent7 \(172\.31\.0\.164\) belongs to the cluster "theirs": see whether its address and cluster_name/,
  },
  {
    row: 'master-moved',
    edits: [['master2: 172.31.4.125', 'master2: 172.31.4.126']],
    says: /^master2 \(172\.31\.4\.126\) had the address 172\.31\.4\.125: it can't be done: .*keeps its address \(uegen run replace-master\)$/,
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
    row: 'proxy',
    edits: [ADDS("proxy: {http: 'http://proxy.test:3128'}")],
    says: /^proxy\.(https?|no-proxy) was blank and is .*(proxy\.test:3128|\.mesos).* now: the phases that are due .*DC\/OS bakes it in: run uegen run reconfigure/,
  },
  {
    row: 'mirror',
    edits: [ADDS("mirror: {url: 'http://other.test', registry: 'http://other.test:5000'}")],
    after: [
      {
        phase: 'install',
        edits: [ADDS("mirror: {url: 'http://mirror.test', registry: 'http://other.test:5000'}")],
      },
    ],
    says: /^mirror\.url was http:\/\/mirror\.test and is http:\/\/other\.test now: fill a new mirror first, images included/,
  },
  {
    row: 'docker-version',
    edits: [ADDS('docker: {version: 18.06.3.ce-3.el7}')],
    says: /^docker\.version was 17\.12\.1\.ce-1\.el7\.centos and is 18\.06\.3\.ce-3\.el7 now: run upgrade-docker;/,
  },
  {
    row: 'registry-mirrors',
    edits: [ADDS("docker: {registry-mirrors: ['https://hub.test']}")],
    says: /^docker\.registry-mirrors was blank and is https:\/\/hub\.test now: install starts Docker anew on one machine after the other/,
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

/** The guide's config with edits. */
export function edited(edits: readonly Edit[]): string {
  return edits.reduce(
    (config, [from, to]) => {
      assert.ok(config.includes(from), `the config holds no ${from}`);
      return config.replace(from, to);
    },
    configText('valid', 'guide'),
  );
}

/** The cluster of that. */
export function clusterOf(edits: readonly Edit[]): Cluster {
  const { cluster, diagnostics } = generate(edited(edits));
  if (cluster === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return cluster;
}

/** The state once a phase was run. */
export function after(state: State, phase: PhaseName, cluster: Cluster): State {
  return recordSuccess(state, { phase, at: AT, inputs: {}, cluster });
}

/** What is known of the guide's cluster once it runs. */
export const running = INSTALLED.reduce((state, phase) => after(state, phase, clusterOf([])), NO_STATE);

/** What is known when a case's edit is made. */
export function stateOf({ after: past = [], foreign }: Case): State {
  const known = past.reduce((so, { phase, edits }) => after(so, phase, clusterOf(edits)), running);
  const members = known.members.map((member) =>
    member.address === foreign ? { ...member, cluster: 'theirs' } : member,
  );
  return { ...known, members };
}
