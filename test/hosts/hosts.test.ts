import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { bootOf, reboot } from './boot.ts';
import { putBundle, type Wishes, writeInstall } from './cluster.ts';
import { address } from './hosts.ts';
import { assertPlayed, type Played, play as playOn, runPhase } from './playbook.ts';
import { stepsOnHosts } from './steps.ts';

// One cluster's life on hosts that stand in for CentOS 7 machines.
const { step, end, hosts } = stepsOnHosts('playbooks on hosts', 6);

const [BOOTSTRAP, MASTER, PUBLIC, AGENT1, AGENT2, PUBLIC2] = [1, 2, 3, 4, 5, 6].map(address) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const STANDING = [BOOTSTRAP, MASTER, PUBLIC, AGENT1];
const rinetd = () =>
  `rinetd: {source: '${hosts().mirror}/downloads/rinetd.tar.gz', checksum: 'sha256:${hosts().mirror}/downloads/SHASUMS256.txt'}\n`;
const JOINING = { 'add-agent': { agent2: 5 }, 'add-public-agent': { public2: 6 } };

let install: string;

function configure(wishes?: Wishes): void {
  install = writeInstall(hosts(), wishes);
}

const play = (name: string, ...args: string[]) => playOn(hosts(), install, name, ...args);
const run = (name: string, ...args: string[]) => runPhase(hosts(), name, ...args);
const on = (host: string, script: string) => hosts().shell(host, script);
const bootsOf = (all: readonly string[]) => Promise.all(all.map((host) => bootOf(hosts(), host)));
const agentsOfMesos = async () => {
  const answer: { slaves: { hostname: string }[] } = JSON.parse(
    await on(MASTER, 'curl -s localhost:5050/slaves'),
  );
  return answer.slaves.map(({ hostname }) => hostname).sort();
};
const unitOf = (host: string, unit: string) =>
  on(host, `echo $(systemctl is-active ${unit}) $(systemctl is-enabled ${unit} 2>&1)`);
// systemd knows the units of DC/OS 1.10 only by the links that start them at boot.
const agentUnitOf = (host: string, unit = 'dcos-mesos-slave') =>
  on(
    host,
    `echo $(systemctl is-active ${unit}) $(ls /etc/systemd/system/dcos.target.wants | grep -cx ${unit}.service)`,
  );
const listens = async (host: string, port: number) => (await on(host, `ss -Htln 'sport = :${port}'`)) !== '';

function assertOnlyChanged({ changes, output }: Played, host: string, expected: readonly string[]): void {
  assert.equal(changes(host), expected, output);
}

step('check mode says what install would do, and does none of it', async () => {
  configure();
  const before = await bootsOf(STANDING);
  const played = await play('install', '--check', '--diff');
  assertPlayed(played);
  assert.ok(played.changes(AGENT1).includes('docker : Create /etc/docker'), played.output);
  assert.equal(await bootsOf(STANDING), before);
  for (const host of STANDING)
    assert.is(
      await on(host, 'hostname; ls /etc | grep -c ^docker || true; getent group docker | wc -l; getenforce'),
      'localhost\n0\n0\nEnforcing',
    );
});

step('a port that DC/OS needs stops install before anything changes', async () => {
  await on(
    AGENT1,
    `setsid python3 -c "import socket, signal; held = socket.create_server(('', 5051)); signal.pause()" < /dev/null > /dev/null 2>&1 &`,
  );
  const played = await play('install');
  assert.is.not(played.status, 0);
  assert.match(played.output, /agent1 \(10\.77\.0\.14\) listens to ports that DC\/OS needs: 5051\./);
  assert.is(await on(MASTER, 'hostname'), 'localhost');
  await on(AGENT1, 'pkill -f socket.create_server');
});

