import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { phases } from '../../packages/core/src/phases/index.ts';
import { put, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';
import { fullConfig, giveAway, stageIn } from './standins.ts';
import { ends, NOBODY, node16, oneError, uegen, untouched } from './support.ts';

const run = suite('uegen run');

const PINNED = ['-o', 'StrictHostKeyChecking=yes', '-o', 'UserKnownHostsFile=/dev/null'];
const INSTALLER = ['bash', 'dcos_generate_config.sh'];
const ARCHIVE = 'genconf/dcos-install.tar.new';

/** What each phase runs in install/, spelled out once more; `root` marks what needs root. */
const COMMANDS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'bootstrap-tools': [['ansible-playbook', 'ansible-bootstrap-tools.yml']],
  download: [['bash', 'download.sh']],
  hostname: [['ansible-playbook', 'ansible-hostname.yml']],
  'ssh-root-login': [['ansible-playbook', 'ansible-ssh-root-login.yml']],
  'static-ip': [['ansible-playbook', 'ansible-static-ip.yml']],
  'data-disk': [['ansible-playbook', 'ansible-data-disk.yml']],
  install: [['ansible-playbook', 'ansible-install.yml']],
  genconf: [
    ['install', '-m', '0600', '/home/centos/belugarKey.pem', 'genconf/ssh_key'],
    ['root', ...INSTALLER, '--genconf'],
    ['root', 'tar', '-cf', ARCHIVE, '-C', 'genconf/serve', '--exclude', './dcos-install.tar', '.'],
    ['root', 'mv', '-f', ARCHIVE, 'genconf/serve/dcos-install.tar'],
  ],
  preflight: [['root', ...INSTALLER, '--preflight']],
  deploy: [['root', ...INSTALLER, '--deploy']],
  postflight: [['root', ...INSTALLER, '--postflight']],
  health: [['ansible-playbook', 'ansible-health.yml']],
  'ssh-root-login-revert': [['ansible-playbook', 'ansible-ssh-root-login.yml', '--tags', 'revert']],
  'dcos-token': [
    ['ssh', ...PINNED, '-i', '/home/centos/belugarKey.pem', '-p', '22', 'centos@172.31.12.143', 'bash -s --'],
  ],
  inspect: [['ansible-playbook', 'ansible-inspect.yml']],
  'add-agent': [['ansible-playbook', 'ansible-add-agent.yml']],
  'gracefully-remove-agent': [['ansible-playbook', 'ansible-gracefully-remove-agent.yml']],
  uninstall: [['ansible-playbook', 'ansible-uninstall.yml', '-e', 'uninstall_confirm=yes']],
  'replace-master': [['ansible-playbook', 'ansible-replace-master.yml']],
  reconfigure: [['ansible-playbook', 'ansible-reconfigure.yml']],
  'upgrade-docker': [['ansible-playbook', 'ansible-upgrade-docker.yml']],
  gitlab: [['ansible-playbook', 'ansible-gitlab.yml']],
  'gitlab-token': [
    ['ssh', ...PINNED, '-i', '/home/centos/belugarKey.pem', '-p', '22', 'centos@172.31.15.249', 'bash -s'],
  ],
  'ci-runner': [['ansible-playbook', 'ansible-ci-runner.yml']],
  'gitlab-projects': [['bash', 'gitlab-projects.sh']],
  package: [
    ['bash', 'template-upload.sh'],
    ['bash', 'docker-build.sh'],
  ],
  'db-password': [
    ['bash', 'docker-build.sh', '--pushed'],
    ['bash', 'package-deploy.sh', '--check'],
    ['ansible-playbook', 'ansible-db-password.yml'],
    ['bash', 'package-deploy.sh', '--database-password-set'],
  ],
  apps: [['bash', 'package-deploy.sh']],
  'restart-cloud-server': [
    ['bash', 'template-upload.sh', 'cloud-config-repository'],
    ['bash', 'package-deploy.sh', '--restart', 'cloud-server'],
  ],
  cadvisor: [
    ['ansible-playbook', 'ansible-cadvisor-proxy.yml'],
    ['bash', 'template-upload.sh', 'cloud-config-repository'],
  ],
  'gitlab-backup': [['ansible-playbook', 'ansible-gitlab-backup.yml']],
  backup: [['ansible-playbook', 'ansible-backup.yml']],
  clean: [['ansible-playbook', 'ansible-clean.yml']],
  'renew-ssh-key': [['ansible-playbook', 'ansible-renew-ssh-key.yml']],
};

