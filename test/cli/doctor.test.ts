import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { inJson } from '../../packages/cli/src/answer.ts';
import { doctor as doctorCommand } from '../../packages/cli/src/commands/doctor.ts';
import { painter, type Terminal } from '../../packages/cli/src/terminal.ts';
import { ANSIBLE_VERSIONS, isAnsibleSupported } from '../../packages/core/src/facts/ansible.ts';
import { dnsRecords } from '../../packages/core/src/phases/index.ts';
import { answerOf } from '../support/answers-schema.ts';
import { type Ended, put, withFolder } from '../support/scratch.ts';
import { freePort, keygen, knownHost, SSHD_TOOLS, sshd } from '../support/sshd.ts';
import { toolTest } from '../support/tool.ts';
import { fullConfig } from './standins.ts';
import { ends, harmless, listTree, uegen } from './support.ts';

const doctor = suite('uegen doctor');

interface Finding {
  subject: string;
  state: 'ok' | 'later' | 'bad';
  what: string;
  todo?: string;
}

/** A folder with a config, its output folder and the programs on the PATH. */
interface Patient {
  folder: string;
  config: string;
  root: string;
  bin: string;
  /** What doctor says, run in this process. */
  ask(options?: { json?: boolean }): Promise<Ended>;
  /** The findings, by their subjects; fails unless the exit code is that. */
  findings(code: number): Promise<Map<string, Finding>>;
}

const DF = 'echo "/dev/sda1 100000000 1 90000000 1% /"';
const MACHINE = `echo "Welcome, traveller"; echo uegen-doctor; /bin/date +%s; ${DF}; echo uegen-root; echo uegen-granted`;

/** Every program as it is where nothing is wrong. */
const HEALTHY: Readonly<Record<string, string>> = {
  'ansible-playbook': 'echo "ansible-playbook [core 2.14.18]"',
  'ssh-keygen': 'echo ssh-ed25519 AAAA',
  sudo: 'exit 0',
  df: DF,
  docker: 'case "$*" in *--version*) echo \'{"version": "1.10.4"}\' ;; *) echo 1.13.1 ;; esac',
  ssh: MACHINE,
};

const INSTALLER = '#!/bin/bash\n# mesosphere/dcos-genconf:0123-abc\n#EOF#\n';
const SUM = createHash('sha256').update(INSTALLER).digest('hex');

function patientIn(folder: string, ...edits: readonly (readonly [string, string])[]): Patient {
  const key = put(folder, 'key.pem', 'a key\n', 0o600);
  const text = [
    ['/home/centos/belugarKey.pem', key] as const,
    [`sha256:${'5'.repeat(64)}`, `sha256:${SUM}`] as const,
    ...edits,
  ].reduce((config, [from, to]) => {
    assert.ok(config.includes(from), `the config holds no ${from}`);
    return config.replace(from, to);
  }, fullConfig());
  const config = put(folder, 'config.yml', text);
  const [root, bin] = [join(folder, 'out'), join(folder, 'bin')];
  const programs = { ...HEALTHY, getent: resolving(text) };
  for (const [program, body] of Object.entries(programs)) put(bin, program, `#!/bin/bash\n${body}\n`, 0o755);
  put(root, 'install/dcos_generate_config.sh', INSTALLER);
  chmodSync(join(root, 'install'), 0o755);
  const ask: Patient['ask'] = async ({ json = false } = {}) => {
    const ended: Ended = { status: null, stdout: '', stderr: '' };
    const terminal: Terminal = {
      out: (text) => {
        ended.stdout += text;
      },
      err: (text) => {
        ended.stderr += text;
      },
      tell: (text) => {
        ended.stderr += text;
      },
      paintOut: painter(false),
      paintErr: painter(false),
      width: 80,
      height: 24,
    };
    const { PATH } = process.env;
    process.env.PATH = bin;
    try {
      const look = (where: Terminal) => doctorCommand({ config, out: root }, where);
      ended.status = await (json ? inJson(terminal, look) : look(terminal));
    } finally {
      process.env.PATH = PATH;
    }
    harmless(ended);
    return ended;
  };
  const findings: Patient['findings'] = async (code) => {
    const answer = answerOf('doctor', ends(await ask({ json: true }), code).stdout);
    assert.is(answer.status, code === 0 ? 'ok' : 'bad');
    return new Map((answer.findings as Finding[]).map((finding) => [finding.subject, finding]));
  };
  return { folder, config, root, bin, ask, findings };
}