step('install reboots all machines but its own, and leaves them ready for DC/OS', async () => {
  const before = await bootsOf(STANDING);
  assertPlayed(await run('install'));
  const after = await bootsOf(STANDING);
  assert.equal(
    after.map((boot, index) => boot === before[index]),
    [true, false, false, false],
  );
  for (const [host, name] of [
    [BOOTSTRAP, 'bootstrap'],
    [MASTER, 'master1'],
    [PUBLIC, 'public'],
    [AGENT1, 'agent1'],
  ] as const)
    await assertInstalled(host, name);
  assert.is(await listens(MASTER, 8080), false);
  assert.is(await listens(BOOTSTRAP, 8080), false);
  assert.is(await listens(PUBLIC, 8080), true);
  assert.is(await listens(AGENT1, 8080), true);
});

async function assertInstalled(host: string, name: string): Promise<void> {
  assert.is(await on(host, 'hostname; cat /etc/hostname'), `${name}\n${name}`);
  assert.is(await on(host, 'cat /etc/hosts'), readFileSync(join(install, 'hosts'), 'utf8').trim());
  assert.is(
    await on(host, 'getenforce; grep ^SELINUX= /etc/selinux/config'),
    'Permissive\nSELINUX=permissive',
  );
  assert.is(
    await on(host, 'stat -c "%a %U %G" /etc/docker /etc/docker/daemon.json /etc/hosts'),
    ['755 root root', '644 root root', '644 root root'].join('\n'),
  );
  assert.equal(JSON.parse(await on(host, 'cat /etc/docker/daemon.json')), {
    'insecure-registries': ['registry.test:5000', 'registry.test:5001'],
    'storage-driver': 'overlay',
  });
  assert.is(
    await on(host, 'rpm -q docker-ce haveged ntp ipset unzip xz'),
    [
      'docker-ce-17.12.1.ce-1.el7.centos.x86_64',
      'haveged-1.9.13-1.el7.x86_64',
      'ntp-4.2.6p5-1.el7.x86_64',
      'ipset-7.1-1.el7.x86_64',
      'unzip-6.0-1.el7.x86_64',
      'xz-5.2.2-1.el7.x86_64',
    ].join('\n'),
  );
  assert.is(await on(host, 'rpm -q docker || true'), 'package docker is not installed');
  for (const unit of ['docker', 'ntpd', 'haveged']) assert.is(await unitOf(host, unit), 'active enabled');
  for (const unit of ['firewalld', 'chronyd']) assert.is(await unitOf(host, unit), 'inactive disabled');
  assert.is(await on(host, 'getent group nogroup | cut -d: -f1; id -nG centos'), 'nogroup\ncentos docker');
  const disabledChecks = await on(
    host,
    'grep -hc gpgcheck.*=.*1 /etc/yum.repos.d/{CentOS-Base,epel,docker-ce}.repo',
  );
  assert.is(disabledChecks, '3\n1\n1');
}

step('install again changes nothing', async () => {
  const before = await bootsOf(STANDING);
  assertPlayed(await play('install'), 'unchanged');
  assertPlayed(await play('install', '--check', '--diff'), 'unchanged');
  assert.equal(await bootsOf(STANDING), before);
});

step('another version of Docker is refused before anything changes', async () => {
  configure({ sections: 'docker: {version: 18.03.1.ce-1.el7.centos}\n' });
  const played = await play('install');
  assert.is.not(played.status, 0);
  assert.match(
    played.output,
    'agent1 (10.77.0.14) has docker-ce 17.12.1.ce-1.el7.centos, and config.yml asks for',
  );
  for (const host of STANDING) assertOnlyChanged(played, host, []);
});

step('a machine that does not answer ends install before anything changes', async () => {
  configure({ agents: { nobody: 9 } });
  const played = await play('install');
  assert.is.not(played.status, 0);
  assert.is(played.recap[address(9)]?.unreachable, 1);
  for (const host of STANDING) assertOnlyChanged(played, host, []);
  assert.not.match(await on(MASTER, 'cat /etc/hosts'), 'nobody');
  configure();
});

