import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Cluster } from '../../packages/core/src/cluster/types.ts';
import { ansibleCfg } from '../../packages/core/src/outputs/ansible-cfg.ts';
import { groupVars } from '../../packages/core/src/outputs/group-vars.ts';
import { inventory } from '../../packages/core/src/outputs/inventory.ts';
import { toAnsibleYaml } from '../../packages/core/src/serialize/yaml.ts';
import { sampleCluster } from '../support/cluster.ts';
import { nastyStrings } from '../support/nasty.ts';
import { generateScenario } from '../support/scenarios.ts';
import { type Ended, put, putGenerated, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';

const test = suite('ansible-inventory');

type Variables = Record<string, unknown>;

interface Listing {
  _meta: { hostvars: Record<string, Variables> };
  [group: string]: { hosts?: string[]; children?: string[] } | unknown;
}

const EMPTY_GROUPS = ['add_agent', 'gracefully_remove_agent', 'uninstall'];

/** Writes what ansible reads of `cluster` and hands over the folder `install`. */
function withInstall(cluster: Cluster, body: (install: string) => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    putGenerated(folder, [...inventory(cluster), ...groupVars(cluster), ...ansibleCfg(cluster)]);
    await body(join(folder, 'install'));
  });
}

function ansible(command: string, args: readonly string[], cwd: string): Promise<Ended> {
  const env = {
    ANSIBLE_HOME: join(cwd, '.ansible'),
    ANSIBLE_LOCAL_TEMP: join(cwd, '.ansible/tmp'),
    LC_ALL: 'C.UTF-8',
  };
  return run(command, args, { cwd, env });
}

async function list(cwd: string, ...args: string[]): Promise<Listing> {
  const { status, stdout, stderr } = await ansible('ansible-inventory', ['--list', ...args], cwd);
  assert.is(status, 0, stderr);
  assert.is(stderr, '');
  return JSON.parse(stdout);
}

function hostsOf(listing: Listing, group: string): string[] {
  return (listing[group] as { hosts?: string[] } | undefined)?.hosts ?? [];
}

function assertGuide(listing: Listing): void {
  const { nodes } = sampleCluster();
  for (const role of ['bootstrap', 'gitlab', 'ci', 'master', 'public', 'agent']) {
    const expected = nodes.filter((node) => node.role === role).map((node) => node.address);
    assert.equal(hostsOf(listing, role), expected);
  }
  for (const group of EMPTY_GROUPS) {
    assert.equal(hostsOf(listing, group), []);
    assert.ok((listing.all as { children: string[] }).children.includes(group), group);
  }
  const { hostvars } = listing._meta;
  assert.is(Object.keys(hostvars).length, nodes.length);
  for (const { address, name } of nodes) {
    assert.is(hostvars[address]?.node_name, name);
    assert.is(hostvars[address]?.ansible_user, 'centos');
    assert.is(hostvars[address]?.ansible_port, 22);
    assert.is(hostvars[address]?.ansible_ssh_private_key_file, '/home/centos/belugarKey.pem');
    assert.is(hostvars[address]?.registry_host, 'gitlab.pas-mini.io:5000');
  }
}

toolTest(test, ['ansible-inventory'], 'reads the inventory in its folder, with the group variables', () =>
  withInstall(sampleCluster(), async (install) => {
    const listing = await list(install);
    assertGuide(listing);
    const variables = listing._meta.hostvars['172.31.8.143'] ?? {};
    assert.equal(variables.name_servers, ['172.31.0.2']);
    assert.equal(variables.registry_hosts, ['gitlab.pas-mini.io:5000']);
    assert.is(variables.cadvisor_port, 8080);
    assert.is((variables.registry_server as Variables).port, 5000);
    assert.not.ok('runner_registration_token' in variables);
  }),
);

toolTest(test, ['ansible-inventory'], 'reads a copy named hosts, as in /etc/ansible', () =>
  withInstall(sampleCluster(), async (install) => {
    await withFolder(async (etc) => {
      copyFileSync(join(install, 'ansible-hosts.yml'), join(etc, 'hosts'));
      assertGuide(await list(etc, '-i', join(etc, 'hosts')));
    });
  }),
);

toolTest(test, ['ansible-inventory'], 'knows joining and leaving nodes by their groups', () => {
  const cluster = sampleCluster();
  const joining = {
    name: 'agent8',
    address: '172.31.10.202',
    role: 'agent',
    joining: true,
    aliases: [],
  } as const;
  const nodes = [...cluster.nodes, joining];
  const removing = [{ name: 'agent9', address: '172.31.14.197' }];
  const uninstalling = [{ name: 'agent10', address: '172.31.13.131' }];
  return withInstall({ ...cluster, nodes, removing, uninstalling }, async (install) => {
    const listing = await list(install);
    assert.equal(hostsOf(listing, 'add_agent'), ['172.31.10.202']);
    assert.equal(hostsOf(listing, 'gracefully_remove_agent'), ['172.31.14.197']);
    assert.equal(hostsOf(listing, 'uninstall'), ['172.31.13.131']);
    assert.is(hostsOf(listing, 'agent').length, 7);
  });
});

toolTest(test, ['ansible-inventory'], 'reads every nasty string as it was typed', () => {
  const strings = Object.fromEntries(nastyStrings.map((string, index) => [`nasty${index}`, string]));
  return withFolder(async (folder) => {
    put(folder, 'hosts', toAnsibleYaml({ all: { hosts: { '10.0.0.1': strings } } }));
    const listing = await list(folder, '-i', 'hosts');
    const read = listing._meta.hostvars['10.0.0.1'] ?? {};
    for (const [name, string] of Object.entries(strings)) assert.equal(unwrap(read[name]), string, name);
  });
});

toolTest(test, ['ansible'], 'hands what looks like a template on as it is', () => {
  const { runner } = generateScenario('valid', 'guide').cluster ?? {};
  if (runner === undefined) throw new Error('the guide has no runner');
  const cluster: Cluster = { ...sampleCluster(), runner };
  const token = '{{ x }} {% if y %} {# z #} \\ " \' $HOME';
  cluster.registrationToken = token;
  cluster.ssh.user = '{{ x }}';
  return withInstall(cluster, async (install) => {
    const args = ['172.31.8.143', '-c', 'local', '-m', 'debug', '-a'];
    for (const [name, value] of [
      ['runner_registration_token', token],
      ['ansible_user', '{{ x }}'],
    ] as const) {
      const { status, stdout, stderr } = await ansible('ansible', [...args, `var=${name}`], install);
      assert.is(status, 0, stdout + stderr);
      assert.equal(JSON.parse(stdout.slice(stdout.indexOf('{'))), { [name]: value });
    }
  });
});

// ansible-inventory shows a value that is never to be evaluated as {"__ansible_unsafe": value}.
function unwrap(value: unknown): unknown {
  return typeof value === 'object' && value !== null && '__ansible_unsafe' in value
    ? value.__ansible_unsafe
    : value;
}

test.run();