/** A getent that answers as the DNS table of a config says. */
function resolving(text: string): string {
  const { cluster } = generate(text);
  if (cluster === undefined) throw new Error('the config has errors');
  const cases = dnsRecords(cluster).map(({ name, right }) => `${name}) echo "${right[0]} STREAM ${name}" ;;`);
  return `case "$2" in ${cases.join(' ')} *[!0-9.]*) exit 2 ;; *) echo "$2 STREAM" ;; esac`;
}

doctor('with nothing in the way each thing has its line, and nothing is touched', () =>
  withFolder(async (folder) => {
    const patient = patientIn(folder);
    const before = listTree(folder, { times: true });
    // As it ships.
    const args = ['doctor', '--config', patient.config, '--out', patient.root];
    const { stdout } = ends(await uegen(args, { env: { PATH: patient.bin } }), 0);
    assert.equal(listTree(folder, { times: true }), before);
    assert.match(stdout, /^ {2}ok +ansible +2\.14\.18; 2\.9\.27 to 2\.16 is wanted$/m);
    assert.match(stdout, /^ {2}ok +DC\/OS +1\.10\.4$/m);
    assert.match(stdout, /^ {2}ok +disk +85\.8 GiB free in /m);
    assert.match(stdout, /^ {2}ok +agent7 \(172\.31\.0\.164\) +answers; 85\.8 GiB free$/m);
    assert.match(stdout, /\nNo problems found\.\n$/);
    const korean = ends(await uegen(args, { env: { PATH: patient.bin, LC_ALL: 'ko_KR.UTF-8' } }), 0).stdout;
    assert.match(korean, /^ {2}정상 +agent7 \(172\.31\.0\.164\) +응답함; 여유 공간 85\.8 GiB$/m);
    assert.match(korean, /\n문제가 없습니다\.\n$/);
    const findings = await patient.findings(0);
    assert.equal([...new Set([...findings.values()].map(({ state }) => state))], ['ok']);
    const { cluster } = generate(readFileSync(patient.config, 'utf8'));
    for (const { address } of [...(cluster?.nodes ?? []), ...(cluster?.uninstalling ?? [])])
      assert.ok(
        [...findings.keys()].some((subject) => subject.endsWith(`(${address})`)),
        address,
      );
    for (const { name } of cluster === undefined ? [] : dnsRecords(cluster))
      assert.ok(findings.has(name), name);
  }),
);

interface Case {
  title: string;
  /** What is wrong, program by program; `-` takes one away. */
  programs?: Readonly<Record<string, string>>;
  spoil?(patient: Patient): void;
  edits?: readonly (readonly [string, string])[];
  subject: string;
  state?: 'later' | 'ok';
  says: RegExp;
}

const recorded = (...done: readonly string[]) => {
  const phases = Object.fromEntries(done.map((name) => [name, { done: '2026-02-03T04:05:06Z', inputs: {} }]));
  return ({ root }: Patient) =>
    put(root, '.uegen/state.json', JSON.stringify({ format: 1, phases, members: [], values: {} }), 0o600);
};

const AGENT = 'agent1 (172.31.6.35)';
const LEAVER = 'agent7 (172.31.0.164)';