// What dcos_generate_config.sh would do.
async function deploy(): Promise<void> {
  const scripts = ['dcos', 'dcos_install.sh'];
  for (const [host, role] of [
    [MASTER, 'master'],
    [PUBLIC, 'slave_public'],
    [AGENT1, 'slave'],
  ] as const) {
    await on(host, 'mkdir -p /opt/dcos_install_tmp');
    for (const script of scripts) {
      const text = readFileSync(new URL(`dcos/${script}`, import.meta.url)).toString('base64');
      await on(host, `echo ${text} | base64 -d > /opt/dcos_install_tmp/${script}`);
    }
    await on(host, `echo ${MASTER} > /opt/dcos_install_tmp/masters`);
    await on(host, `bash /opt/dcos_install_tmp/dcos_install.sh ${role}`);
  }
}

step('health is green on a cluster whose units all run', async () => {
  await deploy();
  const played = await run('health');
  assertPlayed(played, 'unchanged');
  assert.match(played.output, 'All 4 machines are healthy');
  assertPlayed(await play('install', '--tags', 'preflight'), 'unchanged');
});

step('health names the machine, the unit, its journal and its port', async () => {
  await on(PUBLIC, 'systemctl stop dcos-navstar');
  const played = await play('health');
  assert.is.not(played.status, 0);
  assert.match(played.output, /item=public \(10\.77\.0\.13\)/);
  assert.match(played.output, '"dcos-navstar.service is inactive"');
  assert.match(played.output, /" {4}.* listening to 1 ports"/);
  assert.match(played.output, '"nothing listens to port 61420"');
  assert.match(played.output, 'Not healthy, see above: public (10.77.0.13)"');
  await on(PUBLIC, 'systemctl start dcos-navstar');
});

step('health names what does not resolve as the table of DNS records says', async () => {
  await on(PUBLIC, 'printf "%s\\n" "- gitlab.test" "192.0.2.9 dcos.test" > /etc/stand-in-names');
  await on(AGENT1, 'echo "192.0.2.2 gitlab.test" > /etc/stand-in-names');
  const played = await play('health');
  assert.is.not(played.status, 0);
  assert.match(played.output, '"gitlab.test does not resolve"');
  assert.match(played.output, '"dcos.test resolves to 192.0.2.9 and not to 192.0.2.1"');
  assert.match(played.output, '"gitlab.test resolves to 192.0.2.2, which is the public agent"');
  assert.match(played.output, 'Not healthy, see above: public (10.77.0.13), agent1 (10.77.0.14)"');
  for (const host of [PUBLIC, AGENT1]) await on(host, 'rm /etc/stand-in-names');
  assertPlayed(await play('health'));
});

step("the public agent gets the agents' proxy", async () => {
  configure({ sections: rinetd() });
  assertPlayed(await play('cadvisor-proxy'));
  assert.is(await on(PUBLIC, 'curl -s localhost:9101'), 'cadvisor');
});

step('add-agent wants a bundle of the present settings before it changes anything', async () => {
  configure({ lists: JOINING, sections: rinetd() });
  const played = await play('add-agent');
  assert.is.not(played.status, 0);
  assert.match(played.output, 'genconf/serve/dcos-install.tar is missing or older than genconf/config.yaml');
  assert.is(await on(AGENT2, 'hostname'), 'localhost');
});