const withSudo = (argv: readonly string[]) => (argv[0] === 'root' ? ['sudo', ...argv.slice(1)] : argv);
const asRoot = (argv: readonly string[]) => (argv[0] === 'root' ? argv.slice(1) : argv);
const isRoot = process.getuid?.() === 0;
const mine = isRoot ? asRoot : withSudo;

const nodes = Object.entries({ 'this Node': process.execPath, 'Node 16': node16 });
for (const [name, node] of nodes) {
  if (node === undefined) {
    console.log(`skipped uegen run on ${name}: it is not installed`);
    continue;
  }
  run(`${name}: every phase runs exactly its programs, in install/, and says so before`, () =>
    withFolder(async (folder) => {
      const { run: runPhase, calls, root } = await stageIn(folder);
      assert.equal(
        Object.keys(COMMANDS),
        phases.map((phase) => phase.name),
      );
      for (const phase of phases) {
        const before = calls().length;
        const { stderr, stdout } = ends(await runPhase([phase.name, '--yes'], { node }), 0);
        const made = calls().slice(before);
        assert.equal(
          made.map(({ argv }) => argv),
          (COMMANDS[phase.name] ?? []).map(mine),
          phase.name,
        );
        for (const call of made) assert.is(call.folder, join(root, 'install'));
        const said = stderr.split('\n').filter((line) => line.startsWith('$ '));
        const preview = ends(await runPhase([phase.name, '--dry-run'], { node }), 0).stdout;
        assert.equal(said.map((line) => `${line.slice(2)}\n`).join(''), preview);
        // Of what is fetched, the number of a project shows, and no secret.
        assert.match(stdout, phase.name === 'gitlab-projects' ? /^gitlab-projects: .* is 7, / : /^$/);
      }
      assert.ok(calls().every(({ argv }) => !argv.join(' ').includes('Okapi')));
    }),
  );
}

run('of the two scripts of package, only docker-build.sh takes extra arguments', () =>
  withFolder(async (folder) => {
    const { run: runPhase } = await stageIn(folder);
    const { stdout } = ends(await runPhase(['package', '--dry-run', '--', '--docker-hub']), 0);
    assert.is(
      stdout,
      '(cd install && bash template-upload.sh)\n(cd install && bash docker-build.sh --docker-hub)\n',
    );
  }),
);

toolTest(run, ['root'], 'without root, the installer goes through sudo and nothing else does', () =>
  withFolder(async (folder) => {
    const { run: runPhase, calls } = await stageIn(folder);
    giveAway(folder, NOBODY);
    for (const name of ['genconf', 'deploy', 'health']) {
      const before = calls().length;
      ends(await runPhase([name], { uid: NOBODY }), 0);
      assert.equal(
        calls()
          .slice(before)
          .map(({ argv }) => argv),
        (COMMANDS[name] ?? []).map(withSudo),
      );
    }
  }),
);

run('the token script goes to the first master over ssh', () =>
  withFolder(async (folder) => {
    const { run: runPhase, calls, root } = await stageIn(folder);
    ends(await runPhase(['dcos-token', '--', 'me@pas-mini.io; id']), 0);
    const [call] = calls();
    assert.is(call?.argv.at(-1), "'me@pas-mini.io; id'");
    assert.is(call?.stdin, readFileSync(join(root, 'install/dcos-token.sh'), 'utf8'));
  }),
);

run('what stands behind -- reaches the program as it is', () =>
  withFolder(async (folder) => {
    const { run: runPhase, calls } = await stageIn(folder);
    const extra = ['--step', '0x10', "it's", '"a b"', '', '--', '-e', 'x=$HOME'];
    ends(await runPhase(['install', '--', ...extra]), 0);
    assert.equal(calls()[0]?.argv, ['ansible-playbook', 'ansible-install.yml', ...extra]);
    ends(await runPhase(['genconf', '--', '-v']), 0);
    const flags = calls().filter(({ argv }) => argv.includes('-v'));
    assert.equal(
      flags.map(({ argv }) => argv),
      [mine(['root', ...INSTALLER, '--genconf', '-v'])],
    );
    oneError(await runPhase(['apps', '--', 'x']), /apps takes no extra arguments/);
    oneError(await runPhase(['--', 'x']), /extra arguments are for a phase/);
  }),
);

run('alone it lists all phases in order with what each still lacks, and starts nothing', () =>
  withFolder(async (folder) => {
    const { run: runPhase, calls, root, bin } = await stageIn(folder);
    const full = ends(await runPhase([]), 0).stdout;
    assert.equal(
      full.match(/^\S+/gm),
      phases.map(({ name }) => name),
    );
    assert.not.match(full, 'lacks');
    rmSync(join(root, 'install/dcos_generate_config.sh'));
    rmSync(join(bin, 'git'));
    const { stdout } = ends(await runPhase([]), 0);
    assert.match(stdout, /^genconf .*: lacks install\/dcos_generate_config\.sh$/m);
    assert.match(stdout, /^package .*: lacks the program git$/m);
    assert.is(calls().length, 0);
  }),
);