const CASES: readonly Case[] = [
  {
    title: 'an ansible that is too new',
    programs: { 'ansible-playbook': 'echo "ansible-playbook [core 2.17.1]"' },
    subject: 'ansible',
    says: /^2\.17\.1; 2\.9\.27 to 2\.16 is wanted: see the guide's .*ansible/,
  },
  {
    title: 'no ansible',
    programs: { 'ansible-playbook': '-' },
    subject: 'ansible',
    says: /^the program ansible-playbook is missing; .* is wanted: see the guide's/,
  },
  {
    title: 'an ansible that breaks',
    programs: { 'ansible-playbook': 'echo "no module named jinja2" >&2; exit 1' },
    subject: 'ansible',
    says: /--version fails: no module named jinja2/,
  },
  {
    title: 'a folder in which ansible ignores its settings',
    spoil: ({ root }) => chmodSync(join(root, 'install'), 0o777),
    subject: 'ansible.cfg',
    says: /^everybody may write to .*: chmod o-w /,
  },
  {
    title: 'a key that is not there',
    spoil: ({ folder }) => rmSync(join(folder, 'key.pem')),
    subject: 'ssh key',
    says: /key\.pem is missing: ansible_ssh_private_key_file names it$/,
  },
  {
    title: 'a key that others may read',
    spoil: ({ folder }) => chmodSync(join(folder, 'key.pem'), 0o644),
    subject: 'ssh key',
    says: /^others may read .*key\.pem \(0644\), so ssh refuses it: chmod 600$/,
  },
  {
    title: 'host keys that nobody collected',
    edits: [['/dev/null', '/nonexistent/known_hosts']],
    subject: 'ssh key',
    says: /^\/nonexistent\/known_hosts can't be read: ssh\.known-hosts names it, /,
  },
  {
    title: 'a key with a passphrase',
    programs: {
      'ssh-keygen': 'echo "Load key: incorrect passphrase supplied to decrypt private key" >&2; exit 255',
    },
    subject: 'ssh key',
    says: /has a passphrase: remove it with ssh-keygen -p -f /,
  },
  {
    title: 'a key that is none',
    programs: { 'ssh-keygen': 'echo "Load key: invalid format" >&2; exit 255' },
    subject: 'ssh key',
    says: /is no private key .*: Load key: invalid format: name another one/,
  },
  {
    title: 'a full disk here',
    programs: { df: 'echo "/dev/sda1 100 1 1048576 1% /"' },
    subject: 'disk',
    says: /^1\.0 GiB free in .*; 5 are wanted: make room/,
  },
  {
    title: 'no Docker, before install',
    programs: { docker: '-' },
    subject: 'Docker',
    state: 'later',
    says: /^the program docker is missing: uegen run install brings it$/,
  },
  {
    title: 'no Docker, after install',
    programs: { docker: '-' },
    spoil: recorded('install'),
    subject: 'Docker',
    says: /^the program docker is missing/,
  },
  {
    title: 'a Docker that does not run',
    programs: { docker: 'echo "Cannot connect to the Docker daemon" >&2; exit 1', sudo: 'shift; exec "$@"' },
    subject: 'Docker',
    says: /^it doesn't answer: Cannot connect to the Docker daemon: sudo systemctl start docker$/,
  },
  {
    title: 'no installer, before download',
    spoil: ({ root }) => rmSync(join(root, 'install/dcos_generate_config.sh')),
    subject: 'dcos_generate_config.sh',
    state: 'later',
    says: /is missing: uegen run download brings it$/,
  },
  {
    title: 'another installer than the first one',
    edits: [[`installer-checksum: sha256:${SUM}`, 'installer-checksum:']],
    spoil: ({ root }) => put(root, '.uegen/installer-checksum', `${'0'.repeat(64)}\n`),
    subject: 'dcos_generate_config.sh',
    says: new RegExp(`^sha256:${SUM} is not the first one that was here, sha256:0{64}: delete `),
  },
  {
    title: 'another installer than config.yml names',
    edits: [[SUM, '1'.repeat(64)]],
    subject: 'dcos_generate_config.sh',
    says: /is not the sha256:1{64} of dcos\.installer-checksum: delete /,
  },
  {
    title: 'an installer that is too new',
    programs: { docker: 'case "$*" in *--version*) echo \'{"version": "2.0.3"}\' ;; *) echo 1.13.1 ;; esac' },
    subject: 'DC/OS',
    says: /^2\.0\.3; 1\.10 is wanted: take the installer of the guide's/,
  },
  {
    title: 'something else in place of the installer',
    spoil: ({ root }) => put(root, 'install/dcos_generate_config.sh', '<html>\n'),
    subject: 'DC/OS',
    says: /names no image of DC\/OS' installer: delete /,
  },
  {
    title: 'an installer whose image is not unpacked',
    programs: { docker: 'case "$*" in *inspect*) exit 1 ;; *) echo 1.13.1 ;; esac' },
    subject: 'DC/OS',
    state: 'ok',
    says: /^its version shows once genconf has unpacked it$/,
  },
  {
    title: 'a machine that is off',
    programs: { ssh: 'echo "ssh: connect to host: No route to host" >&2; exit 255' },
    subject: AGENT,
    says: /^can't be reached: ssh: connect to host: No route to host: check that it is running and that port 22 is open/,
  },
  {
    title: 'a machine that leaves and is off',
    programs: { ssh: 'exit 255' },
    subject: LEAVER,
    state: 'later',
    says: /it leaves: where it is gone, uegen node settle$/,
  },
  {
    title: 'a machine that refuses the user',
    programs: { ssh: 'echo "centos@x: Permission denied (publickey)." >&2; exit 255' },
    subject: AGENT,
    says: /^refuses centos: .*Permission denied .*: put the key into that user's authorized_keys there$/,
  },
  {
    title: 'a machine with another host key',
    programs: {
      ssh: `echo "@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @" >&2; exit 255`,
    },
    subject: AGENT,
    says: /^its key is not the one that \/dev\/null has: where it was installed anew, ssh-keygen -R 172\.31\.6\.35 -f \/dev\/null$/,
  },
  {
    title: 'a machine with something else behind its port',
    programs: { ssh: 'echo "This service allows sftp connections only."; exit 1' },
    subject: AGENT,
    says: /^answers something else: This service allows sftp connections only\.: log in with ssh -o \S+ -o \S+ -i /,
  },
  {
    title: 'clocks that are behind',
    programs: { ssh: MACHINE.replace('/bin/date +%s', 'echo $(( $(/bin/date +%s) - 300 ))') },
    subject: AGENT,
    says: /^its clock is (?:29\d|300) seconds behind: start ntpd or chronyd there; uegen run install does$/,
  },
  {
    title: 'clocks that are ahead',
    programs: { ssh: MACHINE.replace('/bin/date +%s', 'echo $(( $(/bin/date +%s) + 60 ))') },
    subject: AGENT,
    says: /^its clock is (?:5\d|60) seconds ahead: /,
  },
  {
    title: 'full disks, of which the fullest counts',
    programs: { ssh: MACHINE.replace(DF, `${DF}; echo "/dev/sdb1 100 1 2097152 98% /var"`) },
    subject: AGENT,
    says: /^2\.0 GiB free in \/ or \/var: make room: 5 are wanted$/,
  },
  {
    title: 'a sudo that asks, beside a clock that is off',
    programs: {
      ssh: MACHINE.replace('echo uegen-granted', 'echo "sudo: a password is required"').replace(
        '/bin/date +%s',
        'echo 1000000000',
      ),
    },
    subject: AGENT,
    says: /^its clock is \d+ seconds behind; sudo refuses centos: sudo: a password is required: .*NOPASSWD/,
  },
  {
    title: 'text of a machine that would move the cursor, hide itself, or never end',
    programs: {
      ssh: 'printf "\\e[2J\\e]0;title\\a\\xe2\\x80\\xaeHello %0400d" 7 >&2; /usr/bin/head -c 300000 /dev/zero >&2; exit 1',
    },
    subject: AGENT,
    says: /^answers something else: \]0;titleHello 0{100,200}…: log in/,
  },
  {
    title: 'a name that does not resolve',
    programs: { getent: 'exit 2' },
    subject: 'gitlab.pas-mini.io',
    says: /^gitlab\.pas-mini\.io doesn't resolve: make the record of install\/dns-records\.md$/,
  },
  {
    title: 'a name that leads elsewhere',
    programs: { getent: 'case "$2" in *[!0-9.]*) echo "10.9.8.7 STREAM $2" ;; *) echo "$2 STREAM" ;; esac' },
    subject: 'gitlab.pas-mini.io',
    says: /^gitlab\.pas-mini\.io resolves to 10\.9\.8\.7 and not to /,
  },
  {
    title: 'a record for all names that takes that of GitLab along',
    edits: [['    gitlab: 52.78.60.43\n', '']],
    programs: {
      getent: 'case "$2" in *[!0-9.]*) echo "52.79.51.79 STREAM $2" ;; *) echo "$2 STREAM" ;; esac',
    },
    subject: 'gitlab.pas-mini.io',
    says: /^gitlab\.pas-mini\.io resolves to 52\.79\.51\.79, which is the public agent: /,
  },
  {
    title: 'no program that looks names up',
    programs: { getent: '-' },
    subject: 'DNS',
    state: 'later',
    says: /getent is missing/,
  },
];

