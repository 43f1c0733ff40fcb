import { generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { needsOf, phases, readsOf } from '../../packages/core/src/phases/index.ts';
import { VARIABLE_FILES, variablesIn } from '../../packages/core/src/plan/variables.ts';
import { PLATFORM_SETTINGS } from '../../packages/core/src/steps/platform.ts';
import { readsFile, readsVariable } from '../../packages/core/src/steps/reads.ts';
import { roles } from '../../packages/templates/src/generated/index.ts';
import { fullConfig } from '../cli/standins.ts';
import { imageResources } from '../support/image-resources.ts';
import { generateScenario, scenarioNames } from '../support/scenarios.ts';

const reads = suite('phases: what they read');

/** The tree in which every phase has something to do, and what each of them reads of it. */
function everything() {
  const { files, cluster } = generate(fullConfig(), { resources: imageResources() });
  if (cluster === undefined) throw new Error('the full config has mistakes');
  const all = phases.map((phase) => ({ phase, reads: readsOf(phase, cluster) }));
  const variables = VARIABLE_FILES.flatMap((path) =>
    variablesIn(path, String(files.find((file) => file.path === path)?.content)),
  );
  return { files, cluster, all, variables: [...new Set(variables)] };
}

reads('every file that they read is made by uegen, or by whom they say', () => {
  const { files, cluster, all } = everything();
  for (const { phase, reads } of all) {
    const others = needsOf(phase, cluster).filter(({ from }) => from !== 'build');
    for (const path of reads.files) {
      const isMade = files.some((file) => file.path === path || file.path.startsWith(`${path}/`));
      assert.ok(isMade || others.some((need) => need.path === path), `${phase.name}: ${path}`);
    }
  }
});

// People read or run the first three; the others say how machines and GitLab are reached.
const READ_BY_NO_PHASE = [
  'RUNBOOK.md',
  'install/dns-records.md',
  'install/fill-mirror.sh',
  'install/ansible.cfg',
  'install/gitlab/credentials',
  ...VARIABLE_FILES,
  // Another password alone makes its phase due.
  'install/ansible-db-password.yml',
];

reads('every file that uegen makes is read by a phase, so that no change of it is left out', () => {
  const rolesRead = new Set<string>();
  for (const name of scenarioNames('valid')) {
    const { files, cluster } = generateScenario('valid', name);
    if (cluster === undefined) throw new Error(`${name} has mistakes`);
    // Also of those that have nothing to do in this cluster.
    const all = phases.map(({ idle, ...phase }) => readsOf(phase, cluster));
    for (const { path } of files) {
      const isRead = all.some((one) => readsFile(one, path));
      const [, role] = /^install\/roles\/(\w+)\//.exec(path) ?? [];
      if (role === undefined) assert.ok(isRead || READ_BY_NO_PHASE.includes(path), `${name}: ${path}`);
      else if (isRead) rolesRead.add(role);
    }
  }
  // notice is played where there is nothing to do, db_password where the password is another one.
  assert.equal([...rolesRead, 'db_password', 'notice'].sort(), Object.keys(roles));
});

// For playbooks of an operator's own, as in the inventory that the guide's step made.
const OF_THE_GUIDE = ['registry_host'];
// The phase cadvisor reads it as the file in which it stands.
const OF_ITS_FILE = 'uengine-cloud-server.cadvisor';

reads("every variable but the guide's is one that some phase reads", () => {
  const { all, variables } = everything();
  const unread = variables.filter((name) => !all.some(({ reads }) => readsVariable(reads, name)));
  assert.equal(unread, [...OF_THE_GUIDE, OF_ITS_FILE]);
});

reads('every variable of a role is set by uegen, by its plays, or by its own default', () => {
  const { files, variables } = everything();
  const playbooks = files.filter(({ path }) => /^install\/ansible-(?!hosts)[\w-]+\.yml$/.test(path));
  const ofPlays = playbooks.flatMap(({ content }) =>
    parse(String(content)).flatMap(({ vars }: { vars?: object }) => Object.keys(vars ?? {})),
  );
  for (const [role, { variables: used }] of Object.entries(roles)) {
    const own = files.find(({ path }) => path === `install/roles/${role}/defaults/main.yml`);
    const defaults = own === undefined ? [] : Object.keys(parse(String(own.content)));
    for (const name of used) {
      const [root = ''] = name.split('.');
      const isSet = variables.some(
        (one) => one === name || one.startsWith(`${name}.`) || name.startsWith(`${one}.`),
      );
      // uegen run gives the confirmation, notice is played where there is nothing to do, and a runner with a token of its
      // own, as here, is registered already.
      const isSaid = ['uninstall_confirm', 'notice_text', 'runner_registration_token'].includes(root);
      assert.ok(isSet || isSaid || [...ofPlays, ...defaults].includes(root), `${role}: ${name}`);
    }
  }
});

reads('what a phase leaves to others is what it reads, and what another carries', () => {
  const { all, variables, files } = everything();
  for (const { phase, reads } of all)
    for (const name of reads.except) {
      const carried = (
        list: readonly string[],
        isIn: (one: (typeof all)[number]['reads'], name: string) => boolean,
      ) => list.some((one) => all.some((other) => other.phase !== phase && isIn(other.reads, one)));
      const everything = { ...reads, except: [] };
      const asFile = files
        .map(({ path }) => path)
        .filter((path) => path === name || path.startsWith(`${name}/`));
      const asVariable = variables.filter((one) => one === name || one.startsWith(`${name}.`));
      assert.ok(
        asFile.some((path) => readsFile(everything, path)) ||
          asVariable.some((one) => readsVariable(everything, one)),
        `${phase.name} doesn't read ${name}`,
      );
      const inItsFile = name === OF_ITS_FILE && carried([PLATFORM_SETTINGS], readsFile);
      assert.ok(
        inItsFile || carried(asFile, readsFile) || carried(asVariable, readsVariable),
        `nobody carries ${name}`,
      );
    }
});

reads('what opens something, takes something away or only asks waits to be named', () => {
  const named = phases.filter((phase) => phase.named).map(({ name }) => name);
  assert.equal(named, [
    'ssh-root-login',
    'ssh-root-login-revert',
    'inspect',
    'gracefully-remove-agent',
    'uninstall',
    'replace-master',
    'reconfigure',
    'upgrade-docker',
    'db-password',
    'clean',
    'renew-ssh-key',
  ]);
  for (const phase of phases) if (phase.destroys) assert.ok(phase.named && phase.nodes, phase.name);
});

reads.run();
