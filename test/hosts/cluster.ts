import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '@uegen/core';
import { put, putGenerated } from '../support/scratch.ts';
import { address, type TestHosts } from './hosts.ts';

/** What a test's config.yml says beyond the standing nodes: its lists, and further sections as YAML. */
export interface Wishes {
  /** Lists of server.private, such as `add-agent`, with names and the numbers of hosts. */
  lists?: Record<string, Record<string, number>>;
  /** Further standing nodes. */
  agents?: Record<string, number>;
  publics?: Record<string, number>;
  /** The masters, in place of host 2. Where there are several, the agents are machines that nobody boots. */
  masters?: Record<string, number>;
  /** The numbers of the four machines, in place of 1 to 4. */
  machines?: readonly [bootstrap: number, master: number, publicAgent: number, agent: number];
  /** The number of the host that is the CI machine. */
  ci?: number;
  sections?: string;
}

/**
 * Writes the install tree of a small cluster into a folder beside the hosts, as uegen does: host 1 is bootstrap and gitlab, 2 the master,
 * 3 the public agent, 4 the private agent with the database. Answers the path of install/.
 */
export function writeInstall(hosts: TestHosts, wishes: Wishes = {}): string {
  const folder = join(hosts.folder, 'cluster');
  const text = configText(hosts, wishes);
  const { files, diagnostics } = generate(text);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  putGenerated(folder, files);
  put(hosts.folder, 'config.yml', text);
  return join(folder, 'install');
}

/** Packs what the installer of DC/OS would make in genconf/serve. */
export function putBundle(install: string, pack: (folder: string) => void): void {
  const serve = join(install, 'genconf/serve');
  mkdirSync(serve, { recursive: true });
  writeFileSync(join(serve, 'masters'), `${address(2)}\n`);
  pack(serve);
}

const named = (nodes: Record<string, number>) =>
  Object.entries(nodes)
    .map(([name, number]) => `${name}: ${address(number)}`)
    .join(', ');

function configText(
  hosts: TestHosts,
  { lists = {}, masters, machines, ci, agents, publics, sections = '' }: Wishes,
): string {
  const [bootstrap, master, publicAgent, agent] =
    machines ?? (masters === undefined ? ([1, 2, 3, 4] as const) : ([1, 2, 83, 84] as const));
  const listed = Object.entries(lists).map(([list, nodes]) => `    ${list}: {${named(nodes)}}\n`);
  return `cluster_name: tests
ansible_user: centos
ansible_ssh_private_key_file: ${hosts.key}
resolvers: [10.77.0.1, 10.77.0.54]
dns_search: tests.invalid
server:
  private:
    bootstrap: ${address(bootstrap)}
    gitlab: ${address(bootstrap)}
    public: {${named({ public: publicAgent, ...publics })}}
    master: {${named(masters ?? { master1: master })}}
    agent: {${named({ agent1: agent, ...agents })}}
${listed.join('')}${ci === undefined ? '' : `    ci: ${address(ci)}\n`}
  public: {master: 192.0.2.1, public: 192.0.2.2}
db: {ip: ${address(agent)}, database: tests, password: for-tests}
host:
  registry: {package: tests, private: 'registry.test:5000', public: 'registry.test:5001'}
  db: db.test
  gitlab: gitlab.test
  iam: iam.test
  config: config.test
  eureka-server: eureka.test
  cloud-server: server.test
  cloud-ui: ui.test
iam: {client-key: key, client-secret: for-tests, admin: {username: admin, password: for-tests}}
repositories:
  centos: ${hosts.mirror}/packages
  epel: ${hosts.mirror}/packages/epel/$basearch
  epel-key: ${hosts.mirror}/keys/epel
  docker: ${hosts.mirror}/packages/docker/$basearch
  docker-key: ${hosts.mirror}/keys/docker
  gitlab-runner: ${hosts.mirror}/packages/gitlab-runner/$basearch
  gitlab-runner-key: ${hosts.mirror}/keys/runner
  gitlab-runner-package-key: ${hosts.mirror}/keys/runner
  docker-machine: ${hosts.mirror}/downloads/docker-machine
  gitlab: ${hosts.mirror}/packages/gitlab/$basearch
  gitlab-key: ${hosts.mirror}/keys/gitlab
${sections}`;
}