for (const { title, programs = {}, spoil, edits = [], subject, state = 'bad', says } of CASES)
  doctor(`${title}: ${state}`, () =>
    withFolder(async (folder) => {
      const patient = patientIn(folder, ...edits);
      for (const [program, body] of Object.entries(programs)) {
        rmSync(join(patient.bin, program));
        if (body !== '-') put(patient.bin, program, `#!/bin/bash\n${body}\n`, 0o755);
      }
      spoil?.(patient);
      const findings = await patient.findings(state === 'bad' || subject === LEAVER ? 1 : 0);
      const found = findings.get(subject);
      assert.ok(found, [...findings.keys()].join());
      assert.is(found.state, state);
      assert.match([found.what, found.todo].filter(Boolean).join(': '), says);
    }),
  );

doctor('one that never answers keeps nobody waiting for long, and the others show', () =>
  withFolder(async (folder) => {
    const patient = patientIn(folder);
    put(
      patient.bin,
      'ssh',
      `#!/bin/bash\ncase "$*" in *172.31.6.35*) /bin/sleep 300 & echo $! >${folder}/pid; wait ;; *) ${MACHINE} ;; esac\n`,
      0o755,
    );
    const began = Date.now();
    const { stdout } = ends(await patient.ask(), 1);
    assert.ok(Date.now() - began < 60_000);
    assert.match(stdout, /^ {2}bad +agent1 \(172\.31\.6\.35\) +doesn't answer within 20 seconds: /m);
    assert.match(stdout, /^ {2}ok +agent2 /m);
    assert.match(stdout, /\n1 of \d+ need fixing\.\n$/);
    process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')));
  }),
);

doctor('a config with errors is told as everywhere, and nobody is asked', () =>
  withFolder(async (folder) => {
    const patient = patientIn(folder);
    put(folder, 'config.yml', readFileSync(patient.config, 'utf8').replace('ssh_port: 22', 'ssh_port: x'));
    put(patient.bin, 'ssh', `#!/bin/bash\n: >${folder}/asked\n`, 0o755);
    assert.match(ends(await patient.ask(), 1).stderr, /ssh_port/);
    assert.not.ok(existsSync(join(folder, 'asked')));
  }),
);

doctor('the range of ansible is that of the playbooks', () => {
  for (const version of ['2.9.27', '2.9.27.post0', '2.10.17', '2.14.18', '2.16', '2.16.14'])
    assert.ok(isAnsibleSupported(version), version);
  for (const version of ['2.9.26', '2.8.20', '1.9.6', '2.17.0', '2.17.0rc1', '2.20', '3.0', '2', '', 'devel'])
    assert.not.ok(isAnsibleSupported(version), version);
  const { first, last } = ANSIBLE_VERSIONS;
  assert.match(
    readFileSync('docs/playbooks.md', 'utf8'),
    `ansible ${first} of EPEL 7 to ansible-core ${last} will do`,
  );
  assert.match(
    readFileSync('packages/templates/src/ansible.cfg.ejs', 'utf8'),
    `ansible ${first.replace(/\.\d+$/, '')} to ansible-core ${last} `,
  );
});

toolTest(doctor, SSHD_TOOLS, 'a real sshd is asked, and a changed or unknown key is told', () =>
  withFolder(async (folder) => {
    const patient = patientIn(
      folder,
      ['ansible_user: centos', 'ansible_user: root'],
      ['known-hosts: /dev/null', 'known-hosts:'],
    );
    rmSync(join(folder, 'key.pem'));
    for (const name of ['key.pem', 'host', 'other']) keygen(join(folder, name));
    // What machines have.
    put(folder, 'far/sudo', '#!/bin/bash\nexit 0\n', 0o755);
    put(folder, 'far/df', `#!/bin/bash\n${DF}\n`, 0o755);
    const port = await freePort();
    const server = await sshd(folder, port);
    try {
      // Only the address is another one.
      put(
        patient.bin,
        'ssh',
        `#!/bin/bash\nHOME=${folder} exec /usr/bin/ssh -o HostName=127.0.0.1 -p ${port} -o GlobalKnownHostsFile=${folder}/known "$@"\n`,
        0o755,
      );
      put(patient.bin, 'ssh-keygen', `#!/bin/bash\nexec /usr/bin/ssh-keygen "$@"\n`, 0o755);
      const what = async (code: number) => (await patient.findings(code)).get(AGENT)?.what ?? '';
      const findings = await patient.findings(0);
      assert.is(findings.get('ssh key')?.state, 'ok');
      assert.match(findings.get(AGENT)?.what ?? '', /^answers; \d+(?:\.\d)? GiB free$/);
      put(folder, 'known', knownHost(port, join(folder, 'other.pub')));
      assert.match(await what(1), /^its key is not the one that ~\/\.ssh\/known_hosts has/);

      // With a file of keys of its own, only those are taken.
      put(folder, 'known', '');
      const pinned = put(folder, 'pinned', '');
      put(
        folder,
        'config.yml',
        readFileSync(patient.config, 'utf8').replace('known-hosts:\n', `known-hosts: ${pinned}\n`),
      );
      assert.is(await what(1), `${pinned} has no key of it`);
      put(folder, 'pinned', knownHost(port, join(folder, 'other.pub')));
      assert.is(await what(1), `its key is not the one that ${pinned} has`);
      put(folder, 'pinned', knownHost(port, join(folder, 'host.pub')));
      assert.match(await what(0), /^answers; /);
    } finally {
      server.kill();
    }
  }),
);

doctor.run();
