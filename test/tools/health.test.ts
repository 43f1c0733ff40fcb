import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { inventory } from '../../packages/core/src/outputs/inventory.ts';
import { sampleCluster } from '../support/cluster.ts';
import { put, putGenerated, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';

const health = suite("health's verdict on the load balancers");

const VARS = new URL('../../packages/templates/ansible/roles/health/vars/main.yml', import.meta.url).pathname;
const [FIRST, SECOND, JOINED] = ['172.31.5.136', '172.31.5.137', '172.31.5.138'] as const;

/** What the role finds wrong with marathon-lb on three public agents, one of them just joined, that listen as given. */
async function problems(ports: Readonly<Record<string, readonly string[]>>): Promise<Record<string, string>> {
  let found: Record<string, string> = {};
  await withFolder(async (folder) => {
    const cluster = sampleCluster();
    const agent = (name: string, address: string, joining: boolean) =>
      ({ name, address, aliases: [], role: 'public', joining }) as const;
    cluster.nodes = [...cluster.nodes, agent('public2', SECOND, false), agent('public3', JOINED, true)];
    putGenerated(folder, inventory(cluster));
    for (const [host, listening] of Object.entries(ports))
      put(folder, `install/host_vars/${host}.yml`, JSON.stringify({ listening_ports: listening }));
    const message = '{{ inventory_hostname }}={{ health_absent_load_balancer | join(";") }}';
    const play = {
      hosts: 'public:add_public_agent',
      connection: 'local',
      gather_facts: false,
      vars_files: [VARS],
      tasks: [{ 'ansible.builtin.debug': { msg: message } }],
    };
    put(folder, 'install/look.yml', JSON.stringify([play]));
    const cwd = join(folder, 'install');
    const env = { ANSIBLE_HOME: folder, ANSIBLE_LOCAL_TEMP: join(folder, 'tmp'), LC_ALL: 'C.UTF-8' };
    const ended = await run('ansible-playbook', ['-i', 'ansible-hosts.yml', 'look.yml'], { cwd, env });
    assert.is(ended.status, 0, ended.stdout + ended.stderr);
    found = Object.fromEntries([...ended.stdout.matchAll(/"msg": "(.*)=(.*)"/g)].map(([, a, b]) => [a, b]));
  });
  return found;
}

toolTest(health, ['ansible-playbook'], 'one that lacks where another runs is named', async () => {
  assert.equal(await problems({ [FIRST]: ['53', '9090'], [SECOND]: ['53'], [JOINED]: ['53'] }), {
    [FIRST]: '',
    [SECOND]: `marathon-lb runs on public (${FIRST}) and not here`,
    [JOINED]: '',
  });
});

toolTest(health, ['ansible-playbook'], 'before the apps are deployed, none lacks', async () => {
  assert.equal(await problems({ [FIRST]: ['53'], [SECOND]: ['53'], [JOINED]: [] }), {
    [FIRST]: '',
    [SECOND]: '',
    [JOINED]: '',
  });
});

health.run();

const names = suite("health's verdict on names");

const NAMES = new URL('../../packages/templates/ansible/roles/health/files/names.sh', import.meta.url)
  .pathname;

// Stands in for the resolver: an address is its own.
const GETENT = `#!/bin/sh
case $2 in
  *[!0-9.]*) ;;
  *) echo "$2 STREAM $2" ;;
esac
case $2 in
  git.test | gitlab.test) echo "192.0.2.7 STREAM $2"; echo "192.0.2.7 DGRAM" ;;
  ui.test | public.test | cdn.test) echo "192.0.2.8 STREAM $2" ;;
esac
`;

for (const [words, said] of [
  ['gitlab.test 192.0.2.7,10.0.0.7 -', ''],
  ['gitlab.test git.test,10.0.0.7 -', ''],
  ['ui.test public.test -', ''],
  ['ui.test - -', ''],
  ['nobody.test public.test -', 'nobody.test does not resolve\n'],
  ['ui.test git.test,10.0.0.7 -', 'ui.test resolves to 192.0.2.8 and not to git.test\n'],
  ['ui.test nobody.test -', 'ui.test resolves to 192.0.2.8 and not to nobody.test\n'],
  ['ui.test 192.0.2.80 -', 'ui.test resolves to 192.0.2.8 and not to 192.0.2.80\n'],
  ['cdn.test - public.test,10.0.0.8', 'cdn.test resolves to 192.0.2.8, which is the public agent\n'],
  ['cdn.test - 192.0.2.8', 'cdn.test resolves to 192.0.2.8, which is the public agent\n'],
  ['gitlab.test - public.test', ''],
] as const)
  names(`names.sh ${words}`, () =>
    withFolder(async (folder) => {
      put(folder, 'getent', GETENT, 0o755);
      const env = { PATH: `${folder}:${process.env.PATH}` };
      const ended = await run('sh', [NAMES, ...words.split(' ')], { env });
      assert.equal(ended, { status: 0, stdout: said, stderr: '' });
    }),
  );

names.run();