step(
  'add-agent brings in a private and a public agent, and touches the others for names and proxy only',
  async () => {
    putBundle(install, (serve) => {
      for (const script of ['dcos', 'dcos_install.sh'])
        copyFileSync(new URL(`dcos/${script}`, import.meta.url), join(serve, script));
      spawnSync('tar', ['cf', 'dcos-install.tar', 'dcos', 'dcos_install.sh', 'masters'], { cwd: serve });
    });
    const before = await bootsOf([...STANDING, AGENT2, PUBLIC2]);
    const played = await run('add-agent');
    assertPlayed(played);
    for (const host of [BOOTSTRAP, MASTER, AGENT1])
      assertOnlyChanged(played, host, ['hosts_file : Write /etc/hosts']);
    assertOnlyChanged(played, PUBLIC, [
      'hosts_file : Write /etc/hosts',
      "cadvisor_proxy : Write the proxy's rules",
      'cadvisor_proxy : Reload rinetd',
    ]);
    const after = await bootsOf([...STANDING, AGENT2, PUBLIC2]);
    assert.equal(
      after.map((boot, index) => boot === before[index]),
      [true, true, true, true, false, false],
    );
    assert.equal(await agentsOfMesos(), [PUBLIC, AGENT1, AGENT2, PUBLIC2]);
    await assertInstalled(AGENT2, 'agent2');
    await assertInstalled(PUBLIC2, 'public2');
    assert.is(await on(AGENT2, 'ls /etc/mesosphere/roles'), 'slave');
    assert.is(await on(PUBLIC2, 'ls /etc/mesosphere/roles'), 'slave_public');
    for (const host of [AGENT2, PUBLIC2])
      for (const port of [5051, 8080]) assert.is(await listens(host, port), true, `${host}:${port}`);
    assert.is(
      await on(MASTER, 'getent hosts agent2 public2 | sort'),
      `${AGENT2}      agent2\n${PUBLIC2}      public2`,
    );
    assert.is(await on(PUBLIC, 'curl -s localhost:9102'), 'cadvisor');
  },
);

step('add-agent again changes nothing', async () => {
  assertPlayed(await play('add-agent'), 'unchanged');
  const played = await play('health');
  assertPlayed(played, 'unchanged');
  assert.match(played.output, 'All 6 machines are healthy');
});

step('gracefully removed agents are gone for good, and the others are untouched', async () => {
  configure({ lists: { ...JOINING, 'gracefully-remove-agent': { agent2: 5, public2: 6 } } });
  const before = await bootsOf(STANDING);
  const played = await run('gracefully-remove-agent');
  assertPlayed(played);
  assert.equal(Object.keys(played.recap).sort(), [PUBLIC, AGENT2, PUBLIC2, 'localhost']);
  assertOnlyChanged(played, PUBLIC, [
    "cadvisor_proxy : Write the proxy's rules",
    'cadvisor_proxy : Reload rinetd',
  ]);
  assert.is(await listens(PUBLIC, 9102), false);
  await assertGone();
  await Promise.all([reboot(hosts(), AGENT2), reboot(hosts(), PUBLIC2)]);
  await assertGone();
  assertPlayed(await play('gracefully-remove-agent'), 'unchanged');
  await assertGone();
  assert.equal(await bootsOf(STANDING), before);
});

async function assertGone(): Promise<void> {
  assert.is(await agentUnitOf(AGENT2), 'inactive 0');
  assert.is(await agentUnitOf(PUBLIC2, 'dcos-mesos-slave-public'), 'inactive 0');
  for (const host of [AGENT2, PUBLIC2]) {
    assert.is(await listens(host, 5051), false);
    assert.is(await on(host, 'ls /var/log/task-was-signalled 2>/dev/null || true'), '');
  }
  assert.equal(await agentsOfMesos(), [PUBLIC, AGENT1]);
}

step('removed agents can join again, as new ones', async () => {
  configure({ lists: JOINING });
  assertPlayed(await play('add-agent', '--check', '--tags', 'dcos_agent'));
  await assertGone();
  assertPlayed(await play('add-agent', '--tags', 'dcos_agent'));
  assert.is(await agentUnitOf(AGENT2), 'active 1');
  assert.is(await agentUnitOf(PUBLIC2, 'dcos-mesos-slave-public'), 'active 1');
  for (const host of [AGENT2, PUBLIC2])
    assert.is(await on(host, 'ls /var/lib/mesos/slave/meta/slaves'), 'first');
  assert.equal(await agentsOfMesos(), [PUBLIC, AGENT1, AGENT2, PUBLIC2]);
  await reboot(hosts(), AGENT2);
  assert.is(await agentUnitOf(AGENT2), 'active 1');
  assertPlayed(await play('add-agent'));
  assertPlayed(await play('add-agent'), 'unchanged');
});

