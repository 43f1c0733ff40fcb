import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '@uegen/core';
import { load } from 'js-yaml';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { put, putGenerated, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';

// Two hundred machines: how often ansible begins anew, since it takes only so many at a time.
const many = suite('many machines');

const MASTERS = 5;
const PUBLICS = 6;
const AGENTS = 186;

/** How often each play of install begins: for each machine, or for a share, only where that must be so. */
const TURNS = {
  'Look at every machine before anything changes': 1,
  'Names, packages and settings': 1,
  'Reboot where it is due: masters, one by one': MASTERS,
  'Reboot where it is due: public agents, one by one': PUBLICS,
  'Reboot where it is due: other machines': 2,
  Docker: 1,
  'Metrics of the agents': 1,
  'Look again at what was started': 1,
};

/** Playbooks with a play that takes a share at a time. */
const IN_TURN = ['install', 'data-disk', 'static-ip', 'replace-master', 'upgrade-docker'];

function configText(): string {
  let next = 0;
  const nodes = (name: string, count: number) =>
    Array.from({ length: count }, () => {
      next += 1;
      return `${name}${next}: 10.9.${next >> 7}.${(next & 127) + 1}`;
    }).join(', ');
  return `cluster_name: many
ansible_user: centos
ansible_ssh_private_key_file: /root/key
resolvers: [10.9.9.9]
server:
  private: {bootstrap: 10.9.8.1, gitlab: 10.9.8.2, ci: 10.9.8.3, public: {${nodes('public', PUBLICS)}}, master: {${nodes('master', MASTERS)}}, agent: {${nodes('agent', AGENTS)}}}
  public: {master: 192.0.2.1, public: 192.0.2.2}
network: {device: eth0, gateway: 10.9.9.1, netmask: 255.255.0.0}
disks: [{nodes: [agent, master], device: /dev/xvdf}]
db: {ip: 10.9.0.13, database: many, password: for-tests}
host: {registry: {package: many, private: 'r.test:5000', public: 'r.test:5001'}, db: d.test, gitlab: g.test, iam: i.test, config: c.test, eureka-server: e.test, cloud-server: s.test, cloud-ui: u.test}
iam: {client-key: key, client-secret: for-tests, admin: {username: admin, password: for-tests}}
gitlab: {root: {username: root, password: for-tests}}
`;
}

/** In place of every role, one that does nothing, and of facts none. */
function emptyRoles(install: string, playbooks: readonly string[]): void {
  for (const role of readdirSync(join(install, 'roles'))) {
    rmSync(join(install, 'roles', role), { recursive: true });
    put(install, `roles/${role}/tasks/main.yml`, '- ansible.builtin.meta: noop\n');
  }
  for (const playbook of playbooks) {
    const text = readFileSync(join(install, playbook), 'utf8');
    put(install, playbook, text.replaceAll('gather_facts: true', 'gather_facts: false'));
  }
}

toolTest(many, ['ansible-playbook'], 'no playbook takes more turns than its machines need', () =>
  withFolder(async (folder) => {
    const { files, diagnostics } = generate(configText());
    assert.equal(
      diagnostics.filter(({ severity }) => severity === 'error'),
      [],
    );
    putGenerated(folder, files);
    const install = join(folder, 'install');
    const playbooks = readdirSync(install).filter((name) => /^ansible-(?!hosts)[\w-]+\.yml$/.test(name));
    assert.ok(playbooks.length > 10);
    for (const playbook of playbooks) {
      const plays: { serial?: unknown }[] = load(readFileSync(join(install, playbook), 'utf8')) as [];
      assert.is(
        plays.some(({ serial }) => serial !== undefined),
        IN_TURN.some((name) => playbook === `ansible-${name}.yml`),
        playbook,
      );
    }
    emptyRoles(install, playbooks);
    const started = Date.now();
    const { status, stdout, stderr } = await run(
      'ansible-playbook',
      ['ansible-install.yml', '--connection', 'local'],
      { cwd: install, env: { NO_COLOR: '1', LC_ALL: 'C.UTF-8' } },
    );
    assert.is(status, 0, stdout + stderr);
    const seconds = Math.round((Date.now() - started) / 1000);
    console.log(`install of ${MASTERS + PUBLICS + AGENTS + 3} machines, with empty roles: ${seconds} s`);
    const turns: Record<string, number> = {};
    for (const [, play = ''] of stdout.matchAll(/^PLAY \[(.*)\] \**$/gm))
      turns[play] = (turns[play] ?? 0) + 1;
    assert.equal(turns, TURNS);
  }),
);

many.run();
