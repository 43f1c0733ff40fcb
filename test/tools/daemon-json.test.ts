import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { configText } from '../support/scenarios.ts';
import { put, putGenerated, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';

const test = suite("Docker's daemon.json");

const PLAY = `- hosts: master
  connection: local
  gather_facts: false
  vars_files: [roles/docker/defaults/main.yml, group_vars/all/main.yml, roles/docker/vars/main.yml]
  vars:
    docker_text: {content: "{{ lookup('env', 'DAEMON_JSON') | b64encode }}"}
  tasks:
    - ansible.builtin.template:
        src: roles/docker/templates/daemon.json.j2
        dest: "{{ playbook_dir }}/daemon.json"
        mode: "0600"
      run_once: true
`;

/** What the role makes of a config's tree. */
async function daemonJson(text: string, present = ''): Promise<unknown> {
  let settings: unknown;
  await withFolder(async (folder) => {
    putGenerated(folder, generate(text).files);
    const cwd = join(folder, 'install');
    const play = put(cwd, 'play.yml', PLAY);
    const env = {
      ANSIBLE_HOME: join(folder, '.ansible'),
      ANSIBLE_LOCAL_TEMP: join(folder, 'tmp'),
      DAEMON_JSON: present,
    };
    const { status, stdout } = await run('ansible-playbook', ['-i', 'ansible-hosts.yml', play], { cwd, env });
    assert.is(status, 0, stdout);
    settings = JSON.parse(readFileSync(join(cwd, 'daemon.json'), 'utf8'));
  });
  return settings;
}

toolTest(test, ['ansible-playbook'], 'limits logs where config.yml says so, and only there', async () => {
  const guide = configText('valid', 'guide');
  const plain = { 'insecure-registries': ['gitlab.pas-mini.io:5000'], 'storage-driver': 'overlay' };
  assert.equal(await daemonJson(guide), plain);
  assert.equal(await daemonJson(`${guide}\ndocker: {log-max-size: 50m}\n`), {
    ...plain,
    'log-driver': 'json-file',
    'log-opts': { 'max-file': '3', 'max-size': '50m' },
  });
});

toolTest(
  test,
  ['ansible-playbook'],
  'keeps what others wrote, and wins where both say something',
  async () => {
    const present = {
      'data-root': '/data/docker',
      'insecure-registries': ['own.example:5000'],
      'log-opts': { 'max-size': '1g' },
      'storage-driver': 'overlay2',
    };
    assert.equal(await daemonJson(configText('valid', 'guide'), JSON.stringify(present)), {
      ...present,
      'insecure-registries': ['own.example:5000', 'gitlab.pas-mini.io:5000'],
      'storage-driver': 'overlay',
    });
  },
);

test('a size is a number with its unit', () => {
  const verdict = (size: string) =>
    generate(`${configText('valid', 'guide')}\ndocker: {log-max-size: ${size}}\n`).diagnostics.map(
      ({ path }) => path.join('.'),
    );
  for (const size of ['1k', '50m', '2g', ''])
    assert.not.ok(verdict(size).includes('docker.log-max-size'), size);
  for (const size of ['0m', '50', '50M', '1.5g', '-1m', '50mb', '5 m'])
    assert.ok(verdict(size).includes('docker.log-max-size'), size);
});

test.run();
