import { join } from 'node:path';
import type { GeneratedFile } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { OLD_ANSIBLE_TOOLS, oldAnsible, putOldPrograms } from '../support/old-ansible.ts';
import { generateScenario, scenarioNames } from '../support/scenarios.ts';
import { type Ended, put, putGenerated, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';

// Whatever lies in install/: a playbook or role that comes later is read here by itself.
const playbooks = suite('playbooks');

const isPlaybook = (path: string): boolean => /^install\/ansible-(?!hosts\.yml$)[\w-]+\.yml$/.test(path);

const nameOf = (path: string): string => path.replace('install/', '');

/** A scenario's install/, and the playbooks in it that no scenario before has written in the same words. */
interface Install {
  scenario: string;
  files: GeneratedFile[];
  fresh: string[];
}

// The scenarios that differ most come first.
function installs(): Install[] {
  const seen = new Set<string>();
  const names = new Set(['full', 'guide', 'add-agent', 'uninstall', ...scenarioNames('valid')]);
  return [...names].map((scenario) => {
    const files = generateScenario('valid', scenario).files.filter(({ path }) => path.startsWith('install/'));
    const fresh = files.filter(({ path, content }) => isPlaybook(path) && !seen.has(path + content));
    for (const { path, content } of fresh) seen.add(path + content);
    return { scenario, files, fresh: fresh.map(({ path }) => nameOf(path)) };
  });
}

/** Runs one of ansible's programs in install/, with ansible-core alone. */
function ansible(command: string, args: readonly string[], install: string): Promise<Ended> {
  const home = join(install, '../home');
  const env = {
    ANSIBLE_COLLECTIONS_SCAN_SYS_PATH: 'False',
    ANSIBLE_COLLECTIONS_PATH: '/nonexistent',
    ANSIBLE_HOME: home,
    ANSIBLE_LOCAL_TEMP: join(home, 'tmp'),
    XDG_CACHE_HOME: home,
    NO_COLOR: '1',
    LC_ALL: 'C.UTF-8',
  };
  return run(command, args, { cwd: install, env });
}

function withInstall(
  files: readonly GeneratedFile[],
  body: (install: string) => Promise<void>,
): Promise<void> {
  return withFolder(async (folder) => {
    putGenerated(folder, files);
    await body(join(folder, 'install'));
  });
}

const lint = (install: string, targets: readonly string[]): Promise<Ended> =>
  ansible('ansible-lint', ['--nocolor', '--offline', '--profile', 'production', ...targets], install);

// The name says to ansible-lint that it is a playbook.
const EVERY = 'every-playbook.yml';

function putImporting(install: string, names: readonly string[]): void {
  const imports = names.map((name) => `- name: Import\n  ansible.builtin.import_playbook: ${name}\n`);
  put(install, EVERY, `---\n${imports.join('')}`);
}

// The playbooks of a scenario among all others, so that the old ansible starts but once.
toolTest(playbooks, OLD_ANSIBLE_TOOLS, 'ansible 2.10 knows every word', async () => {
  const root = await oldAnsible();
  await withFolder(async (folder) => {
    const paths = installs().flatMap(({ scenario, files, fresh }) => {
      if (fresh.length > 0) putGenerated(join(folder, scenario), files);
      return fresh.map((name) => join(scenario, 'install', name));
    });
    const env = { ANSIBLE_COLLECTIONS_PATHS: '/nonexistent', LC_ALL: 'C.UTF-8' };
    const playbook = join(putOldPrograms(root, folder), 'ansible-playbook');
    const { status, stdout, stderr } = await run(playbook, ['--syntax-check', ...paths], {
      cwd: folder,
      env,
    });
    assert.is(status, 0, stdout + stderr);
    for (const path of paths) assert.match(stdout, `playbook: ${path}`);
    // There is no inventory here, and so no host that a play could match.
    const NO_HOSTS = /^.*(No inventory was parsed|hosts list is empty|not match supplied host pattern).*$/gm;
    assert.not.match(stderr.replace(NO_HOSTS, ''), 'WARNING');
  });
});

for (const { scenario, files, fresh } of installs()) {
  if (fresh.length === 0) continue;
  toolTest(playbooks, ['ansible-playbook'], `${scenario}: ansible-core knows every word`, () =>
    withInstall(files, async (install) => {
      const { status, stdout, stderr } = await ansible(
        'ansible-playbook',
        ['--syntax-check', ...fresh],
        install,
      );
      assert.is(status, 0, stdout + stderr);
      for (const playbook of fresh) assert.match(stdout, `playbook: ${playbook}`);
      assert.not.match(stderr, 'WARNING');
    }),
  );
}

// All in one playbook among the roles of one scenario: ansible-lint has ansible read what it is told to lint, each in a
// process of its own, but not what that imports, and lints it all the same.
toolTest(playbooks, ['ansible-lint'], 'ansible-lint finds nothing', () => {
  const every = installs();
  const own = every.flatMap(({ scenario, files, fresh }) =>
    files
      .filter(({ path }) => fresh.includes(nameOf(path)))
      .map((file) => ({ ...file, path: `install/${scenario}-${nameOf(file.path)}` })),
  );
  const rolesOf = (files: readonly GeneratedFile[]) =>
    files.filter(({ path }) => path.startsWith('install/roles/'));
  const full = every[0]?.files ?? [];
  for (const { scenario, files } of every)
    assert.equal(rolesOf(files), rolesOf(full), `${scenario}: the roles are the same everywhere`);
  return withInstall([...full.filter(({ path }) => !isPlaybook(path)), ...own], async (install) => {
    putImporting(
      install,
      own.map(({ path }) => nameOf(path)),
    );
    const { status, stdout, stderr } = await lint(install, [EVERY, 'roles']);
    assert.is(status, 0, stdout + stderr);
    const read = /Passed with production profile: 0 failure\(s\), 0 warning\(s\) on (\d+) files/.exec(stderr);
    const inRoles = rolesOf(full).filter(({ path }) => path.endsWith('.yml'));
    assert.ok(Number(read?.[1]) > own.length + inRoles.length, stderr);
  });
});

toolTest(playbooks, ['ansible-lint'], 'a fault in a role or in a playbook is found', () =>
  withFolder(async (folder) => {
    const install = join(folder, 'install');
    const fault = '- name: Fault\n  ansible.builtin.shell: echo x\n';
    put(install, 'roles/notice/tasks/main.yml', `---\n${fault}`);
    const play = '---\n- name: Fault\n  hosts: localhost\n  gather_facts: false\n  tasks:\n';
    put(install, 'ansible-fault.yml', `${play}${fault.replace(/^(?=.)/gm, '    ')}`);
    putImporting(install, ['ansible-fault.yml']);
    const { status, stdout, stderr } = await lint(install, [EVERY, 'roles']);
    assert.is(status, 2, stdout + stderr);
    assert.match(stdout, /no-changed-when.*\n.*roles\/notice\/tasks\/main\.yml/);
    assert.match(stdout, /no-changed-when.*\n.*ansible-fault\.yml/);
  }),
);

playbooks('hold no word that would silence ansible-lint', () => {
  const silence = /noqa|skip_list|ignore_errors|warn_list/;
  for (const { files } of installs())
    for (const { path, content } of files)
      if (/\.(yml|cfg)$/.test(path)) assert.not.match(String(content), silence, path);
});

playbooks.run();