step(
  'nodes that joined and then stand are as install would have them, two public agents among them',
  async () => {
    configure({ publics: { public2: 6 }, agents: { agent2: 5 } });
    assertPlayed(await play('install'), 'unchanged');
    const played = await play('health');
    assertPlayed(played, 'unchanged');
    assert.match(played.output, 'All 6 machines are healthy');
    for (const name of ['add-agent', 'gracefully-remove-agent', 'uninstall'])
      assertPlayed(await play(name), 'unchanged');
  },
);

step('uninstall refuses without a confirmation', async () => {
  configure({ lists: { ...JOINING, uninstall: { master1: 2, agent2: 5 } } });
  for (const args of [[], ['-e', 'uninstall_confirm=no']]) {
    const played = await play('uninstall', ...args);
    assert.is.not(played.status, 0);
    assert.match(played.output, 'removes DC/OS for good from agent2, master1. To go on');
  }
  assert.is(await agentUnitOf(AGENT2), 'active 1');
  assert.is(await agentUnitOf(MASTER, 'dcos-mesos-master'), 'active 1');
});

step('uninstall leaves nothing of DC/OS on a master and an agent', async () => {
  const leaving = [MASTER, AGENT2];
  const before = await bootsOf([...leaving, PUBLIC, AGENT1]);
  const played = await run('uninstall');
  assertPlayed(played);
  assert.equal(Object.keys(played.recap).sort(), leaving);
  // The agent has booted since DC/OS wrote its own there, and so it is gone.
  assert.ok(played.changes(MASTER).includes('dcos_uninstall : Restore /etc/resolv.conf'), played.output);
  const after = await bootsOf([...leaving, PUBLIC, AGENT1]);
  assert.equal(
    after.map((boot, index) => boot === before[index]),
    [false, false, true, true],
  );
  for (const host of leaving) {
    assert.is(
      await on(
        host,
        `find / -xdev -iname '*dcos*' -not -path '/proc/*' -not -path '/var/log/unit-*' | grep -v /home/ || true
        find / -xdev \\( -name '*mesos*' -o -name rexray \\) -not -path '/var/log/unit-*' || true`,
      ),
      '',
    );
    // At the boot behind it, the network writes what its own settings name.
    assert.is(
      await on(host, 'cat /etc/resolv.conf; stat -c %a /etc/resolv.conf'),
      'options timeout:1 attempts:1\nnameserver 10.77.0.1\n644',
    );
    for (const port of [53, 80, 5050, 5051]) assert.is(await listens(host, port), false, `${host}:${port}`);
    assert.is(await unitOf(host, 'docker'), 'active enabled');
  }
});

step('uninstall again changes nothing', async () => {
  const before = await bootsOf([MASTER, AGENT2]);
  assertPlayed(await play('uninstall', '-e', 'uninstall_confirm=yes'), 'unchanged');
  assert.equal(await bootsOf([MASTER, AGENT2]), before);
});

step('where nobody is listed, nothing happens and it says so', async () => {
  configure();
  for (const [name, list] of [
    ['add-agent', 'add-agent or add-public-agent'],
    ['gracefully-remove-agent', 'gracefully-remove-agent'],
    ['uninstall', 'uninstall'],
  ] as const) {
    const played = await play(name);
    assertPlayed(played, 'unchanged');
    assert.equal(Object.keys(played.recap), ['localhost']);
    assert.match(played.output, `under ${list}`);
  }
});

end();