run('blank keys, missing files and missing programs are named with the step that brings them', () =>
  withFolder(async (folder) => {
    const blank = fullConfig()
      .replace('Okapi.token.1', '')
      .replace(/(disks|network):\n( .*\n|- .*\n)+/g, '');
    const { run: runPhase, calls, root, bin } = await stageIn(folder, blank);
    oneError(
      await runPhase(['package']),
      /dcos\.token is blank \(.*config\.yml:\d+\): its value is a long-lived token/,
    );
    oneError(await runPhase(['static-ip']), /static-ip has nothing to do: config\.yml names no network/);
    oneError(await runPhase(['data-disk', '--dry-run']), /data-disk has nothing to do/);
    rmSync(join(root, 'install/dcos_generate_config.sh'));
    oneError(
      await runPhase(['deploy']),
      /dcos_generate_config\.sh is missing: 클러스터 설치 \/ 설치파일 다운로드/,
    );
    rmSync(join(bin, 'ansible-playbook'));
    oneError(
      await runPhase(['install']),
      /program ansible-playbook is missing: see the guide's 유틸리티 설치 \/ ansible/,
    );
    oneError(await runPhase(['frobnicate']), /no phase frobnicate/);
    assert.is(calls().length, 0);
  }),
);

run('host keys that nobody collected are missed before a machine is asked', () =>
  withFolder(async (folder) => {
    const keys = join(folder, 'known_hosts');
    const { run: runPhase, calls } = await stageIn(folder, fullConfig().replace('/dev/null', keys));
    const missing = /known_hosts can't be read: ssh\.known-hosts names it, .*ssh-keyscan/;
    for (const phase of ['hostname', 'dcos-token']) oneError(await runPhase([phase]), missing);
    assert.is(calls().length, 0);
    put(folder, 'known_hosts', '');
    ends(await runPhase(['hostname']), 0);
    assert.is(calls().length, 1);
  }),
);

run('a tree that is not what the config gives now is refused, whatever differs', () =>
  withFolder(async (folder) => {
    const { run: runPhase, calls, root, config } = await stageIn(folder);
    const hosts = join(root, 'install/hosts');
    const content = readFileSync(hosts);
    writeFileSync(hosts, `${content}# mine\n`);
    oneError(await runPhase(['install']), /is not what .*config\.yml gives now: install\/hosts$/);
    assert.match(ends(await runPhase([]), 0).stdout, /None can be run yet: .*install\/hosts/);
    writeFileSync(hosts, content);
    ends(await runPhase(['install']), 0);
    writeFileSync(config, fullConfig().replace('agent5: 172.31.7.160', 'agent5: 172.31.7.161'));
    await untouched(root, async () => oneError(await runPhase(['install']), /gives now: .*install\/hosts/));
    rmSync(join(root, '.uegen'), { recursive: true });
    oneError(await runPhase(['install']), /holds no tree of uegen/);
    assert.is(calls().length, 1);
  }),
);

run('a tree with placeholders is refused', () =>
  withFolder(async (folder) => {
    const { run: runPhase, calls, root, config } = await stageIn(folder);
    ends(await uegen(['build', config, '--out', root, '--quiet', '--no-resolve']), 0);
    oneError(await runPhase(['install']), /was built with --no-resolve/);
    assert.is(calls().length, 0);
  }),
);

run('what would make ansible read another inventory is refused', () =>
  withFolder(async (folder) => {
    const { run: runPhase, calls, root } = await stageIn(folder);
    for (const name of ['ANSIBLE_CONFIG', 'ANSIBLE_INVENTORY'])
      oneError(await runPhase(['install'], { env: { [name]: '/etc/x' } }), new RegExp(`${name} is set`));
    chmodSync(join(root, 'install'), 0o777);
    oneError(await runPhase(['install']), /everybody may write to/);
    assert.is(calls().length, 0);
  }),
);

run('a mistake in the config is said, and nothing starts', () =>
  withFolder(async (folder) => {
    const { run: runPhase, calls, config } = await stageIn(folder);
    writeFileSync(config, fullConfig().replace('ssh_port: 22', 'ssh_port: x'));
    oneError(await runPhase(['install']), /config\.yml:\d+/);
    assert.is(calls().length, 0);
  }),
);

run.run();
