import { readdirSync } from 'node:fs';
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

  toolTest(playbooks, ['ansible-lint'], `${scenario}: ansible-lint finds nothing`, () =>
    withInstall(files, async (install) => {
      // The roles are the same everywhere.
      const targets = scenario === 'full' ? [...fresh, 'roles'] : fresh;
      const { status, stdout, stderr } = await lint(install, targets);
      assert.is(status, 0, stdout + stderr);
      const read = /Passed with production profile: 0 failure\(s\), 0 warning\(s\) on (\d+) files/.exec(
        stderr,
      );
      const roles = readdirSync(join(install, 'roles'), { recursive: true, encoding: 'utf8' });
      const expected = scenario === 'full' ? roles.filter((path) => path.endsWith('.yml')).length : 0;
      assert.ok(Number(read?.[1]) >= fresh.length + expected, stderr);
    }),
  );
}

toolTest(playbooks, ['ansible-lint'], 'a fault in a role is found', () => {
  const { files } = generateScenario('valid', 'full');
  return withInstall(
    files.filter(({ path }) => path.startsWith('install/')),
    async (install) => {
      put(install, 'roles/notice/tasks/main.yml', '---\n- name: Fault\n  ansible.builtin.shell: echo x\n');
      const { status, stdout, stderr } = await lint(install, ['roles/notice']);
      assert.is(status, 2, stdout + stderr);
      assert.match(stdout, 'no-changed-when');
    },
  );
});

playbooks('hold no word that would silence ansible-lint', () => {
  const silence = /noqa|skip_list|ignore_errors|warn_list/;
  for (const { files } of installs())
    for (const { path, content } of files)
      if (/\.(yml|cfg)$/.test(path)) assert.not.match(String(content), silence, path);
});

playbooks.run();
